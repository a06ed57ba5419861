using GcActors.Core.Memory;

namespace GcActors.Core.Objects;

/// <summary>The memory behind a trial's <see cref="CountSpace"/>: reserved, and touched only by the strategies that use it.</summary>
internal sealed unsafe class CountMemory : IDisposable
{
    private const int SharedWords = 1024;

    /// <summary>Hardware fetches cache lines in pairs.</summary>
    private const int StrideWords = 32;

    /// <summary>A multiple of two cache lines, so that no two mutators' blocks share one.</summary>
    private const int OwnWords = 64;

    private readonly LazyTable<uint> _links;
    private readonly LazyTable<int> _shared = new(SharedWords * StrideWords);
    private readonly LazyTable<int> _own;
    private readonly RuntimeLocks _locks = new();
    private readonly LazyTable<CountLog> _logs;
    private readonly LazyTable<LogPool> _chunks = new(1);
    private readonly LazyTable<CountLedger> _ledgers;
    private readonly OperationRings? _rings;
    private readonly Heap _heap;
    private readonly byte* _base;
    private readonly int _mutators;

    /// <param name="heap">What is counted.</param>
    /// <param name="mutators">All who count.</param>
    /// <param name="operationsKept">Operations that each one's ring keeps; 0: they are not noted.</param>
    /// <param name="mirror">Where the heap's first byte is, for counts that lie in a mirror of it; null: in the heap.</param>
    public CountMemory(Heap heap, int mutators, int operationsKept = 0, byte* mirror = null)
    {
        _base = mirror == null ? heap.Base : mirror;
        _links = new LazyTable<uint>(heap.Space.Granules);
        _own = new LazyTable<int>((long)mutators * OwnWords);
        _logs = new LazyTable<CountLog>(mutators);
        _ledgers = new LazyTable<CountLedger>(mutators);
        _rings = operationsKept > 0 ? new OperationRings(mutators, operationsKept) : null;
        _heap = heap;
        _mutators = mutators;
    }

    public CountSpace Space =>
        new(
            _base,
            _links.Entries,
            _shared.Entries,
            SharedWords,
            StrideWords,
            _own.Entries,
            OwnWords,
            _mutators,
            _locks,
            _logs.Entries,
            _heap.Shapes.Shapes,
            _ledgers.Entries,
            _rings == null ? null : _rings.First,
            Twins,
            Sharing);

    /// <summary>Rings of operations; null: they are not noted.</summary>
    public OperationRings? Rings => _rings;

    /// <summary>What twins of the trial have; null: it is none.</summary>
    public TwinMemory? Twins { get; set; }

    /// <summary>For a census; null: none is taken.</summary>
    public SharingBook? Sharing { get; set; }

    /// <summary>Chunks of all count logs.</summary>
    public LogPool* Chunks => _chunks.Entries;

    public void Dispose()
    {
        Twins?.Dispose();
        Sharing?.Dispose();
        _chunks.Entries->Dispose();
        _chunks.Dispose();
        for (int m = 0; m < _mutators; m++)
        {
            _ledgers.Entries[m].Dispose();
        }

        _ledgers.Dispose();
        _rings?.Dispose();
        _logs.Dispose();
        _links.Dispose();
        _shared.Dispose();
        _own.Dispose();
    }
}
