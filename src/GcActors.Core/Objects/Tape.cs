using GcActors.Core.Memory;

namespace GcActors.Core.Objects;

/// <summary>
/// The decisions of one iteration of a program, recorded under exact counts: for each mutator, which of its drops killed, from set-up to tear-down. Twins of the
/// program take them from here instead of from their counts (counting-strategies.md 7.2).
/// <code>
/// log of a mutator:  gap, gap, …, 0        a gap: drops from the one after a deadly drop up to and with the next deadly one
/// </code>
/// Gaps and not bits: a drop that kills nothing then costs a decrement of a word and a branch, which the twins share, and reads no memory of the log.
/// </summary>
public sealed unsafe class Tape : IDisposable
{
    private const long MostDeaths = 1L << 32;

    private readonly LazyTable<uint>[] _gaps;
    private readonly TapeCursor[] _cursors;

    /// <param name="mutators">Logs.</param>
    public Tape(int mutators)
    {
        _gaps = [.. Enumerable.Range(0, mutators).Select(_ => new LazyTable<uint>(MostDeaths))];
        _cursors = new TapeCursor[mutators];
        Lines = mutators > 1 ? new LineLog(mutators) : null;
    }

    /// <summary>Null: confined. Nothing that dies in the run was touched by two mutators in it, and no slot was written by one there and read or written by another;
    /// so the decisions hold in whatever order mutators run. Else what was seen first that is not so.</summary>
    public string? Unconfined { get; private set; }

    public bool IsConfined => Unconfined == null;

    /// <summary>The highest cell that was made, in granules.</summary>
    public uint HighestCell { get; private set; }

    /// <summary>What the recorded iteration came to.</summary>
    public TapeTotals Totals { get; set; } = new(0, 0, 0, 0, "", 0);

    /// <summary>Lines of counts that would move between cores, for each operation of the run (<see cref="LineLog"/>).</summary>
    public double LineTransfersPerOperation { get; internal set; }

    /// <summary>While it is recorded; null: one mutator moves no line.</summary>
    internal LineLog? Lines { get; private set; }

    /// <summary>It is recorded.</summary>
    internal void CountLines()
    {
        LineTransfersPerOperation = Lines?.TransfersPerOperation() ?? 0;
        Lines?.Dispose();
        Lines = null;
    }

    /// <summary>First gap of a mutator's log.</summary>
    internal uint* Gaps(int mutator) => _gaps[mutator].Entries;

    /// <summary>Deaths in a mutator's log.</summary>
    public long Deaths(int mutator) => _cursors[mutator].Deaths;

    /// <summary>A drop was judged.</summary>
    internal void Add(int mutator, bool dies)
    {
        ref TapeCursor cursor = ref _cursors[mutator];
        cursor.SinceDeath = checked(cursor.SinceDeath + 1);
        if (!dies)
        {
            return;
        }

        if (cursor.Deaths == MostDeaths - 1)
        {
            throw new InvalidOperationException($"mutator {mutator} has more than {MostDeaths - 1} deaths in an iteration: too many for a tape; make the workload shorter");
        }

        _gaps[mutator].Entries[cursor.Deaths++] = cursor.SinceDeath;
        cursor.SinceDeath = 0;
    }

    internal void NoteCell(uint cell) => HighestCell = Math.Max(HighestCell, cell);

    internal void NoteUnconfined(string why) => Unconfined ??= why;

    /// <summary>A planted fault: one object outlives its decision, and the next death is where two were.</summary>
    internal void SkipDeath(int mutator, long death)
    {
        uint* gaps = Gaps(mutator);
        gaps[death + 1] += gaps[death];
        for (long i = death; i < _cursors[mutator].Deaths; i++)
        {
            gaps[i] = gaps[i + 1];
        }
    }

    public void Dispose()
    {
        Lines?.Dispose();
        foreach (LazyTable<uint> gaps in _gaps)
        {
            gaps.Dispose();
        }
    }

    private struct TapeCursor
    {
        public long Deaths;
        public uint SinceDeath;
    }
}

/// <summary>What an iteration of a program comes to, whatever counts it.</summary>
/// <param name="Allocs">Objects made.</param>
/// <param name="Frees">Objects freed.</param>
/// <param name="Increments">Canonical.</param>
/// <param name="Decrements">Canonical.</param>
/// <param name="Check">The workload's check value.</param>
/// <param name="SequenceHash">Of every mutator's operations and what they were done to (<c>sequence_hash</c>).</param>
public sealed record TapeTotals(long Allocs, long Frees, long Increments, long Decrements, string Check, double SequenceHash);
