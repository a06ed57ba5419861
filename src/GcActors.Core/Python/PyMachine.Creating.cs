using GcActors.Core.Mutators;
using GcActors.Core.Objects;

namespace GcActors.Core.Python;

/// <summary>The instructions that make objects.</summary>
internal sealed unsafe partial class PyMachine
{
    private bool MakeList<TMemory>(ref TMemory m, ref Frame f, int length)
        where TMemory : struct, IObjectMemory
    {
        if (!NewList(ref m, ref f, length, out uint list))
        {
            return false;
        }

        if (length > 0)
        {
            MoveFromStack(_layout.ItemsOf(list), length);
        }

        return SetTemporary(f, list);
    }

    private bool MakeTuple<TMemory>(ref TMemory m, ref Frame f, int length)
        where TMemory : struct, IObjectMemory
    {
        if (length == 0)
        {
            m.Increment(_emptyTuple);
            return SetTemporary(f, _emptyTuple);
        }

        if (!NewTuple(ref m, ref f, length, out uint tuple))
        {
            return false;
        }

        MoveFromStack(_layout.Fields(tuple), length);
        return SetTemporary(f, tuple);
    }

    private void MoveFromStack(uint* to, int count)
    {
        while (count > 0)
        {
            to[--count] = PopValue();
        }
    }

    /// <summary>A dict display: the dict is made, with room, then filled in order.</summary>
    private bool MakeDict<TMemory>(ref TMemory m, ref Frame f, int pairs)
        where TMemory : struct, IObjectMemory
    {
        if (f.State == 0)
        {
            if (!NewDict(ref m, ref f, out uint made))
            {
                return false;
            }

            SetTemporary(f, made);
            f.X = 0;
            f.State = 1;
        }

        uint dict = Variable(f, 0);
        uint* first = _values + _top - 2 * pairs;
        if (pairs > Usable(LinearSlotsLog2) && _layout.DictOf(dict)->Log2Slots == 0)
        {
            _layout.DictOf(dict)->IsGeneral = _gc.Version.HasUnicodeKeyTables && HasOtherKeys(first, pairs);
            if (!GrowTable(ref m, dict, (3 * pairs + 1) / 2))
            {
                return false;
            }
        }

        while (f.X < pairs)
        {
            uint* pair = first + 2 * f.X;
            if (!StoreInDict(ref m, dict, pair[0], pair[1], out uint old))
            {
                return false;
            }

            pair[0] = pair[1] = 0;
            f.X++;
            if (old != 0 && Release(ref m, old))
            {
                return false;
            }
        }

        _top -= 2 * pairs;
        return true;
    }

    private bool HasOtherKeys(uint* firstKey, int pairs)
    {
        for (int i = 0; i < pairs; i++)
        {
            if (_layout.AtomOf(firstKey[2 * i])->Type != AtomType.Text)
            {
                return true;
            }
        }

        return false;
    }

    private bool MakeInstance<TMemory>(ref TMemory m, ref Frame f, in Instruction i)
        where TMemory : struct, IObjectMemory
    {
        if (!NewInstance(ref m, ref f, i.A, Math.Max(0, i.B), out uint instance))
        {
            return false;
        }

        if (i.B < 0)
        {
            _layout.InstanceOf(instance)->Label = _host!.Label(this, ~i.B);
        }

        return SetTemporary(f, instance);
    }

    private bool MakeWeakRef<TMemory>(ref TMemory m, ref Frame f, in Instruction i)
        where TMemory : struct, IObjectMemory
    {
        uint target = Load(f, _program.Places[i.A]);
        if (!_layout.IsInstance(target))
        {
            throw new PythonException($"{_program.Places[i.A].Name}: a {_classes.KindName(target)} cannot have weak references");
        }

        uint callback = i.B >= 0 ? _constants[i.B] : i.C >= 0 ? CallableAt(f, _program.Places[i.C]) : 0;
        return NewWeakRef(ref m, ref f, target, callback, out uint weakRef) && SetTemporary(f, weakRef);
    }

    private uint CallableAt(in Frame f, PyPlace place)
    {
        uint callable = Load(f, place);
        return _layout.KindOf(callable) == ObjectKind.BoundMethod
            ? callable
            : throw new PythonException($"{place.Name}: a {_classes.KindName(callable)} cannot be a callback, a method can");
    }

    private bool MakeMethod<TMemory>(ref TMemory m, ref Frame f, in Instruction i)
        where TMemory : struct, IObjectMemory
    {
        uint self = Load(f, _program.Places[i.A]);
        if (!_layout.IsInstance(self) || _classes.IsLegacy(self))
        {
            throw new PythonException($"{_program.Places[i.A].Name}: a {_classes.KindName(self)} has no methods");
        }

        return NewMethod(ref m, ref f, _constants[i.B], self, out uint method) && SetTemporary(f, method);
    }

    private bool Deref<TMemory>(ref TMemory m, ref Frame f, int place)
        where TMemory : struct, IObjectMemory
    {
        uint target = TargetOf(Load(f, _program.Places[place]), _program.Places[place].Name);
        uint cell = target == 0 ? _none : target;
        m.Increment(cell);
        return SetTemporary(f, cell);
    }

    /// <summary>What a weak reference leads to; 0: it is dead.</summary>
    public uint TargetOf(uint weakRef, string name) => _layout.KindOf(weakRef) == ObjectKind.WeakRef
        ? _layout.WeakRefOf(weakRef)->Target
        : throw new PythonException($"{name}: a {_classes.KindName(weakRef)} is no weak reference");
}
