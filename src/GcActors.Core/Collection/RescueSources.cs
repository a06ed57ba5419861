using GcActors.Core.Memory;
using GcActors.Core.Objects;

namespace GcActors.Core.Collection;

/// <summary>
/// Objects of the region that a walk found to refer to an object before them which was tentative then, a byte by entry. Any worker may write any byte: it only
/// ever writes 1, and whoever walks an object finds all its references to what is garbage in the end.
/// </summary>
internal sealed unsafe class RescueSources : IDisposable
{
    private const byte Set = 1;
    private readonly LazyTable<byte> _entries = new(GenerationVectors.MaxEntries);
    private readonly LazyTable<byte> _chunks = new(GenerationVectors.MaxEntries / GenerationVectors.ChunkEntries);

    public bool Any(int chunk) => _chunks.Entries[chunk] != 0;

    /// <summary>Bytes in use beside chunks of so many bytes.</summary>
    public static long BytesBeside(long vectorBytes) => vectorBytes / sizeof(uint);

    public void Add(uint entry)
    {
        _entries.Entries[entry] = Set;
        _chunks.Entries[entry / GenerationVectors.ChunkEntries] = Set;
    }

    /// <summary>The next source in a chunk from a place on; -1: none.</summary>
    public int Next(int chunk, int from, int length)
    {
        if (from >= length)
        {
            return -1;
        }

        int next = new ReadOnlySpan<byte>(_entries.Entries + GenerationVectors.StartOf(chunk) + from, length - from).IndexOf(Set);
        return next < 0 ? next : from + next;
    }

    /// <summary>Forgets a chunk's sources.</summary>
    public void Clear(int chunk)
    {
        if (Any(chunk))
        {
            new Span<byte>(_entries.Entries + GenerationVectors.StartOf(chunk), GenerationVectors.ChunkEntries).Clear();
            _chunks.Entries[chunk] = 0;
        }
    }

    /// <summary>Returns the memory.</summary>
    public void Release() => _entries.Reset(_entries.Length);

    public void Dispose()
    {
        _entries.Dispose();
        _chunks.Dispose();
    }
}
