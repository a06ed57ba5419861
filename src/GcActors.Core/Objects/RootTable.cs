using GcActors.Core.Memory;

namespace GcActors.Core.Objects;

/// <summary>
/// Root slots outside the heap: a mutator's registers and work stack, or the slots that all mutators see. Each non-null slot holds one counted reference.
/// Never moves, so a workload may keep the address of a slot.
/// </summary>
public sealed unsafe class RootTable : IDisposable
{
    private readonly LazyTable<uint> _slots;

    /// <param name="owner">Name for verifier messages.</param>
    /// <param name="length">Slots, at least 1.</param>
    public RootTable(string owner, long length)
    {
        Owner = owner;
        Length = length;
        Used = length;
        _slots = new LazyTable<uint>(Math.Max(1, length));
    }

    public string Owner { get; }

    public long Length { get; }

    /// <summary>Slots from here on have never held anything, so nobody looks at them. An owner of a table that is large in case lowers it at first, and
    /// raises it before it writes.</summary>
    public long Used { get; set; }

    /// <summary>Slots that all mutators see. Under private heaps each is the place of one message, which is a heap of its own until somebody takes it.</summary>
    public bool IsShared { get; init; }

    internal uint* Slots => _slots.Entries;

    public void Dispose() => _slots.Dispose();
}
