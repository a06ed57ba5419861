using System.Diagnostics;
using GcActors.Core.Collection;
using GcActors.Core.Objects;
using GcActors.Core.Telemetry;

namespace GcActors.Core.Protocol.Tracing;

/// <summary>
/// The measurements of a trial. Those of stops are made when an iteration is over, like the spans; what mutators count is read by the exporter from their own
/// counters.
/// </summary>
/// <param name="heap">The trial's.</param>
/// <remarks>Owned by the trial actor; readings are for any thread.</remarks>
internal sealed class TrialMetrics(Heap heap) : ITrialReadings
{
    private readonly List<Stop> _stops = [];
    private bool _isOn;
    private long _longestNs;
    private CollectionReport? _lastCollected;

    /// <summary>Set once, before the trial begins.</summary>
    public IReadOnlyList<IOperationSource> Mutators { get; set; } = [];

    public IEnumerable<OperationCount> Operations => Mutators.SelectMany((mutator, m) => CountsOf(m, mutator.ReadTotals()));

    public HeapReading Heap => new(
        heap.Space.MappedBytes, heap.Arenas.Mapped, heap.Arenas.PoolsOut, heap.Arenas.Mapped * heap.Space.Geometry.PoolsPerArena,
        Volatile.Read(ref _lastCollected)?.Before is { } before ? [before.Young, before.Middle, before.Old] : []);

    public void Begin()
    {
        _isOn = Instruments.AreEnabled;
        if (_isOn)
        {
            LiveTrials.Attach(this);
        }
    }

    public void End() => LiveTrials.Detach(this);

    public void Add(TrialMessage.Collected stop)
    {
        if (_isOn)
        {
            _stops.Add(new Stop(stop.Report, stop.Stats));
            if (stop.Report.Before != null)
            {
                Volatile.Write(ref _lastCollected, stop.Report);
            }
        }
    }

    /// <summary>What mutators waited for, and what only the strategy counts.</summary>
    public void Add(IReadOnlyList<MutatorRun> runs)
    {
        if (!_isOn)
        {
            return;
        }

        for (int m = 0; m < runs.Count; m++)
        {
            AddWaits(m, "gil", runs[m].GilWaits, runs[m].GilWaitNs);
            AddWaits(m, "lock", (long)runs[m].Counting.GetValueOrDefault("lock_contended"), (long)runs[m].Counting.GetValueOrDefault("lock_wait_ns"));
            AddWaits(m, "logs", (long)runs[m].Counting.GetValueOrDefault("log_stalls"), (long)runs[m].Counting.GetValueOrDefault("log_stall_ns"));
            AddEvents(runs[m].Counting);
        }
    }

    private static void AddEvents(IReadOnlyDictionary<string, double> counting)
    {
        foreach ((string name, double value) in counting.Where(pair => IsNumberOfEvents(pair.Key) && pair.Value > 0))
        {
            Instruments.CountingEvents.Add((long)value, Tag(Attributes.CountingEvent, name));
        }
    }

    /// <summary>
    /// The iteration is over. A pause longer than all before it is measured inside its span, the others outside any: so it is sure to be the exemplar.
    /// </summary>
    /// <param name="tracer">Makes the iteration's spans.</param>
    /// <param name="nowNs">The runtime's clock.</param>
    public void EndIteration(TrialTracer tracer, long nowNs)
    {
        CollectionReport? longest = _stops.Count == 0 ? null : _stops.MaxBy(stop => stop.Report.PauseNs).Report;
        bool isRecord = longest?.PauseNs > _longestNs;
        long measuredId = 0;
        tracer.EndIteration(nowNs, (record, span) =>
        {
            if (isRecord && record.Id == longest!.StopId)
            {
                _longestNs = longest.PauseNs;
                measuredId = record.Id;
                MeasurePause(longest, span);
            }
        });
        foreach (Stop stop in _stops)
        {
            Measure(stop);
            if (stop.Report.StopId != measuredId)
            {
                MeasurePause(stop.Report, span: null);
            }
        }

        _stops.Clear();
    }

    /// <param name="report">Of the stop.</param>
    /// <param name="span">Current for the time of the measurement, which is how an exemplar comes to its trace; null: none is.</param>
    private static void MeasurePause(CollectionReport report, Activity? span)
    {
        Activity? current = Activity.Current;
        Activity.Current = span;
        Instruments.PauseDuration.Record(Seconds(report.PauseNs), Tag(Attributes.Generation, report.Generation), Tag(Attributes.Reason, report.Reason));
        Activity.Current = current;
    }

    private static void Measure(Stop stop)
    {
        Instruments.TimeToStop.Record(Seconds(stop.Report.TimeToStopNs), Tag(Attributes.Reason, stop.Report.Reason));
        if (stop.Stats is not { } stats)
        {
            return;
        }

        KeyValuePair<string, object?> generation = Tag(Attributes.Generation, stop.Report.Generation);
        Instruments.Collections.Add(1, generation);
        Instruments.CollectedObjects.Add(stop.Report.ObjectsFound - stop.Report.Uncollectable, generation);
        Instruments.UncollectableObjects.Add(stop.Report.Uncollectable, generation);
        foreach ((string phase, long ns) in stats.PhaseNs)
        {
            Instruments.PhaseDuration.Record(Seconds(ns), generation, Tag(Attributes.GcPhase, phase));
        }
    }

    private static IEnumerable<OperationCount> CountsOf(int mutator, OperationTotals totals) =>
    [
        new(new OperationKey(mutator, "alloc", Path: null), totals.Allocs),
        new(new OperationKey(mutator, "free", Path: null), totals.Frees),
        new(new OperationKey(mutator, "increment", "applied"), totals.AppliedIncrements),
        new(new OperationKey(mutator, "increment", "elided"), totals.Increments - totals.AppliedIncrements),
        new(new OperationKey(mutator, "decrement", "applied"), totals.AppliedDecrements),
        new(new OperationKey(mutator, "decrement", "elided"), totals.Decrements - totals.AppliedDecrements),
    ];

    private static void AddWaits(int mutator, string what, long waits, long ns)
    {
        if (waits > 0)
        {
            KeyValuePair<string, object?>[] tags = [Tag(Attributes.WaitFor, what), Tag(Attributes.Mutator, mutator)];
            Instruments.Waits.Add(waits, tags);
            Instruments.WaitDuration.Add(Seconds(ns), tags);
        }
    }

    /// <summary>Names say it: the unit comes last.</summary>
    private static bool IsNumberOfEvents(string name) =>
        !name.EndsWith("_peak", StringComparison.Ordinal) && !name.EndsWith("_ns", StringComparison.Ordinal) && !name.EndsWith("_bytes", StringComparison.Ordinal);

    private static KeyValuePair<string, object?> Tag(AttributeDefinition attribute, object? value) => new(attribute.Name, value);

    private static double Seconds(long ns) => ns / 1e9;

    private readonly record struct Stop(CollectionReport Report, CollectionStats? Stats);
}
