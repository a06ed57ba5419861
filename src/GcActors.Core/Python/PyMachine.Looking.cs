using GcActors.Core.Collection;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;

namespace GcActors.Core.Python;

/// <summary>What <c>gc</c>, <c>sys</c> and scenarios can see, without changing anything (cpython-memory.md 8).</summary>
internal sealed unsafe partial class PyMachine
{
    private const long ImmortalRefCount = 0xFFFFFFFF;
    private const int ListHeaderBytes = 56;
    private const int TupleHeaderBytes = 40;
    private const int DictHeaderBytes = 64;
    private const int MethodBytes = 64;
    private const int LeafBytes = 16;

    public int FrozenCount => (int)_gc.Permanent.List.LiveCount(_heap.Vectors);

    public IEnumerable<uint> Garbage
    {
        get
        {
            for (int i = 0; i < _garbageCount; i++)
            {
                yield return GarbageAt(i);
            }
        }
    }

    /// <summary><c>sys.getrefcount</c>: the question itself counts.</summary>
    public static long RefCount<TMemory>(ref TMemory m, uint cell)
        where TMemory : struct, IObjectMemory => m.IsImmortal(cell) ? ImmortalRefCount : m.References(cell) + 1L;

    /// <summary>Tracked objects in generations 0, 1, 2 and the permanent one.</summary>
    public long[] Population<TMemory>(ref TMemory m)
        where TMemory : struct, IObjectMemory
    {
        GenerationVectors vectors = _heap.Vectors;
        return [m.PeekYoung().LiveCount(vectors), _gc.Old[0].List.LiveCount(vectors), _gc.Old[1].List.LiveCount(vectors), FrozenCount];
    }

    /// <summary>0, 1, 2, <c>permanent</c> (also what stands in a list of a collection under way) or <c>untracked</c>.</summary>
    public string GenerationName<TMemory>(ref TMemory m, uint cell)
        where TMemory : struct, IObjectMemory
    {
        if (!_layout.IsTracked(cell))
        {
            return "untracked";
        }

        int chunk = (int)(_layout.At(cell)->BackIndex / GenerationVectors.ChunkEntries);
        return Contains(m.PeekYoung(), chunk) ? "0" : Contains(_gc.Old[0].List, chunk) ? "1" : Contains(_gc.Old[1].List, chunk) ? "2" : "permanent";
    }

    private bool Contains(in ChunkList list, int chunk)
    {
        int at = list.Head;
        while (at != 0 && at != chunk)
        {
            at = _heap.Vectors.Next[at];
        }

        return at != 0;
    }

    /// <summary>Tracked objects of one generation in list order.</summary>
    public List<uint> ObjectsOf<TMemory>(ref TMemory m, int generation)
        where TMemory : struct, IObjectMemory
    {
        var objects = new List<uint>();
        var entries = new LiveEntries(_heap, generation == 0 ? m.PeekYoung() : _gc.Old[generation - 1].List);
        while (entries.Next(out uint cell))
        {
            objects.Add(cell);
        }

        return objects;
    }

    /// <summary>What traversal reports, in its order; an instance's class is not a cell and is left to the caller.</summary>
    public List<uint> Referents(uint cell)
    {
        var found = new List<uint>();
        if (_layout.KindOf(cell) != ObjectKind.Dict)
        {
            ObjectWalker.Walk(_heap.Base, _heap.Shapes.Shapes, _layout.At(cell), new Gatherer(found));
            return found;
        }

        uint* pairs = _layout.ItemsOf(cell);
        bool meetsKeys = _layout.DictOf(cell)->IsGeneral;
        for (int i = 0; i < _layout.Items(cell)->Length; i += 2)
        {
            if (pairs[i] == 0)
            {
                continue;
            }

            found.Add(pairs[i + 1]);
            if (meetsKeys)
            {
                found.Add(pairs[i]);
            }
        }

        return found;
    }

    /// <summary>Tracked, not frozen objects whose traversal meets one: generation by generation, in list order.</summary>
    public List<uint> Referrers<TMemory>(ref TMemory m, uint cell)
        where TMemory : struct, IObjectMemory
    {
        var found = new List<uint>();
        for (int g = 0; g <= 2; g++)
        {
            found.AddRange(ObjectsOf(ref m, g).Where(o => Referents(o).Contains(cell)));
        }

        return found;
    }

    public long LengthOf(uint cell, string name) => _layout.KindOf(cell) switch
    {
        ObjectKind.List => _layout.Items(cell)->Length,
        ObjectKind.Tuple => _layout.ShapeOf(cell)->Fields,
        ObjectKind.Dict => _layout.DictOf(cell)->Live,
        ObjectKind.Atom when _layout.AtomOf(cell)->Type == AtomType.Text => _layout.AtomOf(cell)->Value,
        _ => throw new PythonException($"{name}: a {_classes.KindName(cell)} has no length"),
    };

    /// <summary><c>sys.getsizeof</c> (cpython-memory.md 1.3).</summary>
    public long SizeOf(uint cell) => _layout.KindOf(cell) switch
    {
        ObjectKind.List => ListHeaderBytes + 8L * _layout.Items(cell)->Capacity,
        ObjectKind.Tuple => TupleHeaderBytes + 8L * _layout.ShapeOf(cell)->Fields,
        ObjectKind.Dict => DictHeaderBytes + (_layout.DictOf(cell)->Log2Slots == 0
            ? 0
            : KeyTableBytes(_layout.DictOf(cell)->Log2Slots, _layout.DictOf(cell)->IsGeneral)),
        ObjectKind.Instance => _layout.At(cell)->Shape == _layout.Object ? _gc.Version.ObjectBytes : _gc.Version.SlotsBytes,
        ObjectKind.WeakRef => _gc.Version.WeakRefBytes,
        ObjectKind.BoundMethod => MethodBytes,
        ObjectKind.Atom => AtomBytes(_layout.AtomOf(cell)),
        _ => LeafBytes,
    };

    private static long AtomBytes(AtomPart* atom) => atom->Type switch
    {
        AtomType.Int => 24 + 4 * Math.Max(1, DigitsOf(atom->Value)),
        AtomType.Text => 49 + atom->Value,
        AtomType.None => 16,
        _ => throw new PythonException("the size of a function is not modelled"),
    };

    /// <summary>CPython's digits have 30 bits.</summary>
    private static int DigitsOf(long value)
    {
        int digits = 0;
        for (ulong rest = value < 0 ? (ulong)-value : (ulong)value; rest != 0; rest >>= 30)
        {
            digits++;
        }

        return digits;
    }

    /// <summary>Atoms that the interpreter keeps immortal; here they are counted like everything, since nobody looks at their counts.</summary>
    public bool IsImmortalAtom(uint cell) => _gc.Version.HasImmortals && (cell == _none || cell == _emptyTuple
        || (_layout.KindOf(cell) == ObjectKind.Atom && _layout.AtomOf(cell)->Type == AtomType.Int
            && _layout.AtomOf(cell)->Value is >= SmallIntFrom and <= SmallIntTo));

    /// <summary>Whether an atom is <c>None</c>.</summary>
    public bool IsNone(uint cell) => cell == _none;

    /// <summary>Number of an instance's label, 0: none.</summary>
    public int LabelOf(uint cell) => _layout.IsInstance(cell) ? _layout.InstanceOf(cell)->Label : 0;

    /// <summary>A place as written.</summary>
    public string NameOf(int place) => _program.Places[place].Name;

    private readonly struct Gatherer(List<uint> found) : IReferenceVisitor
    {
        public void Visit(uint cell)
        {
            if (cell != 0)
            {
                found.Add(cell);
            }
        }
    }
}
