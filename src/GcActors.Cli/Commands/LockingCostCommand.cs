using System.CommandLine;
using System.Globalization;
using GcActors.Cli.Locking;
using GcActors.Experiments.Settings;

namespace GcActors.Cli.Commands;

/// <summary><c>gcactors locking-cost</c>: what the locking of counts costs a workload, split by cause.</summary>
internal static class LockingCostCommand
{
    private const string ReplayOfTapes = "trace-replay";

    public static Command Create(CliContext context)
    {
        Option<string?> workload = new("--workload") { Description = "A name of 'list workloads'", HelpName = "W" };
        Option<string?> tape = new("--tape") { Description = "In place of a workload: a recorded program, a file in the format life-trace 1", HelpName = "FILE" };
        Option<string> strategies = new("--strategies")
        {
            Description = "Strategies of 'list counters', with commas (atomic)", HelpName = "NAME[/VARIANT][+immortal],...", DefaultValueFactory = _ => "atomic",
        };
        Option<string?> mutators = new("--mutators") { Description = "Numbers of mutators, with commas (1,2)", HelpName = "N,..." };
        Option<string[]> sets = new("--set") { Description = "One setting for all cells; may be repeated", HelpName = "dotted.key=value" };
        Option<bool> dose = new("--dose") { Description = "Put known costs into each strategy as well, and see whether they are found again" };
        Option<bool> quick = new("--quick") { Description = "Few blocks: shapes only (default)" };
        Option<bool> full = new("--full") { Description = "All blocks" };
        Option<string?> output = new("--out") { Description = "Results folder", HelpName = "DIR" };
        Option<bool> resume = new("--resume") { Description = "Go on in the results folder" };
        Option<bool> dryRun = new("--dry-run") { Description = "Record the program and list the trials; run none" };
        Option<bool> json = new("--json") { Description = "Print the splits as one JSON object" };
        Command command = new("locking-cost", "Split what the locking of counts costs a workload by cause")
        {
            workload, tape, strategies, mutators, sets, dose, quick, full, output, resume, dryRun, json,
        };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(quick) && parsed.GetValue(full))
            {
                throw new SettingsException("gcactors locking-cost", "--quick and --full exclude each other");
            }

            string? file = parsed.GetValue(tape);
            string usual = context.Cores > 1 && file == null ? "1,2" : "1";
            int[] numbers = NumbersOf(parsed.GetValue(mutators) ?? usual, mutators.Name);
            SettingAssignment[] given = [.. (parsed.GetValue(sets) ?? []).Select(set => SettingAssignment.Parse(set, sets.Name))];
            return LockingCostRun.Run(
                new LockingCostOptions(
                    WorkloadOf(parsed.GetValue(workload), file),
                    [.. Words(parsed.GetRequiredValue(strategies)).Distinct()],
                    numbers,
                    file == null ? given : [.. SettingsOf(file, numbers, tape.Name), .. given],
                    parsed.GetValue(dose),
                    parsed.GetValue(full),
                    parsed.GetValue(output),
                    parsed.GetValue(resume),
                    parsed.GetValue(dryRun),
                    parsed.GetValue(json)),
                context);
        });
        return command;
    }

    private static string WorkloadOf(string? workload, string? tape) => (workload, tape) switch
    {
        (null, null) => throw new SettingsException("gcactors locking-cost", "--workload W or --tape FILE is needed: what is it to split?"),
        (null, _) => ReplayOfTapes,
        (_, null) => workload,
        _ => throw new SettingsException("gcactors locking-cost", "--workload and --tape exclude each other"),
    };

    /// <summary>Each of the recorded mutators replays its own events, or one replays all of them.</summary>
    private static IEnumerable<SettingAssignment> SettingsOf(string tape, int[] mutators, string origin)
    {
        if (mutators.Length > 1)
        {
            throw new SettingsException("--mutators", "a tape is replayed by one mutator, or by as many as it was recorded of: one number is needed");
        }

        yield return SettingAssignment.Parse($"workload.file={Path.GetFullPath(tape)}", origin);
        yield return SettingAssignment.Parse($"workload.replay={(mutators[0] == 1 ? "ordered" : "free")}", origin);
    }

    private static int[] NumbersOf(string list, string option) =>
        [.. Words(list).Select(word => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : throw new SettingsException(option, $"'{word}' is no number of mutators")).Distinct().Order()];

    private static string[] Words(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
