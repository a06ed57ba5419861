using GcActors.Core.Memory;

namespace GcActors.Core.Objects;

/// <summary>
/// Which cache lines the counts of a program's run lie on that each mutator writes, in its own order, and how many of them would move between cores if all mutators went at
/// the same speed (counting-strategies.md 7.3, <i>model value</i>): one operation of each in turn, a line moves when the one who wrote it last is another. Not timed.
/// </summary>
/// <remarks>An upper end where several count on one line without a pause: there a core does several operations before it loses the line.</remarks>
internal sealed unsafe class LineLog : IDisposable
{
    public const int LineBytes = 64;

    /// <summary>Of each mutator; the beginning of a run stands for all of it.</summary>
    public const int MostNoted = 1 << 20;

    private const uint Birth = 1u << 31;

    private readonly LazyTable<uint>[] _lines;
    private readonly int[] _noted;
    private uint _highest;

    public LineLog(int mutators)
    {
        _lines = [.. Enumerable.Range(0, mutators).Select(_ => new LazyTable<uint>(MostNoted))];
        _noted = new int[mutators];
    }

    /// <summary>A mutator writes a count.</summary>
    /// <param name="mutator">0-based.</param>
    /// <param name="offset">Of the count, in bytes from the first of the heap.</param>
    /// <param name="isBirth">A new object's: no counted operation, and if the line moves, the allocation moves it.</param>
    public void Note(int mutator, long offset, bool isBirth)
    {
        ref int noted = ref _noted[mutator];
        if (noted == MostNoted)
        {
            return;
        }

        var line = (uint)(offset / LineBytes);
        _lines[mutator].Entries[noted++] = isBirth ? line | Birth : line;
        _highest = Math.Max(_highest, line);
    }

    /// <summary>Lines that move, for each operation that was noted; 0 without one.</summary>
    public double TransfersPerOperation()
    {
        using var writers = new LazyTable<ushort>(_highest + 1L);
        long transfers = 0;
        long operations = 0;
        int longest = _noted.Max();
        for (int i = 0; i < longest; i++)
        {
            for (int m = 0; m < _noted.Length; m++)
            {
                if (i >= _noted[m])
                {
                    continue;
                }

                uint entry = _lines[m].Entries[i];
                ref ushort last = ref writers.Entries[entry & ~Birth];
                var me = (ushort)(m + 1);
                bool isOperation = (entry & Birth) == 0;
                operations += isOperation ? 1 : 0;
                transfers += isOperation && last != 0 && last != me ? 1 : 0;
                last = me;
            }
        }

        return transfers / Math.Max(1.0, operations);
    }

    public void Dispose()
    {
        foreach (LazyTable<uint> lines in _lines)
        {
            lines.Dispose();
        }
    }
}
