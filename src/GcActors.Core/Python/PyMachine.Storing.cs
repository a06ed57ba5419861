using System.Runtime.CompilerServices;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;

namespace GcActors.Core.Python;

/// <summary>
/// The instructions that change places. As in CPython the new value is in its place before the old one is released; while a release runs bodies, the interpreter
/// still holds value and container on its stack, which those bodies can see in reference counts.
/// </summary>
internal sealed unsafe partial class PyMachine
{
    /// <summary>Whether giving up this reference ends the object.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool WouldDie<TMemory>(ref TMemory m, uint cell)
        where TMemory : struct, IObjectMemory => m.References(cell) == 1 && !m.IsImmortal(cell);

    /// <summary>Instructions that <see cref="Op.BindNew"/> stands for, itself included.</summary>
    private const int BoundNew = 5;

    /// <summary>
    /// Moves the temporary into a variable and ends the statement. False, and nothing has happened, where the way matters: a collection is wanted, the limit
    /// is near, or the old value's death could run something that sees the temporary's reference.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryBindNew<TMemory>(ref TMemory m, in Frame f, int variable)
        where TMemory : struct, IObjectMemory
    {
        if (_gc.IsWanted || Statements >= StatementLimit)
        {
            return false;
        }

        ref uint slot = ref Variable(f, variable);
        ref uint temporary = ref Variable(f, 0);
        uint old = slot;
        if (old != 0 && WouldDie(ref m, old) && !DiesUnseen(old))
        {
            return false;
        }

        slot = temporary;
        temporary = 0;
        Statements++;
        if (old != 0)
        {
            Release(ref m, old);
        }

        return true;
    }

    private bool BindTemporary<TMemory>(ref TMemory m, ref Frame f, int variable)
        where TMemory : struct, IObjectMemory
    {
        if (f.State == 0)
        {
            ref uint slot = ref Variable(f, variable);
            uint value = Variable(f, 0);
            uint old = slot;
            m.Increment(value);
            slot = value;
            if (old == 0)
            {
                return true;
            }

            if (variable >= 0 || !WouldDie(ref m, old))
            {
                Release(ref m, old);
                return true;
            }

            PushHeld(ref m, value);
            f.State = 1;
            Release(ref m, old);
            return false;
        }

        ReleaseTop(1);
        return true;
    }

    private bool BindTop<TMemory>(ref TMemory m, ref Frame f, int variable)
        where TMemory : struct, IObjectMemory
    {
        if (f.State == 0)
        {
            ref uint slot = ref Variable(f, variable);
            uint old = slot;
            if (variable < 0 && old != 0 && WouldDie(ref m, old))
            {
                uint top = _values[_top - 1];
                m.Increment(top);
                slot = top;
                f.State = 1;
                Release(ref m, old);
                return false;
            }

            slot = PopValue();
            if (old != 0)
            {
                Release(ref m, old);
            }

            return true;
        }

        ReleaseTop(1);
        return true;
    }

    private bool DeleteVariable<TMemory>(ref TMemory m, ref Frame f, int variable)
        where TMemory : struct, IObjectMemory
    {
        ref uint slot = ref Variable(f, variable);
        uint old = slot;
        if (old == 0)
        {
            throw new PythonException($"del {NameOf(f, variable)}: it has no value here");
        }

        slot = 0;
        Release(ref m, old);
        return true;
    }

    private uint ListAt(in Frame f, PyPlace place)
    {
        uint list = Load(f, place);
        return _layout.KindOf(list) == ObjectKind.List
            ? list
            : throw new PythonException($"{place.Name}: a {_classes.KindName(list)} is no list");
    }

    private bool Append<TMemory>(ref TMemory m, ref Frame f, PyPlace place)
        where TMemory : struct, IObjectMemory
    {
        uint list = ListAt(f, place);
        uint length = _layout.Items(list)->Length;
        if (!Resize(ref m, list, length + 1))
        {
            return false;
        }

        _layout.ItemsOf(list)[length] = PopValue();
        return true;
    }

    private bool PopItem<TMemory>(ref TMemory m, ref Frame f, PyPlace place)
        where TMemory : struct, IObjectMemory
    {
        uint list = ListAt(f, place);
        uint length = _layout.Items(list)->Length;
        if (length == 0)
        {
            throw new PythonException($"pop {place.Name}: the list is empty");
        }

        uint item = _layout.ItemsOf(list)[length - 1];
        if (length == 1 && _gc.Version.PopOfLastFreesItems)
        {
            FreeItems(ref m, list);
        }
        else if (!Resize(ref m, list, length - 1))
        {
            return false;
        }

        Release(ref m, item);
        return true;
    }

    private bool ClearAt<TMemory>(ref TMemory m, ref Frame f, PyPlace place)
        where TMemory : struct, IObjectMemory
    {
        if (f.State == 1)
        {
            ReleaseTop(1);
            return true;
        }

        uint container = Load(f, place);
        if (_layout.KindOf(container) is not (ObjectKind.List or ObjectKind.Dict))
        {
            throw new PythonException($"clear {place.Name}: a {_classes.KindName(container)} is neither list nor dict");
        }

        PushHeld(ref m, container);
        f.State = 1;
        DetachItems(ref m, container);
        return false;
    }

    /// <summary>Stores the value on top of the stack.</summary>
    private bool SetPlace<TMemory>(ref TMemory m, ref Frame f, PyPlace place)
        where TMemory : struct, IObjectMemory
    {
        switch (f.State)
        {
            case 0:
                return place.Accessors.Length == 0 ? SetBase(ref m, ref f, place) : SetIn(ref m, ref f, place);
            case 1:
                return FillNewDict(ref m, ref f, place);
            default:
                ReleaseTop(f.State - 1);
                return true;
        }
    }

    private bool SetBase<TMemory>(ref TMemory m, ref Frame f, PyPlace place)
        where TMemory : struct, IObjectMemory
    {
        if (place.Table < 0)
        {
            return BindTop(ref m, ref f, place.Variable);
        }

        return Exchange(ref m, ref f, TableSlot(f, place), container: 0);
    }

    private bool SetIn<TMemory>(ref TMemory m, ref Frame f, PyPlace place)
        where TMemory : struct, IObjectMemory
    {
        uint container = LoadContainer(f, place);
        PyAccessor last = place.Accessors[^1];
        ObjectKind kind = _layout.KindOf(container);
        if (kind == ObjectKind.Tuple)
        {
            throw new PythonException($"set {place.Name}: a tuple's items cannot be changed");
        }

        uint* slot = SlotOf(f, place, container, last);
        bool inDict = kind == ObjectKind.Dict || HasAttributeDictAt(container, last);
        if (!inDict)
        {
            return Exchange(ref m, ref f, slot, container);
        }

        uint dict = kind == ObjectKind.Dict ? container : _layout.Fields(container)[0];
        if (dict == 0)
        {
            HoldContainer(ref m, container);
            f.X = container;
            f.State = 1;
            return FillNewDict(ref m, ref f, place);
        }

        return StoreUnderKey(ref m, ref f, dict, container, last);
    }

    private bool HasAttributeDictAt(uint container, in PyAccessor accessor) => accessor.Attribute >= 0 && HasAttributeDict(container);

    private uint LoadContainer(in Frame f, PyPlace place)
    {
        uint cell = LoadBase(f, place);
        for (int i = 0; i < place.Accessors.Length - 1; i++)
        {
            cell = Access(f, place, cell, place.Accessors[i]);
        }

        return cell;
    }

    /// <summary>Puts a held container under the value on top of the stack.</summary>
    private void HoldContainer<TMemory>(ref TMemory m, uint container)
        where TMemory : struct, IObjectMemory
    {
        uint value = PopValue();
        PushHeld(ref m, container);
        PushValue(value);
    }

    /// <summary>The first attribute of an instance makes its dict, which is an allocation (3.9).</summary>
    private bool FillNewDict<TMemory>(ref TMemory m, ref Frame f, PyPlace place)
        where TMemory : struct, IObjectMemory
    {
        uint instance = f.X;
        if (_layout.Fields(instance)[0] == 0)
        {
            if (!NewDict(ref m, ref f, out uint made))
            {
                return false;
            }

            _layout.Fields(instance)[0] = made;
        }

        uint value = _values[_top - 1];
        uint key = _attributeNames[place.Accessors[^1].Attribute];
        m.Increment(key);
        m.Increment(value);
        if (!StoreInDict(ref m, _layout.Fields(instance)[0], key, value, out uint old))
        {
            m.Decrement(key);
            m.Decrement(value);
            return false;
        }

        f.State = 3;
        if (old != 0)
        {
            Release(ref m, old);
        }

        return false;
    }

    private bool StoreUnderKey<TMemory>(ref TMemory m, ref Frame f, uint dict, uint container, in PyAccessor accessor)
        where TMemory : struct, IObjectMemory
    {
        if (!HoldKey(ref m, f, accessor, out uint key))
        {
            return false;
        }

        uint value = _values[_top - 1];
        m.Increment(value);
        if (!StoreInDict(ref m, dict, key, value, out uint old))
        {
            m.Decrement(value);
            DropAtom(ref m, key);
            return false;
        }

        return AfterStore(ref m, ref f, old, container);
    }

    private bool HoldKey<TMemory>(ref TMemory m, in Frame f, in PyAccessor accessor, out uint key)
        where TMemory : struct, IObjectMemory
    {
        if (accessor.Attribute < 0 && accessor.Text < 0)
        {
            return NewInt(ref m, Evaluate(f, accessor.Expression), out key);
        }

        key = accessor.Attribute >= 0 ? _attributeNames[accessor.Attribute] : _constants[accessor.Text];
        m.Increment(key);
        return true;
    }

    private void DropAtom<TMemory>(ref TMemory m, uint atom)
        where TMemory : struct, IObjectMemory
    {
        if (m.Decrement(atom))
        {
            Free(ref m, atom, _layout.ShapeOf(atom));
        }
    }

    private bool Exchange<TMemory>(ref TMemory m, ref Frame f, uint* slot, uint container)
        where TMemory : struct, IObjectMemory
    {
        uint value = _values[_top - 1];
        m.Increment(value);
        uint old = *slot;
        *slot = value;
        return AfterStore(ref m, ref f, old, container);
    }

    /// <summary>The value is in its place: release what was there. Where that ends an object, the stack holds value and container meanwhile.</summary>
    private bool AfterStore<TMemory>(ref TMemory m, ref Frame f, uint old, uint container)
        where TMemory : struct, IObjectMemory
    {
        if (old == 0 || !WouldDie(ref m, old))
        {
            if (old != 0)
            {
                Release(ref m, old);
            }

            m.Decrement(PopValue());
            return true;
        }

        f.State = 2;
        if (container != 0)
        {
            HoldContainer(ref m, container);
            f.State = 3;
        }

        Release(ref m, old);
        return false;
    }

    private bool Unset<TMemory>(ref TMemory m, ref Frame f, PyPlace place)
        where TMemory : struct, IObjectMemory
    {
        if (f.State != 0)
        {
            ReleaseTop(1);
            return true;
        }

        uint container = 0;
        uint old;
        if (place.Accessors.Length == 0)
        {
            uint* slot = place.Table >= 0 ? TableSlot(f, place) : throw new PythonException($"unset {place.Name}: use del for a variable");
            old = *slot;
            *slot = 0;
        }
        else
        {
            container = LoadContainer(f, place);
            old = TakeOut(ref m, ref f, place, container);
            if (_suspended)
            {
                return false;
            }
        }

        if (old == 0)
        {
            return true;
        }

        if (container == 0 || !WouldDie(ref m, old))
        {
            Release(ref m, old);
            return true;
        }

        PushHeld(ref m, container);
        f.State = 1;
        Release(ref m, old);
        return false;
    }

    private uint TakeOut<TMemory>(ref TMemory m, ref Frame f, PyPlace place, uint container)
        where TMemory : struct, IObjectMemory
    {
        PyAccessor last = place.Accessors[^1];
        ObjectKind kind = _layout.KindOf(container);
        if (kind == ObjectKind.Tuple)
        {
            throw new PythonException($"unset {place.Name}: a tuple's items cannot be removed");
        }

        uint* slot = SlotOf(f, place, container, last);
        if (slot == null || *slot == 0)
        {
            throw new PythonException($"unset {place.Name}: {Missing(f, container, last)}");
        }

        if (kind == ObjectKind.List)
        {
            return TakeItem(ref m, container, (uint)(slot - _layout.ItemsOf(container)));
        }

        if (kind == ObjectKind.Dict || HasAttributeDictAt(container, last))
        {
            uint dict = kind == ObjectKind.Dict ? container : _layout.Fields(container)[0];
            return RemoveFromDict(ref m, dict, (int)(slot - _layout.ItemsOf(dict)) - 1);
        }

        uint old = *slot;
        *slot = 0;
        return old;
    }

    private uint TakeItem<TMemory>(ref TMemory m, uint list, uint index)
        where TMemory : struct, IObjectMemory
    {
        uint length = _layout.Items(list)->Length;
        var items = new Span<uint>(_layout.ItemsOf(list), (int)length);
        uint old = items[(int)index];
        items[((int)index + 1)..].CopyTo(items[(int)index..]);
        if (_gc.Version.DeletionKeepsRoom)
        {
            _layout.Items(list)->Length--;
        }
        else if (length == 1)
        {
            FreeItems(ref m, list);
        }
        else if (!Resize(ref m, list, length - 1))
        {
            items[(int)index..^1].CopyTo(items[((int)index + 1)..]);
            items[(int)index] = old;
            return 0;
        }

        return old;
    }
}
