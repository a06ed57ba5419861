using System.CommandLine;
using System.Globalization;
using GcActors.Cli.Measuring;
using GcActors.Core.Scenarios;
using GcActors.Core.Scenarios.Explaining;
using GcActors.Experiments.Lessons;
using GcActors.Experiments.Settings;

namespace GcActors.Cli.Scenarios;

/// <summary><c>gcactors scenario explain FILE --at LINE</c>: one collection step by step, as text and as a drawing.</summary>
internal sealed class ExplainCommand
{
    private const int MostLinesNamed = 12;
    private readonly ScenarioOptions options = new();
    private readonly Argument<string> file = new("FILE") { Description = "A scenario (.gcs)" };
    private readonly Option<string?> version = ScenarioOptions.VersionOption();
    private readonly Option<string> line = new("--at") { Description = "The line that runs the collection", HelpName = "LINE", Required = true };
    private readonly NumberOption occurrence = new("--occurrence", "Which of its collections, when it runs several", 1, 1, int.MaxValue);
    private readonly Option<string?> svg = new("--svg") { Description = "Write a drawing", HelpName = "FILE" };
    private readonly Option<string?> html = new("--html") { Description = "Write a page with drawing, steps and text", HelpName = "FILE" };
    private readonly CliContext context;

    private ExplainCommand(CliContext context) => this.context = context;

    public static Command Create(CliContext context)
    {
        ExplainCommand explain = new(context);
        Command command = new("explain", "Show one collection of a scenario step by step");
        explain.options.AddTo(command);
        command.Add(explain.file);
        command.Add(explain.version);
        command.Add(explain.line);
        command.Add(explain.occurrence.Option);
        command.Add(explain.svg);
        command.Add(explain.html);
        command.SetAction(explain.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        Scenario scenario = ScenarioFiles.Parse(parsed.GetRequiredValue(file));
        string[] lines = ScenarioFiles.ReadLines(scenario.File);
        int at = int.Parse(WholeNumber.Canonical(null, parsed.GetRequiredValue(line), 1, int.MaxValue, line.Name), CultureInfo.InvariantCulture);
        if (at > lines.Length)
        {
            throw new SettingsException(line.Name, $"{scenario.File} has {lines.Length} lines, no line {at}");
        }

        string of = options.Version(parsed, version);
        if (!ScenarioFiles.AppliesTo(scenario, of))
        {
            context.Error.WriteLine($"{scenario.File}: is not for {of}");
            return ExitCodes.Inconclusive;
        }

        CollectionRecording recording = new(at, (int)occurrence.Read(parsed));
        ScenarioRunner runner = new(context, v => options.Settings(parsed, v, context), options.StepLimit(parsed));
        runner.Run(scenario, of, _ => { }, context.Cancellation, recording);
        RecordedCollection record = recording.Collection ?? throw new SettingsException(line.Name, WhyNone(scenario, recording));
        Write(parsed, new CollectionLesson(record, scenario.Title, Path.GetFileName(scenario.File), lines[record.Line - 1].Trim()));
        return ExitCodes.Passed;
    }

    private void Write(ParseResult parsed, CollectionLesson lesson)
    {
        context.Out.Write(CollectionText.Write(lesson));
        if (parsed.GetValue(svg) is { } drawing)
        {
            ScenarioFiles.Write(drawing, CollectionSvg.Draw(lesson));
        }

        if (parsed.GetValue(html) is { } page)
        {
            ScenarioFiles.Write(page, CollectionHtml.Write(lesson));
        }
    }

    private static string WhyNone(Scenario scenario, CollectionRecording recording)
    {
        if (recording.Occurrences > 0)
        {
            string times = recording.Occurrences == 1 ? "one collection" : $"{recording.Occurrences} collections";
            return $"line {recording.Line} of {scenario.File} runs {times}, there is no number {recording.Occurrence}";
        }

        string[] lines = [.. recording.CollectionsByLine.Select(l => l.Value == 1 ? $"{l.Key}" : $"{l.Key} ({l.Value} times)")];
        string more = lines.Length > MostLinesNamed ? $" and {lines.Length - MostLinesNamed} more lines" : "";
        string known = lines.Length == 0 ? "nor in any other" : $"collections run in {string.Join(", ", lines.Take(MostLinesNamed))}{more}";
        return $"no collection runs in line {recording.Line} of {scenario.File}; {known}";
    }
}
