using GcActors.Experiments.LockingCost;
using GcActors.Experiments.Predicates;
using GcActors.Experiments.Running;
using GcActors.Experiments.Statistics;

namespace GcActors.Experiments.Results;

/// <summary>Everything that follows from the rows of a run: pure, so that a report can be made again from the folder.</summary>
public sealed class Analysis
{
    private readonly Experiment _experiment;
    private readonly RowJudge _judge;
    private readonly SampleTable _samples;
    private readonly SampleEvaluator _evaluator;
    private readonly SampleEvaluator _withExcluded;
    private readonly HashSet<string> _cellsWithExclusions;

    /// <summary>Table, figures and report ask for the same values, and each is 10,000 resamples.</summary>
    private readonly Dictionary<(string Metric, string Cell), TableValue> _metrics = [];

    private readonly Lazy<TableValue?> _aaRatio;
    private readonly Lazy<IReadOnlyList<CostTable>> _splits;

    /// <param name="experiment">Resolved as it was for the run.</param>
    /// <param name="rows">Of the log.</param>
    public Analysis(Experiment experiment, IReadOnlyList<ResultRow> rows)
    {
        _experiment = experiment;
        _aaRatio = new Lazy<TableValue?>(EstimateAaRatio);
        _splits = new Lazy<IReadOnlyList<CostTable>>(() => [.. (experiment.Split?.All ?? []).Select(parts => CostTable.Of(parts, this, rows))]);
        _judge = new RowJudge(rows);
        ValidRows = [.. _judge.ValidRows()];
        _samples = TableOf(ValidRows, experiment);
        _evaluator = new SampleEvaluator(_samples, experiment.Seed, experiment.File.IsExact);
        _withExcluded = new SampleEvaluator(TableOf(_judge.RowsBeforeGates(), experiment), experiment.Seed, experiment.File.IsExact);
        Verdicts = [.. experiment.Predicates.Select(p => new PredicateJudge(_evaluator, _judge.WhyMissing).Judge(p.Spec, p.Node))];
        Excluded = [.. rows.Where(row => row.IsTimed && _judge.Objection(row) is not null)
            .Select(row => new ExcludedRow(row, _judge.Objection(row)!))];
        _cellsWithExclusions = [.. Excluded.Select(excluded => excluded.Row.Cell)];
        AdjustedPValues = Significance.Holm([.. Verdicts.SelectMany(v => v.Comparisons).Select(c => c.PValue)]);
        SteadyStates = [.. rows.Where(row => row.IsTimed && row.IsPassed && !experiment.File.IsExact).Select(row => (row, SteadyState.Of(row.Iterations("wall_ns"))))];
    }

    public Experiment Experiment => _experiment;

    /// <summary>At most one a cell and block.</summary>
    public IReadOnlyList<ResultRow> ValidRows { get; }

    public IReadOnlyList<PredicateVerdict> Verdicts { get; }

    /// <summary>Every exclusion with its reason; nothing is dropped silently.</summary>
    public IReadOnlyList<ExcludedRow> Excluded { get; }

    /// <summary>P-values of all comparisons of <see cref="Verdicts"/>, in their order, corrected for there being several (Holm).</summary>
    public IReadOnlyList<double> AdjustedPValues { get; }

    /// <summary>How the iterations of each invocation that ended went: an invocation without a steady state is named, not averaged away.</summary>
    public IReadOnlyList<(ResultRow Row, SteadyState State)> SteadyStates { get; }

    /// <summary>The smallest factor that this sweep would find with 80 % chance; NaN without an A/A pair.</summary>
    public double MinimumDetectableEffect => AaRatio() is { } ratio ? DetectableEffect.Of(ratio.Estimate) : double.NaN;

    /// <summary>Kleene's conjunction of all claims.</summary>
    public Truth Overall => Verdicts.Select(v => v.Truth).Aggregate(Truth.True, Kleene.And);

    /// <summary>The locking cost by cause, one for each strategy and program of the experiment's split; none without one.</summary>
    public IReadOnlyList<CostTable> Splits => _splits.Value;

    public int ValidBlocks(Cell cell) => _samples.ValidBlocks(cell.Name);

    public bool LacksBlocks(Cell cell) => _samples.LacksBlocks(cell.Name);

    /// <summary>A metric of a cell; inconclusive when a cell behind it lacks blocks.</summary>
    public TableValue ValueOf(string metric, Cell cell)
    {
        if (!_metrics.TryGetValue((metric, cell.Name), out TableValue? value))
            _metrics[(metric, cell.Name)] = value = ValueOf(_experiment.LanguageOf(cell).MetricOf(metric, cell));
        return value;
    }

    public TableValue ValueOf(Expression expression)
    {
        Estimate estimate = _evaluator.Estimate(expression);
        string? lacking = expression.Cells.Distinct().FirstOrDefault(_samples.LacksBlocks);
        string reason = lacking is not null ? $"{lacking}: {_judge.WhyMissing(lacking)}" : estimate.Undefined ?? "";
        string brief = lacking is not null ? _judge.GateOf(lacking) : reason;
        Estimate all = expression.Cells.Any(_cellsWithExclusions.Contains) ? _withExcluded.Estimate(expression) : estimate;
        return new TableValue(estimate, reason, brief) { WithExcluded = all };
    }

    /// <summary>The invocations that count.</summary>
    internal static SampleTable ValidSamples(Experiment experiment, IReadOnlyList<ResultRow> rows) => TableOf(new RowJudge(rows).ValidRows(), experiment);

    private static SampleTable TableOf(IEnumerable<ResultRow> rows, Experiment experiment)
    {
        var table = new SampleTable(experiment.Profile.Blocks, experiment.BlocksOf);
        foreach (ResultRow row in rows)
            table.Add(row.Cell, row.Block, row.ToSample());
        return table;
    }

    /// <summary>The A/A pair (rule A7); null when the experiment has none.</summary>
    public TableValue? AaRatio() => _aaRatio.Value;

    private TableValue? EstimateAaRatio()
    {
        if (_experiment.Cells.FirstOrDefault(cell => cell.DoubleOf is not null) is not { } twin)
            return null;
        Cell original = _experiment.Cells.First(cell => cell.Name == twin.DoubleOf);
        CellLanguage language = _experiment.LanguageOf(original);
        string metric = language.Metrics[0].Name;
        return ValueOf(new RatioExpression(language.MetricOf(metric, twin), language.MetricOf(metric, original)));
    }
}
