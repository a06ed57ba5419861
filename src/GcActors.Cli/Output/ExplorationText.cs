using System.Globalization;
using System.Text.Json.Nodes;
using GcActors.Core.Exploring;

namespace GcActors.Cli.Output;

/// <summary>What <c>gcactors explore</c> prints.</summary>
internal static class ExplorationText
{
    public static string WordOf(MemoryModel memory) => memory.ToString().ToLowerInvariant();

    public static void List(CliContext context, bool wantsJson)
    {
        if (wantsJson)
        {
            JsonText.Write(context, new JsonArray([.. Exploration.Protocols.Select(ToJson)]));
            return;
        }

        TextTable.Write(context, ["protocol", "mutant", "fails on", "what is wrong"], [.. Exploration.Protocols.SelectMany(Rows)]);
    }

    public static void Write(CliContext context, ExplorationSubject subject, ExplorationReport report, bool isExhaustive, bool wantsJson)
    {
        string? repeat = report.Failure is { } failure ? RepeatLine(subject, failure) : null;
        if (wantsJson)
        {
            JsonText.Write(context, ToJson(subject, report, isExhaustive, repeat));
        }
        else
        {
            WriteText(context.Out, subject, report, isExhaustive, repeat);
        }
    }

    private static void WriteText(TextWriter writer, ExplorationSubject subject, ExplorationReport report, bool isExhaustive, string? repeat)
    {
        string name = subject.Protocol + (subject.Mutant is null ? "" : $" as {subject.Mutant}");
        string verdict = report.Failure is null ? "no violation" : "VIOLATION";
        writer.WriteLine($"{name} on {WordOf(subject.Memory)}: {Extent(report, isExhaustive)}; {verdict}");
        writer.WriteLine($"scenes: {string.Join(", ", report.Scenes)}");
        writer.WriteLine($"access sites reached: {string.Join(", ", report.SitesReached)}");
        if (report.SitesMissed.Count > 0 && report.Failure is null)
        {
            writer.WriteLine($"access sites NOT REACHED: {string.Join(", ", report.SitesMissed)}");
        }

        if (report.Failure is { } failure)
        {
            writer.WriteLine($"scene {failure.Scene}, {failure.Steps} steps: {failure.Violation}");
            foreach (string line in failure.Trace)
            {
                writer.WriteLine(line);
            }

            writer.WriteLine($"repeat: {repeat}");
        }
    }

    private static string Extent(ExplorationReport report, bool isExhaustive) => report switch
    {
        _ when !isExhaustive => Invariant($"{report.Schedules} schedules, {report.DistinctSchedules} different"),
        { Failure: not null } => Invariant($"{report.States} states"),
        { IsComplete: false } => Invariant($"NOT ALL schedules, there are more than {Exploration.MaxStates} states"),
        _ => Invariant($"all {report.Schedules} schedules, through {report.States} states"),
    };

    private static JsonObject ToJson(ExplorationSubject subject, ExplorationReport report, bool isExhaustive, string? repeat) => new()
    {
        ["protocol"] = subject.Protocol,
        ["mutant"] = subject.Mutant,
        ["memory"] = WordOf(subject.Memory),
        ["exhaustive"] = isExhaustive,
        ["complete"] = report.IsComplete,
        ["schedules"] = Invariant($"{report.Schedules}"),
        ["distinct_schedules"] = Invariant($"{report.DistinctSchedules}"),
        ["states"] = report.States,
        ["scenes"] = Words(report.Scenes),
        ["sites_reached"] = Words(report.SitesReached),
        ["sites_missed"] = Words(report.SitesMissed),
        ["failure"] = report.Failure is { } failure
            ? new JsonObject
            {
                ["scene"] = failure.Scene,
                ["violation"] = failure.Violation,
                ["steps"] = failure.Steps,
                ["trace"] = Words(failure.Trace),
                ["repeat"] = repeat,
            }
            : null,
    };

    private static JsonObject ToJson(ProtocolDescription protocol) => new()
    {
        ["name"] = protocol.Name,
        ["scenes"] = Words(protocol.Scenes),
        ["mutants"] = new JsonArray([.. protocol.Mutants.Select(m => new JsonObject
        {
            ["name"] = m.Name,
            ["fails_on"] = WordOf(m.FailsOn),
            ["summary"] = m.Summary,
        })]),
    };

    private static IEnumerable<string[]> Rows(ProtocolDescription protocol) =>
    [
        [protocol.Name, "-", "-", $"nothing; {protocol.Scenes.Count} scenes: {string.Join(", ", protocol.Scenes)}"],
        .. protocol.Mutants.Select(m => (string[])[protocol.Name, m.Name, WordOf(m.FailsOn), m.Summary]),
    ];

    private static string RepeatLine(ExplorationSubject subject, ExplorationFailure failure)
    {
        string[] mutant = subject.Mutant is null ? [] : ["--mutant", subject.Mutant];
        string[] how = failure.Seed is { } seed ? ["--schedules", "1", "--seed", Invariant($"{seed}")] : ["--exhaustive"];
        return ShellWords.Join(["gcactors", "explore", subject.Protocol, .. mutant, "--memory", WordOf(subject.Memory), .. how]);
    }

    private static JsonArray Words(IEnumerable<string> words) => new([.. words.Select(w => (JsonNode)w)]);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
