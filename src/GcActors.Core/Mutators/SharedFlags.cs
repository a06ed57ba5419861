using GcActors.Core.Memory;

namespace GcActors.Core.Mutators;

/// <summary>Numbers that the mutators of one program agree by. Not part of the heap: no collector looks at them.</summary>
internal sealed unsafe class SharedFlags : IDisposable
{
    /// <summary>As many as the program with most of them needs: one lock for each stripe of <c>lru</c>.</summary>
    public const int Count = 16;

    /// <summary>Two cache lines apart, since hardware fetches lines in pairs.</summary>
    private const int StrideInts = 32;

    private readonly LazyTable<int> _words = new(Count * StrideInts);

    public int* Word(int index) => _words.Entries + index * StrideInts;

    /// <summary>Back to 0, before a program is set up again.</summary>
    public void Clear() => new Span<int>(_words.Entries, Count * StrideInts).Clear();

    public void Dispose() => _words.Dispose();
}
