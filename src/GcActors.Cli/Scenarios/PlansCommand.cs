using System.CommandLine;
using GcActors.Cli.Output;
using GcActors.Core;
using GcActors.Core.Actors;
using GcActors.Core.Scenarios;
using GcActors.Core.Settings;
using GcActors.Experiments.Conformance;

namespace GcActors.Cli.Scenarios;

/// <summary><c>gcactors scenario plans FILE…|DIR</c>: the same scenarios under other plans; what must stay equal is checked, what may differ is said.</summary>
internal sealed class PlansCommand
{
    private readonly VersionsOption versions = new();
    private readonly Argument<string[]> paths = new("PATH") { Description = "Scenarios, or folders of them", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string[]> plans = new("--plan")
    {
        Description = "Plans to compare with that of the version; may be repeated (every choice of the catalog, one at a time)",
        HelpName = "P",
    };

    private readonly StepLimitOption stepLimit = new();
    private readonly CliContext context;

    private PlansCommand(CliContext context) => this.context = context;

    public static Command Create(CliContext context)
    {
        PlansCommand compare = new(context);
        Command command = new("plans", "Run scenarios under other plans and compare");
        command.Add(compare.paths);
        command.Add(compare.versions.Option);
        command.Add(compare.plans);
        command.Add(compare.stepLimit.Option);
        command.SetAction(compare.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        string[] files = [.. parsed.GetRequiredValue(paths).SelectMany(path => File.Exists(path) ? [path] : ScenarioFiles.In(path))];
        string[] asked = parsed.GetValue(plans) ?? [];
        IReadOnlyList<PlanChoice> choices = asked.Length > 0 ? [.. asked.Select(plan => new PlanChoice(plan, plan, []))] : PlanChoice.OneAtATime;
        IReadOnlyList<string> of = versions.Read(parsed);
        List<PlanCell> cells = Compare(files, of, choices, stepLimit.Read(parsed));
        Print(cells, choices);
        return cells.Exists(cell => cell.Verdict == PlanVerdict.Different) ? ExitCodes.Failed : ExitCodes.Passed;
    }

    private List<PlanCell> Compare(string[] files, IReadOnlyList<string> of, IReadOnlyList<PlanChoice> choices, long limit)
    {
        List<PlanCell> cells = [];
        using ProgressLine line = new(context);
        foreach (string file in files)
        {
            Scenario scenario = ScenarioFiles.Parse(file);
            foreach (string version in of)
            {
                line.Show($"{Path.GetFileName(file)}, {version}");
                cells.AddRange(Compare(scenario, Path.GetFileNameWithoutExtension(file), version, choices, limit));
            }
        }

        return cells;
    }

    private IEnumerable<PlanCell> Compare(Scenario scenario, string name, string version, IReadOnlyList<PlanChoice> choices, long limit)
    {
        if (!ScenarioFiles.AppliesTo(scenario, version))
        {
            return choices.Select(choice => new PlanCell(name, version, choice.Name, PlanVerdict.NotApplicable));
        }

        TrialSettings own = PlanChoice.Of().Settings(version, context.Vocabulary).Settings;
        PlanRun normal = RunUnder(scenario, version, own, limit);
        Lazy<PlanRun> full = new(() => RunUnder(scenario, version, own, limit, collectsEverything: true));
        return [.. choices.Select(choice => Judge(choice, normal, full))];

        PlanCell Judge(PlanChoice choice, PlanRun normal, Lazy<PlanRun> full)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            (TrialSettings settings, string? refusal) = choice.Settings(version, context.Vocabulary);
            if (refusal != null)
            {
                return new PlanCell(name, version, choice.Name, PlanVerdict.Refused, refusal);
            }

            bool hasGenerations = Catalog.CollectorTraitsOf(settings.Collection.Collector).HasGenerations;
            (PlanVerdict verdict, string note) = PlanComparison.Judge(normal, hasGenerations ? null : full.Value, RunUnder(scenario, version, settings, limit));
            return new PlanCell(name, version, choice.Name, verdict, note);
        }
    }

    private PlanRun RunUnder(Scenario scenario, string version, TrialSettings settings, long limit, bool collectsEverything = false)
    {
        List<ScenarioRow> rows = [];
        using IActorSystem system = RuntimeFactory.Create(settings);
        try
        {
            ScenarioLaunch launch = new(settings, version, system, rows.Add, limit, context.Cancellation)
            {
                CollectsEverything = collectsEverything,
                WantsFacts = true,
            };
            return new PlanRun(rows, context.RunScenario(scenario, launch).Facts, null);
        }
        catch (Exception e) when (e is ScenarioFailedException or ActorFailedException or ActorDeadlockException)
        {
            return new PlanRun(rows, null, e.Message);
        }
    }

    private void Print(List<PlanCell> cells, IReadOnlyList<PlanChoice> choices)
    {
        TextTable.Write(context, ["scenario", "version", .. choices.Select((_, i) => $"{i + 1}")],
            [.. cells.GroupBy(cell => (cell.Scenario, cell.Version)).Select(row => (string[])[row.Key.Scenario, row.Key.Version, .. row.Select(cell => cell.Text)])]);
        for (int i = 0; i < choices.Count; i++)
        {
            context.Out.WriteLine($"{i + 1}: {choices[i].Name}: {Summary(cells, choices[i])}");
        }

        foreach (PlanCell cell in cells.Where(cell => cell.Verdict is PlanVerdict.OrderDiffers or PlanVerdict.TimeDiffers or PlanVerdict.Different))
        {
            context.Out.WriteLine($"{cell.Scenario}, {cell.Version}, {cell.Plan}: {cell.Text}: {cell.Note}");
        }
    }

    private static string Summary(List<PlanCell> cells, PlanChoice choice)
    {
        PlanCell[] own = [.. cells.Where(cell => cell.Plan == choice.Name && cell.Verdict != PlanVerdict.NotApplicable)];
        return own.FirstOrDefault(cell => cell.Verdict == PlanVerdict.Refused) is { } refused
            ? $"refused: {refused.Note}"
            : string.Join(", ", own.CountBy(cell => cell.Verdict).OrderBy(count => count.Key).Select(count => $"{count.Value} {Word(count.Key)}"));
    }

    private static string Word(PlanVerdict verdict) => verdict switch
    {
        PlanVerdict.Equal => "equal",
        PlanVerdict.OrderDiffers => "differ in order only",
        PlanVerdict.TimeDiffers => "differ in time only",
        _ => "differ",
    };
}
