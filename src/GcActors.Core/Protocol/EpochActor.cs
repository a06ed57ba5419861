using System.Diagnostics;
using GcActors.Core.Actors;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;
using GcActors.Core.Protocol.Tracing;

namespace GcActors.Core.Protocol;

/// <summary>
/// Leads the epochs of a strategy with logs (counting-strategies.md 4.9): asks every mutator for its log and its locals, then has the refcount actors apply
/// them, increments of all before any decrement, decrements an epoch later. The next epoch begins only then, so no mutator passes a boundary before all have
/// passed the one before.
/// <code>
/// Idle      --EpochWanted | DrainRequested-->  EndEpoch(e) to every mutator                          Gathering
/// Gathering --last EpochPassed(e)-->           increments(e), locals(e)+; decrements(e−1), locals(e−1)−   Applying
/// Applying  --last Applied-->                  applied logs go back to the pool; a round left (EpochBook),
///                                              or references to others' objects? once more with these Applying
///                                              else                                                   Idle, or, drained, Held
/// Held      --StopEnded-->                     the world runs again                                   Idle
/// </code>
/// A drain is one more epoch, of a world that stands: nobody can pick up a reference behind its boundary, so that its own decrements are applied at once.
/// Where full logs are to be applied at once (<c>inline</c>), a mutator that may not go on gets a stop instead of the next epoch.
/// A strategy whose lists are looked through at stops only has no other epochs: who wants one gets a stop.
/// After it a count is the references in slots and registers, those that the standing snapshots will take back included: what every collector expects.
/// </summary>
internal sealed unsafe class EpochActor(EpochSetup setup) : IActor<EpochMessage>, IDescribesState
{
    private readonly HashSet<int> _waiting = [];
    private readonly List<LogList> _foreign = [];
    private readonly EpochBook _book = new(setup);
    private readonly Queue<CountWork> _rounds = [];
    private State _state;
    private EpochMessage.DrainRequested? _drain;
    private CountWork _work = new();
    private CountWorkDone _done;
    private bool _isWanted;
    private bool _isDraining;
    private bool _hasAskedForStop;
    private int _missing;
    private long _epoch;
    private long _epochsReported;
    private long _dosesReported;
    private long _beganNs;
    private long _epochNs;
    private long _longestNs;
    private ActivityContext _trace;
    private EpochRecord? _record;
    private List<EpochRecord> _records = [];

    private enum State
    {
        Idle,
        Gathering,
        Applying,
        Held,
    }

    public IReadOnlyList<IActorRef<MutatorMessage>> MutatorRefs { get; set; } = [];

    public IReadOnlyList<IActorRef<RefCountMessage>> RefCountRefs { get; set; } = [];

    public void Receive(EpochMessage message, IActorContext<EpochMessage> context)
    {
        setup.Doses?.Message();
        switch (message)
        {
            case EpochMessage.EpochWanted wanted:
                OnWanted(wanted, context);
                break;
            case EpochMessage.DrainRequested drain:
                _drain = drain;
                break;
            case EpochMessage.EpochPassed passed when _state == State.Gathering && passed.Epoch == _epoch:
                OnPassed(passed, context);
                break;
            case EpochMessage.Applied applied when _state == State.Applying:
                OnApplied(applied, context);
                break;
            case EpochMessage.StopEnded when _state == State.Held:
                _state = State.Idle;
                break;
            default:
                throw new InvalidOperationException($"the epoch actor was told {message} while {_state} in epoch {_epoch}");
        }

        if (_state != State.Idle)
        {
            return;
        }

        if (_drain != null || (_isWanted && setup.Stops == null && !_hasAskedForStop))
        {
            Begin(context);
        }
        else if (_isWanted && setup.Stops is { } stops)
        {
            AskForStop(stops, "reconcile", context);
        }
    }

    /// <summary>Its drain comes when the stop has come, whatever epoch is under way now.</summary>
    private void AskForStop(IActorRef<AllocatorMessage> stops, string reason, IActorContext<EpochMessage> context)
    {
        if (!_hasAskedForStop)
        {
            _hasAskedForStop = true;
            var cause = new StopCause(_trace, context.Self.Name, context.NowNs);
            stops.Tell(new AllocatorMessage.StopWanted(new StopOrder(-1, reason, Census: false), ReplyTo: null, cause));
        }
    }

    public string DescribeState() =>
        $"{_state}, epoch {_epoch}, {_missing} answers missing{(_drain is { } drain ? $", drains for stop {drain.CollectionId}" : "")}";

    private void OnWanted(EpochMessage.EpochWanted wanted, IActorContext<EpochMessage> context)
    {
        _isWanted = true;
        _trace = wanted.Trace;
        if (wanted.Waits)
        {
            _waiting.Add(wanted.Mutator);
            if (setup.StopsWhenFull is { } stops)
            {
                AskForStop(stops, "full logs", context);
            }
        }

        if (setup.Chunks->InUseBytes > setup.MostBytes)
        {
            setup.Trial.Tell(new TrialMessage.OutOfMemory(
                $"count logs hold {setup.Chunks->InUseBytes} bytes, more than counting.log_bytes_max: the refcount actors do not keep up"));
        }
    }

    private void Begin(IActorContext<EpochMessage> context)
    {
        _epoch++;
        _isWanted = false;
        _isDraining = _drain != null;
        _hasAskedForStop &= !_isDraining;
        _state = State.Gathering;
        _missing = MutatorRefs.Count;
        _beganNs = context.NowNs;
        ActivityContext trace = _drain?.Trace ?? _trace;
        _record = trace.IsRecorded
            ? new EpochRecord(MutatorRefs.Count) { Epoch = _epoch, StopId = _drain?.CollectionId ?? 0, Trace = trace, FromNs = _beganNs }
            : null;
        var end = new MutatorMessage.EndEpoch(_epoch, context.Self, trace);
        for (int m = 0; m < MutatorRefs.Count; m++)
        {
            MutatorRefs[m].Tell(end);
            if (setup.Hurried != null)
            {
                Interlocked.Or(ref setup.Hurried[m].Breaker, (int)Breaker.EndEpoch);
            }
        }
    }

    private void OnPassed(EpochMessage.EpochPassed passed, IActorContext<EpochMessage> context)
    {
        _book.Enter(passed.Mutator, passed.Logs);
        _record?.HandOvers[passed.Mutator] = new HandOver(passed.PassedNs, passed.Logs.Entries);
        if (--_missing > 0)
        {
            return;
        }

        foreach (CountWork round in _book.Close(_isDraining))
        {
            _rounds.Enqueue(round);
        }

        _state = State.Applying;
        Apply(_rounds.Dequeue(), context);
    }

    private void Apply(CountWork work, IActorContext<EpochMessage> context)
    {
        _work = work;
        _missing = RefCountRefs.Count;
        var apply = new RefCountMessage.Apply(work, context.Self);
        foreach (IActorRef<RefCountMessage> actor in RefCountRefs)
        {
            actor.Tell(apply);
        }
    }

    private void OnApplied(EpochMessage.Applied applied, IActorContext<EpochMessage> context)
    {
        _done += applied.Done;
        _record?.Applies.Add(applied.Record);
        if (!applied.Foreign.IsEmpty)
        {
            _foreign.Add(applied.Foreign);
        }

        if (--_missing > 0)
        {
            return;
        }

        foreach (LogList list in _work.Spent)
        {
            setup.Chunks->Return(list);
        }

        if (_foreign.Count > 0)
        {
            LogList[] foreign = [.. _foreign];
            _foreign.Clear();
            _rounds.Enqueue(new CountWork { Decrements = foreign, Spent = foreign });
        }

        if (_rounds.TryDequeue(out CountWork? next))
        {
            Apply(next, context);
        }
        else
        {
            EndEpoch(context);
        }
    }

    private void EndEpoch(IActorContext<EpochMessage> context)
    {
        long ns = context.NowNs - _beganNs;
        _epochNs += ns;
        _longestNs = Math.Max(_longestNs, ns);
        _state = State.Idle;
        if (_record != null)
        {
            _record.ToNs = _beganNs + ns;
            _records.Add(_record);
        }

        if (_isDraining)
        {
            EndDrain();
        }

        foreach (int m in _waiting.Order())
        {
            MutatorRefs[m].Tell(MutatorMessage.LogsReturned.Instance);
        }

        _waiting.Clear();
    }

    private void EndDrain()
    {
        _state = State.Held;
        setup.Trial.Tell(new TrialMessage.LogsApplied(_done, Report(), _records));
        _records = [];
        _drain!.ReplyTo.Tell(new CollectorMessage.Drained(_drain.CollectionId));
        _drain = null;
        _done = default;
        _epochsReported = _epoch;
        _epochNs = _longestNs = _book.MostListed = 0;
        setup.Chunks->ResetPeak();
    }

    /// <summary>Since the last drain.</summary>
    private Dictionary<string, double> Report()
    {
        var report = new Dictionary<string, double>
        {
            ["epochs"] = _epoch - _epochsReported,
            ["epoch_ns"] = _epochNs,
            ["epoch_ns_peak"] = _longestNs,
            ["log_entries_applied"] = _done.Entries,
            ["log_bytes_peak"] = setup.Chunks->PeakBytes,
            ["apply_ns"] = _done.ApplyNs,
        };
        if (setup.Doses is { } doses)
        {
            long paid = doses.Paid;
            report["doses"] = paid - _dosesReported;
            _dosesReported = paid;
        }

        if (setup.Stops != null)
        {
            report["reconciles"] = _epoch - _epochsReported;
            report[setup.LookedAtRoots == null ? "zct_peak" : "logged_objects_peak"] = _book.MostListed;
        }

        return report;
    }
}
