using System.Runtime.CompilerServices;
using GcActors.Core.Memory;
using GcActors.Core.Settings;

namespace GcActors.Core.Objects;

/// <summary>One heap: memory, shapes, generation vectors, side tables, roots. Holds no policy: who counts, allocates and collects is joined to it.</summary>
public sealed unsafe class Heap : IDisposable
{
    private readonly List<RootTable> _roots = [];
    private readonly LazyTable<uint> _working;
    private readonly LazyTable<ulong> _marks;

    public Heap(HeapSettings settings, bool poison, long reservedBytes = AddressSpace.DefaultReservedBytes, bool countsAllAllocations = false)
    {
        Poison = poison;
        Space = new AddressSpace(PoolGeometry.Named(settings.PoolGeometry), settings.LimitBytes, settings.HugePages, reservedBytes);
        Shapes = new ShapeTable(settings.Layout == "cpython" ? ObjectLayout.CPython : ObjectLayout.Compact) { CountsAll = countsAllAllocations };
        Arenas = new ArenaTable(Space);
        Large = new LargeObjectSpace(Space);
        Vectors = new GenerationVectors(settings.HugePages);
        _working = new LazyTable<uint>(Space.Granules, settings.HugePages);
        _marks = new LazyTable<ulong>(Space.Granules / 64 + 1);
        Base = Space.Base;
    }

    public AddressSpace Space { get; }

    public ShapeTable Shapes { get; }

    public GenerationVectors Vectors { get; }

    /// <summary>Whether freed cells are filled with a pattern and never reused.</summary>
    public bool Poison { get; }

    internal ArenaTable Arenas { get; }

    internal LargeObjectSpace Large { get; }

    internal byte* Base { get; }

    /// <summary>A word a granule for the collector: all zero outside collections.</summary>
    internal uint* Working => _working.Entries;

    /// <summary>Bytes of <see cref="Working"/> that the arenas' objects use.</summary>
    internal long WorkingBytes => (long)Arenas.Records * Space.Geometry.ArenaBytes / PoolGeometry.GranuleBytes * sizeof(uint);

    /// <summary>A bit a granule for marking: all zero outside collections.</summary>
    internal ulong* Marks => _marks.Entries;

    /// <summary>All root tables, in order of registration.</summary>
    internal IReadOnlyList<RootTable> Roots => _roots;

    /// <summary>What a crashed mutator held.</summary>
    internal LostReferences Lost { get; } = new();

    /// <summary>Holds references that lie neither in root tables nor in objects; null: nobody does.</summary>
    internal IUnfinishedWork? Unfinished { get; set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ObjectHeader* HeaderOf(uint cell) => (ObjectHeader*)(Base + ((ulong)cell << PoolGeometry.GranuleShift));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref readonly Shape ShapeOf(ObjectHeader* header) => ref Shapes.Shapes[header->Shape];

    /// <summary>Returns the memory of <see cref="Working"/> to the system; every word reads as zero afterwards.</summary>
    /// <returns>False where the system cannot: the caller clears words one by one.</returns>
    internal bool ReleaseWorking()
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        _working.Reset(Space.Granules);
        return true;
    }

    /// <summary>Clears <see cref="Marks"/>: a bit for 16 bytes, so clearing what the heap spans costs less than remembering what was set.</summary>
    internal void ClearMarks()
    {
        long arenaWords = (long)Arenas.Records * Space.Geometry.ArenaBytes / PoolGeometry.GranuleBytes / 64;
        new Span<ulong>(_marks.Entries, checked((int)arenaWords)).Clear();
        long largeStart = Space.LargeOffset / PoolGeometry.GranuleBytes / 64;
        long largeWords = Large.SpanBytes / PoolGeometry.GranuleBytes / 64 + 1;
        new Span<ulong>(_marks.Entries + largeStart, checked((int)largeWords)).Clear();
    }

    /// <summary>Adds roots; cold, before mutators run.</summary>
    public RootTable AddRoots(string owner, long length) => Add(new RootTable(owner, length));

    /// <summary>Adds the roots that all mutators see.</summary>
    public RootTable AddSharedRoots(long length) => Add(new RootTable("shared", length) { IsShared = true });

    /// <summary>Counted references that lie nowhere but in <see cref="Unfinished"/> work.</summary>
    internal IReadOnlyList<uint> HeldReferences()
    {
        var held = new List<uint>();
        Unfinished?.AddHeld(held);
        return held;
    }

    /// <summary>Objects that <see cref="Unfinished"/> work is taking apart.</summary>
    internal IReadOnlyList<uint> DyingObjects()
    {
        var dying = new List<uint>();
        Unfinished?.AddDying(dying);
        return dying;
    }

    /// <summary>Calls back for every cell that was ever handed out, free or not, in address order. Only while no mutator runs.</summary>
    internal void WalkCells<TVisitor>(ref TVisitor visitor)
        where TVisitor : struct, ICellVisitor
    {
        for (int arena = 1; arena < Arenas.Records; arena++)
        {
            for (int pool = 0; Arenas.IsMapped(arena) && pool < Arenas.CarvedPools(arena); pool++)
            {
                WalkPool(Arenas.PoolAt(arena, pool), ref visitor);
            }
        }

        Large.Walk(ref visitor);
    }

    public void Dispose()
    {
        foreach (RootTable table in _roots)
        {
            table.Dispose();
        }

        _working.Dispose();
        _marks.Dispose();
        Vectors.Dispose();
        Large.Dispose();
        Arenas.Dispose();
        Shapes.Dispose();
        Space.Dispose();
    }

    private RootTable Add(RootTable table)
    {
        lock (_roots)
        {
            _roots.Add(table);
        }

        return table;
    }

    private void WalkPool<TVisitor>(uint pool, ref TVisitor visitor)
        where TVisitor : struct, ICellVisitor
    {
        var header = (PoolHeader*)HeaderOf(pool);
        if (header->CellGranules == 0 || header->State == PoolState.Empty)
        {
            return;
        }

        uint first = pool + PoolGeometry.HeaderBytes / PoolGeometry.GranuleBytes;
        for (uint cell = first; cell < header->NextVirgin; cell += header->CellGranules)
        {
            visitor.Visit(cell);
        }
    }
}
