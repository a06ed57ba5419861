using System.CommandLine;
using System.Globalization;
using GcActors.Cli.Output;
using GcActors.Experiments.Comparing;
using GcActors.Experiments.Results;
using GcActors.Experiments.Settings;

namespace GcActors.Cli.Commands;

/// <summary><c>gcactors compare</c>: two runs of one experiment, from their folders alone.</summary>
internal static class CompareCommand
{
    public static Command Create(CliContext context)
    {
        Argument<string> before = new("a") { Description = "Results folder of the run before", HelpName = "A" };
        Argument<string> after = new("b") { Description = "Results folder of the run after", HelpName = "B" };
        Option<string?> limit = new("--fail-on-regression")
        {
            Description = "Exit code 1 where a time is slower by so much or more, beyond its interval and noise; 3 where nothing could be compared",
            HelpName = "PERCENT",
        };
        Option<bool> json = new("--json") { Description = "Print one JSON object" };
        Command command = new("compare", "Say what is faster or slower in B than in A, and which counters moved") { before, after, limit, json };
        command.SetAction(parsed =>
        {
            double? share = parsed.GetValue(limit) is { } text ? ShareOf(text, limit.Name) : null;
            var comparison = RunComparison.Of(
                RunFolder.Read(parsed.GetRequiredValue(before), ExperimentFolders.FileOf), RunFolder.Read(parsed.GetRequiredValue(after), ExperimentFolders.FileOf));
            ComparedValue[] regressions = share is null ? [] : [.. comparison.Regressions(share.Value)];
            if (parsed.GetValue(json))
            {
                JsonText.Write(context, ComparisonJson.Of(comparison, regressions));
            }
            else
            {
                ComparisonText.Write(context, comparison, regressions);
            }

            return ExitCodeOf(comparison, regressions, share);
        });
        return command;
    }

    private static int ExitCodeOf(RunComparison comparison, ComparedValue[] regressions, double? share) => (share, regressions.Length) switch
    {
        (null, _) => ExitCodes.Passed,
        (_, > 0) => ExitCodes.Failed,
        _ when comparison.Values.All(value => value.Verdict == ComparedValue.Inconclusive) => ExitCodes.Inconclusive,
        _ => ExitCodes.Passed,
    };

    private static double ShareOf(string text, string option) =>
        double.TryParse(text.TrimEnd('%', ' '), NumberStyles.Float, CultureInfo.InvariantCulture, out double percent) && percent >= 0 && double.IsFinite(percent)
            ? percent / 100
            : throw new SettingsException(option, $"a percentage such as 5% is expected instead of '{text}'");
}
