using GcActors.Core.Memory;

namespace GcActors.Core.Objects;

/// <summary>
/// Who made which object, and whether another mutator has counted on it in the run: a side table of reserved memory, a word a granule. Exact on any runtime, since an
/// object's operations are added to what is shared when it becomes so, whoever is first. Not meant to be fast.
/// </summary>
public sealed unsafe class SharingBook(Heap heap) : IDisposable
{
    /// <summary>The operations of an object that its maker alone has used; above them a flag, and above that the maker, from 1.</summary>
    private const int OperationBits = 44;

    private const ulong Operations = (1UL << OperationBits) - 1;
    private const ulong Shared = 1UL << OperationBits;
    private const int MakerShift = OperationBits + 1;

    private readonly LazyTable<ulong> _objects = new(heap.Space.Granules);
    private readonly LazyTable<ulong> _names = new(heap.Space.Granules);

    /// <summary>A new object.</summary>
    /// <param name="name">The same in every run of the program.</param>
    public void Begin(int maker, ulong name, ObjectHeader* o)
    {
        long at = GranuleOf(o);
        _names.Entries[at] = name;
        Volatile.Write(ref _objects.Entries[at], ((ulong)maker + 1) << MakerShift);
    }

    /// <summary>The name that the object began with.</summary>
    public ulong NameOf(ObjectHeader* o) => _names.Entries[GranuleOf(o)];

    /// <summary>A mutator counts on an object that a reference holds.</summary>
    internal SharingChange Count(int mutator, ObjectHeader* o)
    {
        ref ulong entry = ref _objects.Entries[GranuleOf(o)];
        ulong old = Volatile.Read(ref entry);
        bool isMaker = old >> MakerShift == (ulong)mutator + 1;
        while ((old & Shared) == 0)
        {
            ulong seen = Interlocked.CompareExchange(ref entry, isMaker ? old + 1 : old | Shared, old);
            if (seen == old)
            {
                return isMaker ? new SharingChange(IsMaker: true, Objects: 0, Operations: 0) : new SharingChange(false, 1, (long)(old & Operations) + 1);
            }

            old = seen;
        }

        return new SharingChange(isMaker, Objects: 0, Operations: 1);
    }

    public void Dispose()
    {
        _objects.Dispose();
        _names.Dispose();
    }

    private long GranuleOf(ObjectHeader* o) => ((byte*)o - heap.Base) >> PoolGeometry.GranuleShift;
}

/// <summary>What one counted operation adds to a census.</summary>
/// <param name="IsMaker">Whether the object's maker did it.</param>
/// <param name="Objects">1: the object is shared from now on.</param>
/// <param name="Operations">Operations on shared objects: this one, and those before it where it made the object shared.</param>
internal readonly record struct SharingChange(bool IsMaker, long Objects, long Operations);
