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

    /// <param name="experiment">Resolved as it was for the run.</param>
    /// <param name="rows">Of the log.</param>
    /// <param name="countsAll">Also what gates exclude, to see what the exclusions did; nothing may be concluded from it.</param>
    public Analysis(Experiment experiment, IReadOnlyList<ResultRow> rows, bool countsAll = false)
    {
        _experiment = experiment;
        _judge = new RowJudge(rows);
        _samples = new SampleTable(experiment.Profile.Blocks);
        ValidRows = [.. _judge.ValidRows(countsAll)];
        foreach (ResultRow row in ValidRows)
            _samples.Add(row.Cell, row.Block, row.ToSample());
        _evaluator = new SampleEvaluator(_samples, experiment.Seed, experiment.File.IsExact);
        Verdicts = [.. experiment.Predicates.Select(p => new PredicateJudge(_evaluator, _judge.WhyMissing).Judge(p.Spec, p.Node))];
        Excluded = [.. rows.Where(row => row.IsTimed && _judge.Objection(row) is not null)
            .Select(row => new ExcludedRow(row, _judge.Objection(row)!))];
    }

    public Experiment Experiment => _experiment;

    /// <summary>At most one a cell and block.</summary>
    public IReadOnlyList<ResultRow> ValidRows { get; }

    public IReadOnlyList<PredicateVerdict> Verdicts { get; }

    /// <summary>Every exclusion with its reason; nothing is dropped silently.</summary>
    public IReadOnlyList<ExcludedRow> Excluded { get; }

    /// <summary>Kleene's conjunction of all claims.</summary>
    public Truth Overall => Verdicts.Select(v => v.Truth).Aggregate(Truth.True, Kleene.And);

    public int ValidBlocks(Cell cell) => _samples.ValidBlocks(cell.Name);

    /// <summary>A metric of a cell; inconclusive when a cell behind it lacks blocks.</summary>
    public TableValue ValueOf(string metric, Cell cell) => ValueOf(_experiment.Language.MetricOf(metric, cell));

    public TableValue ValueOf(Expression expression)
    {
        Estimate estimate = _evaluator.Estimate(expression);
        string? lacking = expression.Cells.Distinct().FirstOrDefault(cell => _samples.ValidBlocks(cell) < _samples.PlannedBlocks);
        string reason = lacking is not null ? $"{lacking}: {_judge.WhyMissing(lacking)}" : estimate.Undefined ?? "";
        string brief = lacking is not null ? _judge.GateOf(lacking) : reason;
        return new TableValue(estimate, reason, brief);
    }

    /// <summary>The A/A pair (rule A7); null when the experiment has none.</summary>
    public TableValue? AaRatio()
    {
        if (_experiment.Cells.FirstOrDefault(cell => cell.DoubleOf is not null) is not { } twin)
            return null;
        Cell original = _experiment.Cells.First(cell => cell.Name == twin.DoubleOf);
        string metric = _experiment.Language.Metrics[0].Name;
        return ValueOf(new RatioExpression(_experiment.Language.MetricOf(metric, twin), _experiment.Language.MetricOf(metric, original)));
    }
}
