using GcActors.Core.Actors;
using GcActors.Core.Counting;
using GcActors.Core.Mutators;
using GcActors.Core.Protocol.Tracing;
using GcActors.Core.Telemetry;

namespace GcActors.Core.Protocol;

/// <summary>
/// A mutator's side of the global interpreter lock: it takes the lock before a quantum, waits for it by returning, and drops it when it is asked to.
/// <code>
/// Dropped --taken--> Held --asked to drop--> Dropped, or ForcedOut until another has taken it
/// Dropped --not to be had--> Queued --signal--> Dropped, and the next quantum tries again
/// </code>
/// </summary>
/// <param name="gil">The lock, where the strategy needs it.</param>
/// <param name="switchIntervalNs">After so long in the queue the holder is asked to drop.</param>
/// <param name="control">The mutator's, for the request to drop.</param>
/// <param name="trace">The mutator's.</param>
internal sealed unsafe class GilParty(GlobalInterpreterLock? gil, long switchIntervalNs, MutatorControl* control, MutatorTrace trace) : IGilParty
{
    private State _state;
    private long _wait;
    private long _seenSwitch;
    private long _waitSince;

    private enum State
    {
        Dropped,
        Queued,
        ForcedOut,
        Held,
    }

    /// <summary>The mutator; set before the first quantum.</summary>
    public IActorRef<MutatorMessage>? Self { get; set; }

    /// <summary>Waits for the lock since the last <see cref="ResetCounters"/>.</summary>
    public long Waits { get; private set; }

    public long WaitNs { get; private set; }

    /// <summary>A message will come.</summary>
    public bool IsWaiting => _state is State.Queued or State.ForcedOut;

    public bool IsHeld => _state == State.Held;

    /// <summary>True when the strategy needs no lock or it is held; else this mutator is in the queue and a message will come.</summary>
    public bool Has(IActorContext<MutatorMessage> context)
    {
        if (gil is null || IsHeld)
        {
            return true;
        }

        if (gil.TryTake(this, out long seenSwitch))
        {
            if (_waitSince != 0)
            {
                long nowNs = context.NowNs;
                WaitNs += nowNs - _waitSince;
                trace.Note(Spans.WaitForGil, _waitSince, nowNs, SwitchSince(seenSwitch));
                _waitSince = 0;
            }

            _state = State.Held;
            return true;
        }

        _state = State.Queued;
        if (_waitSince == 0)
        {
            Waits++;
            _waitSince = context.NowNs;
        }

        _seenSwitch = seenSwitch;
        context.Schedule(switchIntervalNs, new MutatorMessage.GilIntervalEnded(++_wait));
        return false;
    }

    public void OnSignal(MutatorMessage.GilSignalled signal)
    {
        State awaited = signal.Switched ? State.ForcedOut : State.Queued;
        if (_state == awaited)
        {
            _state = State.Dropped;
        }
    }

    public void OnInterval(MutatorMessage.GilIntervalEnded interval, IActorContext<MutatorMessage> context)
    {
        if (interval.Wait != _wait || _state != State.Queued)
        {
            return;
        }

        _seenSwitch = gil!.IntervalEnded(_seenSwitch);
        context.Schedule(switchIntervalNs, new MutatorMessage.GilIntervalEnded(++_wait));
    }

    /// <summary>To be called by the holder.</summary>
    public void DropOnRequest(IActorContext<MutatorMessage> context)
    {
        bool mustWait = gil!.Drop(this, leaving: false);
        _state = mustWait ? State.ForcedOut : State.Dropped;
        Waits++;
        _waitSince = context.NowNs;
    }

    /// <summary>Drops the lock, if it is held, for good or for long.</summary>
    public void Leave()
    {
        if (IsHeld)
        {
            gil!.Drop(this, leaving: true);
            _state = State.Dropped;
        }
    }

    public void ResetCounters() => Waits = WaitNs = 0;

    /// <summary>Timers that nobody waits for: their path is compiled now, and not when the first switch interval ends inside a window (gate G8).</summary>
    public static void RehearseTimers(IActorContext<MutatorMessage> context)
    {
        // Enough that a heap of timers has something to move.
        const int Rehearsed = 8;
        for (int i = 1; i <= Rehearsed; i++)
        {
            context.Schedule(i, new MutatorMessage.GilIntervalEnded(Wait: -1));
        }
    }

    private WaitDetail? SwitchSince(long seenSwitch) => trace.IsOn && gil!.Switches != seenSwitch && gil.SwitchedFrom is GilParty { Self.Name: var name }
        ? new WaitDetail(Attributes.SwitchedFrom, name)
        : null;

    public override string ToString() => $"GIL {_state}";

    void IGilParty.GilAvailable() => Self!.Tell(MutatorMessage.GilSignalled.Available);

    void IGilParty.GilSwitched() => Self!.Tell(MutatorMessage.GilSignalled.SwitchDone);

    void IGilParty.RequestDrop() => Interlocked.Or(ref control->Breaker, (int)Breaker.DropGil);

    void IGilParty.ClearDropRequest() => Interlocked.And(ref control->Breaker, ~(int)Breaker.DropGil);
}
