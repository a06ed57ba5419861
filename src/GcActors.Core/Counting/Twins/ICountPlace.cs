using System.Runtime.CompilerServices;
using GcActors.Core.Memory;
using GcActors.Core.Objects;

namespace GcActors.Core.Counting.Twins;

/// <summary>Where the counts of a twin lie. A struct in a type parameter.</summary>
internal unsafe interface ICountPlace<TSelf>
    where TSelf : struct, ICountPlace<TSelf>
{
    /// <summary>Whether counts are in the objects' headers. Constant.</summary>
    static abstract bool IsInObjects { get; }

    static abstract TSelf Create(in CountSpace space, int mutator);

    /// <summary>The words beside the heap that belong to counts at this place.</summary>
    static abstract CountSpace WordsOf(in CountSpace space, int mutator);

    /// <summary>Pins a new object of a mutator.</summary>
    static abstract void Pin<TInner>(in CountSpace space, int mutator, ObjectHeader* o, bool immortal)
        where TInner : struct, IRefCounter<TInner>;

    static abstract void Unpin<TInner>(in CountSpace space, int mutator, ObjectHeader* o)
        where TInner : struct, IRefCounter<TInner>;

    /// <summary>The header that has an object's count.</summary>
    ObjectHeader* CountOf(ObjectHeader* o);

    /// <summary>The same for a container, null for the root slots.</summary>
    ObjectHeader* ContainerOf(ObjectHeader* container);

    /// <summary>A load whose target is counted here.</summary>
    uint Load<TInner, TMemory>(ref TInner inner, byte* heapBase, ObjectHeader* container, ref uint slot)
        where TInner : struct, IRefCounter<TInner>
        where TMemory : struct, IMemoryAccess;

    /// <summary>The object of a cell that the counts here name.</summary>
    uint CellOf(uint counted);
}

/// <summary>In the header, as without twins.</summary>
internal readonly unsafe struct InObjects : ICountPlace<InObjects>
{
    public static bool IsInObjects => true;

    public static InObjects Create(in CountSpace space, int mutator) => default;

    public static CountSpace WordsOf(in CountSpace space, int mutator) => space;

    public static void Pin<TInner>(in CountSpace space, int mutator, ObjectHeader* o, bool immortal)
        where TInner : struct, IRefCounter<TInner> => TInner.Pin(o, immortal);

    public static void Unpin<TInner>(in CountSpace space, int mutator, ObjectHeader* o)
        where TInner : struct, IRefCounter<TInner> => TInner.Unpin(o);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ObjectHeader* CountOf(ObjectHeader* o) => o;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ObjectHeader* ContainerOf(ObjectHeader* container) => container;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Load<TInner, TMemory>(ref TInner inner, byte* heapBase, ObjectHeader* container, ref uint slot)
        where TInner : struct, IRefCounter<TInner>
        where TMemory : struct, IMemoryAccess => inner.Load<TMemory>(heapBase, container, ref slot);

    public uint CellOf(uint counted) => counted;
}

/// <summary>
/// In a mirror of the heap that is the mutator's alone, at the heap's stride. No line of it ever moves, nor one of its locks. An object's maker has its birth
/// there, and is its owner; to everybody else its count area there is 0, or a pin's: nobody's, and so the path of a stranger, as in the heap.
/// </summary>
internal readonly unsafe struct InShadow : ICountPlace<InShadow>
{
    private readonly byte* _base;
    private readonly long _distance;

    private InShadow(in CountSpace space, int mutator)
    {
        _base = space.Twins.ShadowOf(mutator).HeapBase;
        _distance = _base - space.HeapBase;
    }

    public static bool IsInObjects => false;

    public static InShadow Create(in CountSpace space, int mutator) => new(space, mutator);

    public static CountSpace WordsOf(in CountSpace space, int mutator) => space.Twins.ShadowOf(mutator);

    /// <summary>Everybody's shadow shows the pin.</summary>
    public static void Pin<TInner>(in CountSpace space, int mutator, ObjectHeader* o, bool immortal)
        where TInner : struct, IRefCounter<TInner>
    {
        TwinMemory twins = space.Twins;
        ObjectHeader* own = twins.ShadowOf(mutator, o);
        TInner.Pin(own, immortal);
        for (int m = 0; m < twins.Mutators; m++)
        {
            twins.ShadowOf(m, o)->CountArea = own->CountArea;
        }
    }

    public static void Unpin<TInner>(in CountSpace space, int mutator, ObjectHeader* o)
        where TInner : struct, IRefCounter<TInner> => TInner.Unpin(space.Twins.ShadowOf(mutator, o));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ObjectHeader* CountOf(ObjectHeader* o) => (ObjectHeader*)((byte*)o + _distance);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ObjectHeader* ContainerOf(ObjectHeader* container) => container == null ? null : CountOf(container);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Load<TInner, TMemory>(ref TInner inner, byte* heapBase, ObjectHeader* container, ref uint slot)
        where TInner : struct, IRefCounter<TInner>
        where TMemory : struct, IMemoryAccess => inner.Load<TMemory>(_base, ContainerOf(container), ref slot);

    public uint CellOf(uint counted) => counted;
}

/// <summary>In a mirror with a line for each count, which all mutators share: what moves then is a line that several count on, and never one that they
/// happen to share. A strategy sees cells there eight times as far apart.</summary>
internal readonly unsafe struct InLines : ICountPlace<InLines>
{
    private static readonly int Shift = int.Log2(TwinMemory.LineBytes / PoolGeometry.GranuleBytes);

    private readonly byte* _heapBase;
    private readonly byte* _base;

    private InLines(in CountSpace space)
    {
        _heapBase = space.HeapBase;
        _base = space.Twins.Lines.HeapBase;
    }

    public static bool IsInObjects => false;

    public static InLines Create(in CountSpace space, int mutator) => new(space);

    public static CountSpace WordsOf(in CountSpace space, int mutator) => space.Twins.Lines;

    public static void Pin<TInner>(in CountSpace space, int mutator, ObjectHeader* o, bool immortal)
        where TInner : struct, IRefCounter<TInner> => TInner.Pin(space.Twins.LineOf(o), immortal);

    public static void Unpin<TInner>(in CountSpace space, int mutator, ObjectHeader* o)
        where TInner : struct, IRefCounter<TInner> => TInner.Unpin(space.Twins.LineOf(o));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ObjectHeader* CountOf(ObjectHeader* o) => (ObjectHeader*)(_base + (((byte*)o - _heapBase) << Shift));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ObjectHeader* ContainerOf(ObjectHeader* container) => container == null ? null : CountOf(container);

    /// <summary>The strategy is shown a slot of its own that names the line. Slots do not race here (<see cref="TwinForms"/>).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Load<TInner, TMemory>(ref TInner inner, byte* heapBase, ObjectHeader* container, ref uint slot)
        where TInner : struct, IRefCounter<TInner>
        where TMemory : struct, IMemoryAccess
    {
        uint value = TMemory.Read(ref slot);
        uint line = value << Shift;
        inner.Load<TMemory>(_base, ContainerOf(container), ref line);
        return value;
    }

    public uint CellOf(uint counted) => counted >> Shift;
}
