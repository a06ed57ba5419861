using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using GcActors.Core.Memory;
using GcActors.Core.Objects;

namespace GcActors.Core.Python;

/// <summary>What an atom is. Atoms hold no references, are never tracked, and belong to no generation.</summary>
internal enum AtomType : uint
{
    None,
    Int,
    Text,
    Function,
}

/// <summary>The payload of an atom.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct AtomPart
{
    public AtomType Type;

    /// <summary>Number of a text or function in the program's tables.</summary>
    public int Number;

    /// <summary>The number that an Int is; the length of a Text.</summary>
    public long Value;
}

/// <summary>The payload of an instance.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct InstancePart
{
    /// <summary>Number in the class table.</summary>
    public int Class;

    /// <summary>First of its weak references, 0: none.</summary>
    public uint WeakHead;

    /// <summary>Number of its label, 0: none.</summary>
    public int Label;

    public int Unused;
}

/// <summary>The payload of a weak reference: its target, uncounted, and its neighbours in the target's list.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct WeakRefPart
{
    public uint Target;
    public uint Prev;
    public uint Next;
    public uint Unused;
}

/// <summary>The payload of a dict, beside its item array of key and value pairs.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct DictPart
{
    /// <summary>Pairs that are no holes.</summary>
    public int Live;

    /// <summary>log₂ of the key table's slots, 0: no table yet.</summary>
    public byte Log2Slots;

    /// <summary>Whether a key that is no text was ever stored: traversal then meets keys too.</summary>
    public bool IsGeneral;
}

/// <summary>Where CPython's kinds of objects lie in cells of this heap. Field order is CPython's traversal order, so the collectors' walker serves as it is.</summary>
internal sealed unsafe class PyLayout
{
    /// <summary>Attributes a to d.</summary>
    public const int Attributes = 4;

    private const int CachedTuples = 64;
    private const uint MethodRequestBytes = 64;
    private readonly Heap _heap;
    private readonly byte* _base;
    private readonly Shape* _shapes;
    private readonly ushort[] _tuples = new ushort[CachedTuples];
    private readonly uint _objectPayload;
    private readonly uint _slotsPayload;
    private readonly uint _weakRefPayload;
    private readonly uint _dictPayload;

    public PyLayout(Heap heap, VersionProfile version)
    {
        _heap = heap;
        _base = heap.Base;
        _shapes = heap.Shapes.Shapes;
        ShapeTable shapes = heap.Shapes;
        Leaf = shapes.Of(ObjectKind.Record, 0, 0);
        Atom = shapes.Of(ObjectKind.Atom, 0, (uint)sizeof(AtomPart));
        Storage = shapes.Of(ObjectKind.Storage, 0, 0);
        List = shapes.Of(ObjectKind.List, 0, 0);
        Dict = shapes.Of(ObjectKind.Dict, 0, (uint)sizeof(DictPart));
        Object = shapes.Of(ObjectKind.Instance, version.HasAttributeDicts ? 1u : Attributes, (uint)sizeof(InstancePart), (uint)version.ObjectRequestBytes);
        Slots = shapes.Of(ObjectKind.Instance, Attributes, (uint)sizeof(InstancePart), (uint)version.SlotsBytes);
        WeakRef = shapes.Of(ObjectKind.WeakRef, 1, (uint)sizeof(WeakRefPart), (uint)version.WeakRefBytes);
        Method = shapes.Of(ObjectKind.BoundMethod, 2, 0, MethodRequestBytes);
        _objectPayload = heap.Shapes[Object].PayloadOffset;
        _slotsPayload = heap.Shapes[Slots].PayloadOffset;
        _weakRefPayload = heap.Shapes[WeakRef].PayloadOffset;
        _dictPayload = heap.Shapes[Dict].PayloadOffset;
        for (int n = 0; n < CachedTuples; n++)
        {
            _tuples[n] = shapes.Of(ObjectKind.Tuple, (uint)n, 0);
        }
    }

    public ushort Leaf { get; }

    public ushort Atom { get; }

    public ushort Storage { get; }

    public ushort List { get; }

    public ushort Dict { get; }

    /// <summary>Instances of a class without slots.</summary>
    public ushort Object { get; }

    /// <summary>Instances with slots, legacy ones included.</summary>
    public ushort Slots { get; }

    public ushort WeakRef { get; }

    public ushort Method { get; }

    public ushort Tuple(int length) => length < CachedTuples ? _tuples[length] : _heap.Shapes.Of(ObjectKind.Tuple, (uint)length, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ObjectHeader* At(uint cell) => (ObjectHeader*)(_base + ((ulong)cell << PoolGeometry.GranuleShift));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ObjectKind KindOf(uint cell) => _shapes[At(cell)->Shape].Kind;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Shape* ShapeOf(uint cell) => _shapes + At(cell)->Shape;

    /// <summary>The shape of a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Shape* ShapeNumber(ushort shape) => _shapes + shape;

    public bool IsInstance(uint cell) => At(cell)->Shape == Object || At(cell)->Shape == Slots;

    public bool IsTracked(uint cell) => At(cell)->BackIndex != 0;

    public bool IsFinalized(uint cell) => (At(cell)->Flags & 1) != 0;

    public void SetFinalized(uint cell) => At(cell)->Flags |= 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint* Fields(uint cell) => (uint*)(At(cell) + 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ItemArray* Items(uint cell) => ItemArray.Of(At(cell));

    /// <summary>First item of a list, or first key of a dict.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint* ItemsOf(uint cell) => Items(cell)->Items(_base);

    public AtomPart* AtomOf(uint cell) => (AtomPart*)((byte*)At(cell) + ObjectHeader.Bytes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public InstancePart* InstanceOf(uint cell)
    {
        ObjectHeader* o = At(cell);
        return (InstancePart*)((byte*)o + (o->Shape == Slots ? _slotsPayload : _objectPayload));
    }

    public WeakRefPart* WeakRefOf(uint cell) => (WeakRefPart*)((byte*)At(cell) + _weakRefPayload);

    public DictPart* DictOf(uint cell) => (DictPart*)((byte*)At(cell) + _dictPayload);

    /// <summary>Takes a weak reference out of its target's list; it is dead from now on. Its callback stays.</summary>
    public void ClearWeakRef(uint weakRef)
    {
        WeakRefPart* w = WeakRefOf(weakRef);
        if (w->Target == 0)
        {
            return;
        }

        if (w->Prev == 0)
        {
            InstanceOf(w->Target)->WeakHead = w->Next;
        }
        else
        {
            WeakRefOf(w->Prev)->Next = w->Next;
        }

        if (w->Next != 0)
        {
            WeakRefOf(w->Next)->Prev = w->Prev;
        }

        *w = default;
    }

    /// <summary>Whether storing a value obliges a dict to be tracked: it is of a collectable type, and no untracked tuple (cpython-memory.md 5).</summary>
    public bool MayBeTracked(uint cell)
    {
        ObjectHeader* o = At(cell);
        Shape* shape = _shapes + o->Shape;
        return shape->IsTracked && (shape->Kind != ObjectKind.Tuple || o->BackIndex != 0);
    }
}
