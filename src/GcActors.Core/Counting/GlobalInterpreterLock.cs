namespace GcActors.Core.Counting;

/// <summary>
/// CPython's global interpreter lock [Python/ceval_gil.c, 3.13] for actors: whoever cannot have it parks and goes on by message; nobody blocks a thread.
/// <code>
/// take(me): while locked: wait at most the interval; timed out, still locked and no switch since: ask the holder to drop
///           locked; last_holder changes: switch_number++; signal those who were forced to wait; clear my drop request
/// drop(me): locked = 0; signal one waiter; if a drop was requested: wait until somebody else has taken it (forced switch)
/// </code>
/// The interval is a request's delay, not a time slice: a holder that checks rarely overruns it.
/// </summary>
/// <param name="forcedSwitch">Whether who drops on request waits until another has taken the lock.</param>
/// <param name="keepsRequest">A planted fault (S39): a request outlives the switch that it asked for.</param>
public sealed class GlobalInterpreterLock(bool forcedSwitch, bool keepsRequest = false)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<IGilParty> _waiters = new();
    private readonly List<IGilParty> _forced = [];
    private IGilParty? _holder;
    private IGilParty? _lastHolder;
    private bool _dropRequested;

    /// <summary>Rises whenever the lock goes to another party than before; a waiter passes back what it saw.</summary>
    public long Switches { get; private set; }

    /// <summary>Who had it before the last switch; null: nobody. To be asked by the holder.</summary>
    public IGilParty? SwitchedFrom { get; private set; }

    public long Takes { get; private set; }

    public long DropRequests { get; private set; }

    public long ForcedSwitches { get; private set; }

    /// <summary>Takes the lock, or enters the queue and says which switch number was seen.</summary>
    public bool TryTake(IGilParty me, out long seenSwitch)
    {
        lock (_gate)
        {
            seenSwitch = Switches;
            if (_holder != null)
            {
                if (!_waiters.Contains(me))
                {
                    _waiters.AddLast(me);
                }

                return false;
            }

            _waiters.Remove(me);
            _holder = me;
            Takes++;
            if (_lastHolder != me)
            {
                SwitchedFrom = _lastHolder;
                _lastHolder = me;
                Switches++;
            }

            ForgetRequest(me);
            foreach (IGilParty party in _forced)
            {
                party.GilSwitched();
            }

            _forced.Clear();
            return true;
        }
    }

    /// <summary>A waiter's interval ended. Asks the holder to drop unless a switch happened since <paramref name="seenSwitch"/>.</summary>
    /// <returns>The switch number from which the next interval counts.</returns>
    public long IntervalEnded(long seenSwitch)
    {
        lock (_gate)
        {
            if (_holder != null && Switches == seenSwitch)
            {
                _dropRequested = true;
                DropRequests++;
                _holder.RequestDrop();
            }

            return Switches;
        }
    }

    /// <summary>Drops the lock.</summary>
    /// <param name="me">The holder.</param>
    /// <param name="leaving">True at the end of a run or before a long wait: no forced switch, or the last one out would wait for ever.</param>
    /// <returns>True where the caller must wait for <see cref="IGilParty.GilSwitched"/> before it queues again.</returns>
    public bool Drop(IGilParty me, bool leaving)
    {
        lock (_gate)
        {
            if (_holder != me)
            {
                throw new InvalidOperationException("the global interpreter lock was dropped by a mutator that does not hold it");
            }

            _holder = null;
            bool mustWait = forcedSwitch && _dropRequested && !leaving && _waiters.Count > 0;
            ForgetRequest(me);
            if (mustWait)
            {
                ForcedSwitches++;
                _forced.Add(me);
            }

            _waiters.First?.Value.GilAvailable();
            return mustWait;
        }
    }

    private void ForgetRequest(IGilParty party)
    {
        if (!keepsRequest)
        {
            _dropRequested = false;
            party.ClearDropRequest();
        }
    }
}
