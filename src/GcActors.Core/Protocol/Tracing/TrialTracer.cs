using System.Diagnostics;
using System.Globalization;
using GcActors.Core.Settings;
using GcActors.Core.Telemetry;

namespace GcActors.Core.Protocol.Tracing;

/// <summary>
/// The trace of a trial. What the actors note during an iteration comes with their messages and is made into spans when the iteration is over, because an
/// activity costs more than a µs and a young collection takes twenty: so the measured run pays for noting some numbers, and the spans come in bursts.
/// Off, it does nothing: where nobody listens, or the sampler said no at the root.
/// </summary>
/// <remarks>Owned by the trial actor, but for <see cref="Rent"/>.</remarks>
internal sealed class TrialTracer
{
    private readonly TrialSettings _settings;
    private readonly ActivityContext _parent;
    private readonly StopShelf _shelf;
    private readonly List<TracedPhase> _phases = [];
    private readonly List<EpochRecord> _epochs = [];
    private readonly string[] _mutators;
    private SpanMaker? _maker;
    private Activity? _trial;
    private long _nowNs;

    /// <param name="settings">The trial's.</param>
    /// <param name="parent">The span that the trial lies in; default: none.</param>
    public TrialTracer(TrialSettings settings, ActivityContext parent)
    {
        _settings = settings;
        _parent = parent;
        _shelf = new StopShelf(settings.Telemetry.StopsMax, settings.Mutators);
        _mutators = [.. Enumerable.Range(0, settings.Mutators).Select(ActorNames.Mutator)];
    }

    /// <summary>The span of the present phase, for the messages that begin work in it; default when off.</summary>
    public ActivityContext Phase => _phases.Count == 0 ? default : _phases[^1].Span.Context;

    /// <summary>Spans that were ended so far.</summary>
    public long SpansMade => _maker?.Made ?? 0;

    /// <summary>Begins the trial's span, if anybody listens and its sampler agrees: decided here, once, for all that lies in it.</summary>
    /// <param name="nowNs">The runtime's clock.</param>
    public void Begin(long nowNs)
    {
        if (!Sources.Core.HasListeners())
        {
            return;
        }

        _maker = new SpanMaker(nowNs, DateTime.UtcNow);
        Activity? trial = _maker.Begin(Spans.Trial, _parent, nowNs,
        [
            new(Attributes.Actor.Name, ActorNames.Trial),
            new(Attributes.Plan.Name, _settings.Plan),
            new(Attributes.Workload.Name, _settings.Workload),
            new(Attributes.Strategy.Name, _settings.Counting.Strategy),
            new(Attributes.Mutators.Name, _settings.Mutators),
            new(Attributes.Runtime.Name, _settings.Runtime),
            new(Attributes.Seed.Name, _settings.Seed.ToString(CultureInfo.InvariantCulture)),
        ]);
        if (trial is { Recorded: true })
        {
            _trial = trial;
        }
        else
        {
            trial?.Stop();
        }
    }

    /// <summary>An unused record. For the collector, on its own thread, where the request that it serves is traced.</summary>
    public StopRecord Rent() => _shelf.Rent();

    /// <summary>Ends the present phase, and begins the next.</summary>
    public void BeginPhase(SpanDefinition kind, int iteration, long nowNs)
    {
        EndPhase(nowNs);
        if (_trial != null && _maker!.Begin(kind, _trial.Context, nowNs, [new(Attributes.Iteration.Name, iteration)]) is { } span)
        {
            _phases.Add(new TracedPhase(span));
        }
    }

    public void Add(StopRecord? stop)
    {
        if (stop == null || _shelf.Add(stop) is not { } evicted)
        {
            return;
        }

        CountUntraced(evicted.Cause.Trace, 1);
        _shelf.Return(evicted);
    }

    /// <summary>Epochs that are over.</summary>
    public void Add(IReadOnlyList<EpochRecord> epochs)
    {
        int room = Math.Max(0, _settings.Telemetry.StopsMax - _epochs.Count);
        _epochs.AddRange(epochs.Take(room));
        foreach (EpochRecord epoch in epochs.Skip(room))
        {
            CountUntraced(epoch.Trace, 1);
        }
    }

    /// <summary>What a mutator noted in the work that it has done; null: nothing.</summary>
    public void Add(int mutator, WaitLog? log)
    {
        if (log == null || PhaseOf(log.Trace) is not { } phase)
        {
            return;
        }

        phase.Untraced += log.Unnoted;
        phase.Nodes.AddRange(log.Waits.Select(wait => WaitSpan(wait, mutator)));
    }

    /// <summary>The mutators' last operations in the present phase.</summary>
    public void Add(IReadOnlyList<OperationNotes> operations)
    {
        if (_phases.Count > 0)
        {
            _phases[^1].Nodes.AddRange(operations.Select(notes => OperationSpans.Of(notes, _mutators[notes.Mutator])).OfType<SpanNode>());
        }
    }

    /// <summary>All that belongs to the iteration is known: makes its spans.</summary>
    /// <param name="nowNs">The runtime's clock.</param>
    /// <param name="made">Is shown each span of a stop, before it ends.</param>
    public void EndIteration(long nowNs, Action<StopRecord, Activity> made)
    {
        if (_trial == null)
        {
            return;
        }

        EndPhase(nowNs);
        IReadOnlyList<StopRecord> stops = _shelf.Take();
        ILookup<long, EpochRecord> drains = _epochs.ToLookup(epoch => epoch.StopId);
        foreach (StopRecord stop in stops)
        {
            PhaseOf(stop.Cause.Trace)?.Nodes.Add(StopSpans.Of(stop, _mutators, [.. drains[stop.Id]]));
        }

        foreach (EpochRecord epoch in drains[0])
        {
            PhaseOf(epoch.Trace)?.Nodes.Add(EpochSpans.Of(epoch, _mutators));
        }

        foreach (TracedPhase phase in _phases)
        {
            _nowNs = Math.Max(_nowNs, phase.End(_maker!, made));
        }

        foreach (StopRecord stop in stops)
        {
            _shelf.Return(stop);
        }

        _phases.Clear();
        _epochs.Clear();
    }

    /// <summary>How long it took to make the spans and measurements of an iteration.</summary>
    public void AddOwnTime(long fromNs, long toNs)
    {
        if (_trial != null)
        {
            var node = new SpanNode(Spans.Telemetry, fromNs, toNs);
            _maker!.Make(node, _trial.Context, (_, _) => { });
            _nowNs = Math.Max(_nowNs, node.ToNs);
        }
    }

    /// <summary>The trial is over. What a trial that failed has open ends here as well.</summary>
    /// <param name="outcome">How it ended.</param>
    /// <param name="reason">Why, where it did not pass.</param>
    public void End(TrialOutcome outcome, string? reason)
    {
        EndIteration(_nowNs, (_, _) => { });
        if (_trial == null)
        {
            return;
        }

        _trial.SetTag(Attributes.Outcome.Name, outcome.Word());
        if (outcome != TrialOutcome.Passed)
        {
            _trial.SetStatus(ActivityStatusCode.Error, reason);
        }

        _maker!.End(_trial, _nowNs);
        _trial = null;
    }

    private void EndPhase(long nowNs)
    {
        _nowNs = Math.Max(_nowNs, nowNs);
        if (_phases is [.., { ToNs: 0 } last])
        {
            last.ToNs = nowNs;
        }
    }

    private TracedPhase? PhaseOf(ActivityContext context) => _phases.Find(phase => phase.Holds(context));

    private void CountUntraced(ActivityContext context, long untraced)
    {
        if (PhaseOf(context) is { } phase)
        {
            phase.Untraced += untraced;
        }
    }

    private SpanNode WaitSpan(WaitRecord wait, int mutator)
    {
        SpanNode span = new SpanNode(wait.Kind, wait.FromNs, wait.ToNs).With(Attributes.Actor, _mutators[mutator]).With(Attributes.Mutator, mutator);
        return wait.Detail is { } detail ? span.With(detail.Attribute, detail.Value) : span;
    }
}
