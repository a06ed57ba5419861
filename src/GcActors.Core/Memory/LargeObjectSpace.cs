using System.Numerics;

namespace GcActors.Core.Memory;

/// <summary>
/// Requests above 512 bytes, which CPython leaves to the C library. Four size classes a doubling up to 32 KiB, whose cells are carved from runs of 64 KiB
/// and reused last-in first-out; above that, runs of whole pages that go back to the system when freed.
/// </summary>
/// <remarks>Any mutator may call it: one latch guards it, held for a list operation. All its metadata is unmanaged.</remarks>
internal sealed unsafe class LargeObjectSpace : IDisposable
{
    private const int LargestCellBytes = 32 << 10;
    private const int RunBytes = 64 << 10;
    private const int Classes = 26;
    private const int BestFitTries = 64;
    private readonly AddressSpace _space;
    private readonly LazyTable<Run> _runs;
    private readonly LazyTable<uint> _freeCells = new(Classes);
    private readonly LazyTable<int> _classRuns = new(Classes);
    private readonly LazyTable<int> _runAtPage;
    private SpinLatch _latch;
    private long _nextOffset;
    private int _count = 1;
    private int _freeRuns;

    public LargeObjectSpace(AddressSpace space)
    {
        _space = space;
        _nextOffset = space.LargeOffset;
        _runs = new LazyTable<Run>(space.LargeOffset / VirtualMemory.PageBytes / 8);
        _runAtPage = new LazyTable<int>(space.LargeOffset / VirtualMemory.PageBytes);
    }

    /// <summary>Bytes from the first to the last large object ever.</summary>
    public long SpanBytes => _nextOffset - _space.LargeOffset;

    /// <summary>Takes a cell of at least <paramref name="bytes"/>; 0 when the heap limit is reached. The cell is not zeroed.</summary>
    public uint Take(uint bytes)
    {
        _latch.Enter();
        uint cell = bytes > LargestCellBytes ? TakeRun(bytes) : TakeCell(bytes);
        _latch.Exit();
        return cell;
    }

    /// <summary>Gives a cell back.</summary>
    public void Return(uint cell, uint bytes)
    {
        _latch.Enter();
        if (bytes > LargestCellBytes)
        {
            ReturnRun(cell);
        }
        else
        {
            int sizeClass = ClassOf(bytes);
            *LinkOf(cell) = _freeCells.Entries[sizeClass];
            _freeCells.Entries[sizeClass] = cell;
        }

        _latch.Exit();
    }

    /// <summary>Calls back for the first granule of every cell ever handed out and not unmapped; the header tells whether it is free.</summary>
    public void Walk<TVisitor>(ref TVisitor visitor)
        where TVisitor : struct, ICellVisitor
    {
        for (int run = 1; run < _count; run++)
        {
            Run r = _runs.Entries[run];
            for (long at = 0; r.Mapped && at < r.Carved; at += r.CellBytes)
            {
                visitor.Visit((uint)((r.Offset + at) >> PoolGeometry.GranuleShift));
            }
        }
    }

    public void Dispose()
    {
        _runs.Dispose();
        _freeCells.Dispose();
        _classRuns.Dispose();
        _runAtPage.Dispose();
    }

    /// <summary>Class of 513..32768 bytes: four steps a doubling.</summary>
    private static int ClassOf(uint bytes)
    {
        int log = BitOperations.Log2(bytes - 1);
        return (log - 9) * 4 + (int)((bytes - 1) >> (log - 2) & 3);
    }

    private static uint CellBytesOf(int sizeClass) => (uint)((5 + (sizeClass & 3)) << (7 + sizeClass / 4));

    private long PageOf(long offset) => (offset - _space.LargeOffset) / VirtualMemory.PageBytes;

    /// <summary>Behind the count area, as in small free cells.</summary>
    private uint* LinkOf(uint cell) => (uint*)(Address(cell) + sizeof(ulong));

    private byte* Address(uint granule) => _space.Base + ((ulong)granule << PoolGeometry.GranuleShift);

    private uint TakeCell(uint bytes)
    {
        int sizeClass = ClassOf(bytes);
        uint cell = _freeCells.Entries[sizeClass];
        if (cell != 0)
        {
            _freeCells.Entries[sizeClass] = *LinkOf(cell);
            return cell;
        }

        uint cellBytes = CellBytesOf(sizeClass);
        ref Run run = ref _runs.Entries[_classRuns.Entries[sizeClass]];
        if (run.CellBytes != cellBytes || run.Carved + cellBytes > run.Bytes)
        {
            int fresh = MapRun(RunBytes, cellBytes);
            if (fresh == 0)
            {
                return 0;
            }

            _classRuns.Entries[sizeClass] = fresh;
            run = ref _runs.Entries[fresh];
        }

        long offset = run.Offset + run.Carved;
        run.Carved += cellBytes;
        return (uint)(offset >> PoolGeometry.GranuleShift);
    }

    private uint TakeRun(uint bytes)
    {
        long pages = ((long)bytes + VirtualMemory.PageBytes - 1) / VirtualMemory.PageBytes * VirtualMemory.PageBytes;
        int run = MapRun(pages, pages);
        if (run == 0)
        {
            return 0;
        }

        _runs.Entries[run].Carved = pages;
        long offset = _runs.Entries[run].Offset;
        _runAtPage.Entries[PageOf(offset)] = run;
        return (uint)(offset >> PoolGeometry.GranuleShift);
    }

    private void ReturnRun(uint cell)
    {
        int index = _runAtPage.Entries[PageOf((long)cell << PoolGeometry.GranuleShift)];
        ref Run run = ref _runs.Entries[index];
        _space.Unmap(run.Offset, run.Bytes);
        run.Mapped = false;
        run.Carved = 0;
        run.NextFree = _freeRuns;
        _freeRuns = index;
    }

    /// <summary>Maps a run, in a freed range of the same size or up to a quarter larger if one is near the top of the list, else in fresh space.</summary>
    private int MapRun(long bytes, long cellBytes)
    {
        int* link = &_runs.Entries[0].NextFree;
        *link = _freeRuns;
        for (int tries = 0; *link != 0 && tries < BestFitTries; tries++)
        {
            int index = *link;
            ref Run run = ref _runs.Entries[index];
            if (run.Bytes >= bytes && run.Bytes <= bytes + bytes / 4)
            {
                if (!_space.TryMap(run.Offset, run.Bytes))
                {
                    return 0;
                }

                *link = run.NextFree;
                _freeRuns = _runs.Entries[0].NextFree;
                run.Mapped = true;
                run.CellBytes = cellBytes == bytes ? run.Bytes : cellBytes;
                return index;
            }

            link = &_runs.Entries[index].NextFree;
        }

        if (_nextOffset + bytes > _space.ReservedBytes || _count >= _runs.Length || !_space.TryMap(_nextOffset, bytes))
        {
            return 0;
        }

        _runs.Entries[_count] = new Run { Offset = _nextOffset, Bytes = bytes, CellBytes = cellBytes, Mapped = true };
        _nextOffset += bytes;
        return _count++;
    }

    private struct Run
    {
        public long Offset;
        public long Bytes;
        public long CellBytes;
        public long Carved;
        public int NextFree;
        public bool Mapped;
    }
}
