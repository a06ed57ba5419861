using System.CommandLine;
using GcActors.Experiments.Settings;
using GcActors.Telemetry.Timeline;

namespace GcActors.Cli.Traces;

/// <summary><c>gcactors trace timeline</c>: a page from files that were written while nobody looked.</summary>
internal static class TimelineCommand
{
    public static Command Create(CliContext context)
    {
        Argument<string> source = new("source") { Description = "OTLP file in JSON Lines, or a folder of them", HelpName = "DIR" };
        Option<string> page = new("--out", "-o") { Description = "The page; JSON for Perfetto goes beside it", HelpName = "FILE", DefaultValueFactory = _ => "timeline.html" };
        Command command = new("timeline", "Draw OTLP files as one page: lanes, messages, pauses") { source, page };
        command.SetAction(parsed =>
        {
            Write(context, parsed.GetRequiredValue(source), parsed.GetRequiredValue(page));
            return ExitCodes.Passed;
        });
        return command;
    }

    private static void Write(CliContext context, string source, string page)
    {
        IReadOnlyList<TimelineSpan> spans = OtlpJsonLines.Read(source);
        if (spans.Count == 0)
        {
            throw new InvalidDataException($"{source}: no spans in it");
        }

        try
        {
            TimelineFiles.Write(page, spans);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException("--out", $"{page} cannot be written: {e.Message}");
        }

        context.Out.WriteLine($"{page}: {spans.Count:N0} spans");
        context.Out.WriteLine($"{TimelineFiles.PerfettoFileOf(page)}: the same for Perfetto");
    }
}
