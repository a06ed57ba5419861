using GcActors.Core.Objects;

namespace GcActors.Core.Protocol;

/// <summary>
/// What mutators handed over in the epoch that ends and in the one before, and what the refcount actors are to do with it, in rounds: each begins when all of
/// them are through with the one before. One round is enough where each of them looks only at objects that are its own; where fields are counted up, all of them
/// must have been looked at before anything is freed.
/// </summary>
internal sealed unsafe class EpochBook(EpochSetup setup)
{
    private readonly List<LogList> _increments = [];
    private readonly List<LogList> _locals = [];
    private readonly List<LogList> _listed = [];
    private readonly List<LogList> _written = [];
    private readonly List<LogList> _decrements = [];
    private EpochLogs[] _current = new EpochLogs[setup.Mutators];
    private EpochLogs[] _previous = new EpochLogs[setup.Mutators];
    private LogList _roots;

    /// <summary>The longest that lists to be looked through were at the end of an epoch.</summary>
    public long MostListed { get; set; }

    public void Enter(int mutator, EpochLogs logs) => _current[mutator] = logs;

    /// <summary>All mutators have handed over.</summary>
    /// <param name="isDrain">Whether the epoch's own decrements may be applied: nobody can pick up a reference any more.</param>
    public CountWork[] Close(bool isDrain)
    {
        foreach (List<LogList> lists in (List<LogList>[])[_increments, _locals, _listed, _written, _decrements])
        {
            lists.Clear();
        }

        for (int m = 0; m < setup.Mutators; m++)
        {
            _locals.Add(_current[m].Locals);
            _written.Add(_current[m].Written);
            _decrements.Add(_previous[m].Decrements);
            _decrements.Add(_previous[m].Locals);
            Take(ref _current[m], isDrain);
        }

        (_previous, _current) = (_current, _previous);
        MostListed = Math.Max(MostListed, _listed.Sum(list => list.Entries));
        return setup.LookedAtRoots == null ? [InOneRound()] : InRounds(setup.LookedAtRoots);
    }

    /// <summary>Sorts a mutator's log into lists by what it means. Decrements that are left in it wait for the next epoch.</summary>
    private void Take(ref EpochLogs logs, bool isDrain)
    {
        (setup.LookedAtRoots == null ? _increments : _listed).Add(logs.Increments);
        if (setup.Stops != null && setup.LookedAtRoots == null)
        {
            _listed.Add(logs.Decrements);
        }
        else if (setup.Stops != null || isDrain || setup.Faults.AppliesDecrementsAtOnce)
        {
            _decrements.Add(logs.Decrements);
        }
        else if (setup.Faults.ReturnsLogsUnapplied)
        {
            setup.Chunks->Return(logs.Decrements);
        }
        else
        {
            return;
        }

        logs = logs with { Decrements = default };
    }

    /// <summary>Locals are not spent: the next epoch takes them back.</summary>
    private CountWork InOneRound() => new()
    {
        Increments = [.. _increments, .. _locals],
        Listed = [.. _listed],
        Decrements = [.. _decrements],
        Spent = [.. _increments, .. _listed, .. _decrements],
    };

    private CountWork[] InRounds(RootTable lookedAt)
    {
        LogList before = _roots;
        _roots = setup.Faults.ForgetsSharedRoots ? default : setup.Notes->Snapshot(lookedAt);
        CountWork up = new() { Increments = [.. _locals, _roots], Scanned = [.. _listed], CountedSlots = [.. _written] };
        CountWork down = new() { UnmarkedSlots = up.CountedSlots, Listed = up.Scanned, Decrements = [.. _decrements, before] };
        CountWork[] rounds = setup.Faults.AppliesDecrementsFirst ? [down, up]
            : setup.Faults.CountsInOneRound ? [down with { Increments = up.Increments, Scanned = up.Scanned, CountedSlots = up.CountedSlots }]
            : [up, down];
        rounds[^1] = rounds[^1] with { Spent = [.. down.Listed, .. down.UnmarkedSlots, .. down.Decrements] };
        return rounds;
    }
}
