using System.Runtime.CompilerServices;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;

namespace GcActors.Core.Python;

/// <summary>Allocation: free lists, counter 0, the trigger (cpython-memory.md 3 and 6).</summary>
internal sealed unsafe partial class PyMachine
{
    private const int SmallIntFrom = -5;
    private const int SmallIntTo = 256;

    private readonly uint[] _smallInts = new uint[SmallIntTo - SmallIntFrom + 1];

    /// <summary>An object of a collectable type, untracked, with one reference held by the caller. False: repeat the step later.</summary>
    /// <param name="m">The mutator.</param>
    /// <param name="f">The frame that allocates: remembers that the allocation was counted.</param>
    /// <param name="shape">What to make.</param>
    /// <param name="list">Its free list, or null.</param>
    /// <param name="cell">The object.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryMake<TMemory>(ref TMemory m, ref Frame f, ushort shape, FreeList? list, out uint cell)
        where TMemory : struct, IObjectMemory
    {
        if (!f.IsAdmitted)
        {
            if (list != null && list.TryTake(out cell))
            {
                m.InitialiseObject(cell, shape);
                return true;
            }

            if (!CountAllocation(ref f))
            {
                cell = 0;
                return false;
            }
        }

        cell = m.TakeCell(_layout.ShapeNumber(shape)->CellBytes);
        if (cell == 0)
        {
            // Counted, but not made: the repetition must not count again.
            f.IsAdmitted = true;
            _suspended = true;
            return false;
        }

        f.IsAdmitted = false;
        m.InitialiseObject(cell, shape);
        return true;
    }

    /// <summary>Raises counter 0. False: a collection was put on the stack, which runs before the object is made (up to 3.11).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool CountAllocation(ref Frame f) => ++_gc.Counts[0] <= _gc.Thresholds[0] || PassThreshold(ref f);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool PassThreshold(ref Frame f)
    {
        if (!_gc.IsEnabled || _gc.IsCollecting || _gc.Thresholds[0] == 0)
        {
            return true;
        }

        if (!_gc.Version.CollectsInAllocation)
        {
            _gc.IsWanted = true;
            return true;
        }

        if (!CollectAutomatically())
        {
            return true;
        }

        f.IsAdmitted = true;
        return false;
    }

    /// <summary>Memory for items. 0: repeat the step later.</summary>
    private uint TakeStorage<TMemory>(ref TMemory m, uint bytes)
        where TMemory : struct, IObjectMemory
    {
        uint cell = m.TakeCell(bytes);
        if (cell == 0)
        {
            _suspended = true;
            return 0;
        }

        m.InitialiseStorage(cell, _layout.Storage);
        return cell;
    }

    private bool NewTuple<TMemory>(ref TMemory m, ref Frame f, int length, out uint tuple)
        where TMemory : struct, IObjectMemory
    {
        FreeList? list = length <= _gc.Version.LongestReusedTuple ? _freeTuples[length] : null;
        if (!TryMake(ref m, ref f, _layout.Tuple(length), list, out tuple))
        {
            return false;
        }

        m.Track(tuple);
        return true;
    }

    /// <summary>A list with room for exactly so many items, all of them null until the caller fills them.</summary>
    private bool NewList<TMemory>(ref TMemory m, ref Frame f, int length, out uint list)
        where TMemory : struct, IObjectMemory
    {
        uint bytes = length == 0 ? 0 : ListBytes((uint)length);
        uint storage = length == 0 ? 0 : TakeStorage(ref m, bytes);
        list = 0;
        if (length > 0 && storage == 0)
        {
            return false;
        }

        if (!TryMake(ref m, ref f, _layout.List, _freeLists, out list))
        {
            if (storage != 0)
            {
                m.ReturnCell(storage, bytes);
            }

            return false;
        }

        if (length > 0)
        {
            *_layout.Items(list) = new ItemArray { Cell = storage, Length = (uint)length, Capacity = (uint)length, CellBytes = bytes };
        }

        m.Track(list);
        return true;
    }

    /// <summary>An empty, untracked dict.</summary>
    private bool NewDict<TMemory>(ref TMemory m, ref Frame f, out uint dict)
        where TMemory : struct, IObjectMemory
    {
        if (!TryMake(ref m, ref f, _layout.Dict, _freeDicts, out dict))
        {
            return false;
        }

        *_layout.DictOf(dict) = default;
        return true;
    }

    private bool NewInstance<TMemory>(ref TMemory m, ref Frame f, int type, int label, out uint instance)
        where TMemory : struct, IObjectMemory
    {
        PyClass made = _classes[type];
        ushort shape = made.Kind == InstanceKind.Object ? _layout.Object : _layout.Slots;
        if (!TryMake(ref m, ref f, shape, null, out instance))
        {
            return false;
        }

        *_layout.InstanceOf(instance) = new InstancePart { Class = type, Label = label };
        _gc.HasFinalizers |= made.Finalizer >= 0;
        _gc.HasLegacy |= made.Kind == InstanceKind.Legacy;
        m.Track(instance);
        return true;
    }

    private bool NewMethod<TMemory>(ref TMemory m, ref Frame f, uint function, uint self, out uint method)
        where TMemory : struct, IObjectMemory
    {
        if (!TryMake(ref m, ref f, _layout.Method, null, out method))
        {
            return false;
        }

        m.Increment(function);
        m.Increment(self);
        _layout.Fields(method)[0] = function;
        _layout.Fields(method)[1] = self;
        m.Track(method);
        return true;
    }

    /// <summary>A weak reference; the shared one where there is no callback and one exists (cpython-memory.md 9.1).</summary>
    /// <param name="m">The mutator.</param>
    /// <param name="f">The frame that allocates.</param>
    /// <param name="target">An instance.</param>
    /// <param name="callback">Function or method, 0: none.</param>
    /// <param name="weakRef">A held reference to it.</param>
    private bool NewWeakRef<TMemory>(ref TMemory m, ref Frame f, uint target, uint callback, out uint weakRef)
        where TMemory : struct, IObjectMemory
    {
        InstancePart* instance = _layout.InstanceOf(target);
        if (callback == 0 && BasicOf(instance) is var basic && basic != 0 && !f.IsAdmitted)
        {
            m.Increment(basic);
            weakRef = basic;
            return true;
        }

        if (!TryMake(ref m, ref f, _layout.WeakRef, null, out weakRef))
        {
            return false;
        }

        if (callback != 0)
        {
            m.Increment(callback);
        }

        _layout.Fields(weakRef)[0] = callback;
        Insert(weakRef, target, callback == 0 ? 0 : BasicOf(instance));
        m.Track(weakRef);
        _gc.HasWeakRefs = true;
        return true;
    }

    /// <summary>The shared reference without a callback, which stands at the front; 0: none.</summary>
    private uint BasicOf(InstancePart* instance)
    {
        uint head = instance->WeakHead;
        return head != 0 && _layout.Fields(head)[0] == 0 ? head : 0;
    }

    private void Insert(uint weakRef, uint target, uint behind)
    {
        InstancePart* instance = _layout.InstanceOf(target);
        WeakRefPart* w = _layout.WeakRefOf(weakRef);
        uint next = behind == 0 ? instance->WeakHead : _layout.WeakRefOf(behind)->Next;
        *w = new WeakRefPart { Target = target, Prev = behind, Next = next };
        if (next != 0)
        {
            _layout.WeakRefOf(next)->Prev = weakRef;
        }

        if (behind == 0)
        {
            instance->WeakHead = weakRef;
        }
        else
        {
            _layout.WeakRefOf(behind)->Next = weakRef;
        }
    }

    /// <summary>An object without collector, such as <c>object()</c>.</summary>
    private bool NewLeaf<TMemory>(ref TMemory m, out uint leaf)
        where TMemory : struct, IObjectMemory
    {
        leaf = m.TakeCell(_heap.Shapes[_layout.Leaf].CellBytes);
        if (leaf == 0)
        {
            _suspended = true;
            return false;
        }

        m.InitialiseObject(leaf, _layout.Leaf);
        return true;
    }

    private bool NewAtom<TMemory>(ref TMemory m, AtomPart part, out uint atom)
        where TMemory : struct, IObjectMemory
    {
        atom = m.TakeCell(_heap.Shapes[_layout.Atom].CellBytes);
        if (atom == 0)
        {
            _suspended = true;
            return false;
        }

        m.InitialiseObject(atom, _layout.Atom);
        *_layout.AtomOf(atom) = part;
        return true;
    }

    /// <summary>An atom that lives as long as the program: the constant table holds it. None and small numbers exist once. False: repeat it later.</summary>
    private bool TryMakeConstant<TMemory>(ref TMemory m, AtomPart part, out uint atom)
        where TMemory : struct, IObjectMemory
    {
        if (part.Type == AtomType.None && _none != 0)
        {
            atom = _none;
            return true;
        }

        return part.Type == AtomType.Int && part.Value is >= SmallIntFrom and <= SmallIntTo
            ? TryMakeSmallInt(ref m, part.Value, out atom)
            : TryMakeAtom(ref m, part, out atom);
    }

    private bool TryMakeSmallInt<TMemory>(ref TMemory m, long value, out uint atom)
        where TMemory : struct, IObjectMemory
    {
        ref uint small = ref _smallInts[value - SmallIntFrom];
        bool isMade = small != 0 || TryMakeAtom(ref m, new AtomPart { Type = AtomType.Int, Value = value }, out small);
        atom = small;
        return isMade;
    }

    private bool TryMakeAtom<TMemory>(ref TMemory m, AtomPart part, out uint atom)
        where TMemory : struct, IObjectMemory
    {
        if (_atomCount == MostAtoms)
        {
            throw new PythonException($"more than {MostAtoms} constants");
        }

        if (!NewAtom(ref m, part, out atom))
        {
            return false;
        }

        Keep(atom);
        return true;
    }

    /// <summary>Makes a held reference the constant table's.</summary>
    private uint Keep(uint atom)
    {
        _atoms[_atomCount++] = atom;
        _atomTable.Used = _atomCount;
        return atom;
    }

    /// <summary>A held reference to a number; small ones exist once.</summary>
    private bool NewInt<TMemory>(ref TMemory m, long value, out uint atom)
        where TMemory : struct, IObjectMemory
    {
        if (value is < SmallIntFrom or > SmallIntTo)
        {
            return NewAtom(ref m, new AtomPart { Type = AtomType.Int, Value = value }, out atom);
        }

        if (!TryMakeSmallInt(ref m, value, out atom))
        {
            return false;
        }

        m.Increment(atom);
        return true;
    }
}
