namespace GcActors.Core.Protocol;

/// <summary>
/// Sees, in a trial in which a mutator is to crash, whether those that are left wait for it for ever. Progress is numbered: a quantum that got somewhere, or the
/// end of a mutator's run. Where the last quantum of everybody left began behind the last progress and only waited, none of them can go on
/// without another; some workloads wait for the clock, too, so this must hold for a while.
/// </summary>
internal sealed class CrashWatch(int mutators)
{
    /// <summary>Many switch intervals and stops; a wait for the clock is taken for one for the crashed mutator only if it is longer.</summary>
    private const long PatienceNs = 5_000_000_000;

    private readonly Lock _lock = new();
    private readonly long[] _began = new long[mutators];
    private readonly long[] _waitedAt = new long[mutators];
    private readonly HashSet<int> _left = [.. Enumerable.Range(0, mutators)];
    private long _progress = 1;
    private long _stillSinceNs = -1;
    private bool _hasCrashed;

    public void BeginQuantum(int mutator)
    {
        lock (_lock)
        {
            _began[mutator] = _progress;
        }
    }

    /// <param name="mutator">Whose quantum is over.</param>
    /// <param name="onlyWaited">Whether it did nothing, since another mutator must get further first.</param>
    /// <param name="nowNs">Time of the trial.</param>
    /// <returns>The mutators that wait for ever; empty: they may go on.</returns>
    public IReadOnlyCollection<int> EndQuantum(int mutator, bool onlyWaited, long nowNs)
    {
        lock (_lock)
        {
            if (!onlyWaited)
            {
                Progress();
                return [];
            }

            _waitedAt[mutator] = _began[mutator];
            if (!_hasCrashed || _left.Any(m => _waitedAt[m] != _progress))
            {
                return [];
            }

            _stillSinceNs = _stillSinceNs < 0 ? nowNs : _stillSinceNs;
            return nowNs - _stillSinceNs >= PatienceNs ? [.. _left.Order()] : [];
        }
    }

    /// <summary>A mutator's run is over, or it has crashed.</summary>
    public void EndRun(int mutator, bool byCrash)
    {
        lock (_lock)
        {
            _left.Remove(mutator);
            _hasCrashed |= byCrash;
            Progress();
        }
    }

    private void Progress()
    {
        _progress++;
        _stillSinceNs = -1;
    }
}
