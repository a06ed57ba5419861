using GcActors.Core.Memory;

namespace GcActors.Core.Objects;

/// <summary>What the twins of a trial have beside the heap: decisions, and mirrors of it that hold counts elsewhere. Reserved, and touched only where a twin counts.</summary>
public sealed unsafe class TwinMemory : IDisposable
{
    /// <summary>From a count of a mirror with a line for each to the next: hardware fetches cache lines in pairs.</summary>
    public const int LineBytes = 128;

    /// <summary>Cells whose lines a mirror has room for; those of large objects lie higher.</summary>
    public const uint MostLines = 1u << LineBits;

    /// <summary>A mirror at the very distance of whole pages would have every count in the cache set of its object, and stores to it would look, by their
    /// last twelve bits, like stores to the object.</summary>
    private const int ColourBytes = 17 * 128;

    private const int LineBits = 28;

    private readonly Heap _heap;
    private readonly Mirror[] _shadows;
    private readonly Mirror? _lines;

    /// <param name="heap">The heap.</param>
    /// <param name="mutators">Mutators.</param>
    /// <param name="tape">Decisions; while recording, where they go.</param>
    /// <param name="hasShadows">Whether each mutator has a mirror of its own, at the heap's stride.</param>
    /// <param name="hasLines">Whether all share one with a line for each count.</param>
    internal TwinMemory(Heap heap, int mutators, Tape tape, bool hasShadows, bool hasLines)
    {
        _heap = heap;
        Tape = tape;
        Mutators = mutators;
        Touches = new TouchBook(heap);
        _shadows = hasShadows
            ? [.. Enumerable.Range(0, mutators).Select(m => new Mirror(heap, mutators, heap.Space.ReservedBytes, (m + 1) * ColourBytes))]
            : [];
        _lines = hasLines ? new Mirror(heap, mutators, (long)MostLines * LineBytes, 0) : null;
    }

    public Tape Tape { get; }

    public int Mutators { get; }

    internal Heap Heap => _heap;

    internal TouchBook Touches { get; }

    /// <summary>The words of a mutator's own mirror: everything in them is its alone, locks too.</summary>
    public CountSpace ShadowOf(int mutator) => _shadows[mutator].Space;

    /// <summary>The words of the mirror with a line for each count.</summary>
    public CountSpace Lines => _lines!.Space;

    /// <summary>The count in a mutator's mirror of an object.</summary>
    public ObjectHeader* ShadowOf(int mutator, ObjectHeader* o) => (ObjectHeader*)((byte*)o + (_shadows[mutator].Base - _heap.Base));

    /// <summary>The count of an object in the mirror with lines.</summary>
    public ObjectHeader* LineOf(ObjectHeader* o) => (ObjectHeader*)(_lines!.Base + (((byte*)o - _heap.Base) * (LineBytes / PoolGeometry.GranuleBytes)));

    public void Dispose()
    {
        Touches.Dispose();
        _lines?.Dispose();
        foreach (Mirror shadow in _shadows)
        {
            shadow.Dispose();
        }
    }

    private sealed class Mirror : IDisposable
    {
        private readonly LazyTable<byte> _bytes;
        private readonly CountMemory _words;

        public Mirror(Heap heap, int mutators, long bytes, int colour)
        {
            _bytes = new LazyTable<byte>(bytes + colour);
            Base = _bytes.Entries + colour;
            _words = new CountMemory(heap, mutators, mirror: Base);
        }

        public byte* Base { get; }

        public CountSpace Space => _words.Space;

        public void Dispose()
        {
            _words.Dispose();
            _bytes.Dispose();
        }
    }
}
