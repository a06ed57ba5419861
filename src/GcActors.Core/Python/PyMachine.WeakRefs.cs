using GcActors.Core.Mutators;

namespace GcActors.Core.Python;

/// <summary>Weak references to an object that dies by reference counting (cpython-memory.md 9.3).</summary>
internal sealed unsafe partial class PyMachine
{
    /// <summary>Weak references to a dying object (9.3).</summary>
    private void StepDropWeakRefs<TMemory>(ref TMemory m, ref Frame f)
        where TMemory : struct, IObjectMemory
    {
        switch (f.State)
        {
            case 0:
                DropBasicAndCount(ref f);
                break;
            case 1:
                CallOnly(ref m, ref f);
                break;
            case 2:
                AfterOnly(ref m, ref f);
                break;
            case 3:
                GatherInTuple(ref m, ref f);
                break;
            default:
                CallNext(ref m, ref f);
                break;
        }
    }

    private void DropBasicAndCount(ref Frame f)
    {
        InstancePart* target = _layout.InstanceOf(f.X);
        if (_layout.Fields(target->WeakHead)[0] == 0)
        {
            _layout.ClearWeakRef(target->WeakHead);
        }

        int left = 0;
        for (uint w = target->WeakHead; w != 0; w = _layout.WeakRefOf(w)->Next)
        {
            left++;
        }

        if (left == 0)
        {
            Pop();
            return;
        }

        f.A = left;
        f.State = (byte)(left < _gc.Version.WeakRefTupleFrom ? 1 : 3);
    }

    /// <summary>One reference left, and no tuple for it: its callback is called at once.</summary>
    private void CallOnly<TMemory>(ref TMemory m, ref Frame f)
        where TMemory : struct, IObjectMemory
    {
        uint weakRef = _layout.InstanceOf(f.X)->WeakHead;
        uint callback = _layout.Fields(weakRef)[0];
        _layout.Fields(weakRef)[0] = 0;
        _layout.ClearWeakRef(weakRef);
        f.Y = callback;
        f.State = 2;
        CallCallback(ref m, callback, weakRef);
    }

    private void AfterOnly<TMemory>(ref TMemory m, ref Frame f)
        where TMemory : struct, IObjectMemory
    {
        uint callback = f.Y;
        Pop();
        Release(ref m, callback);
    }

    private void GatherInTuple<TMemory>(ref TMemory m, ref Frame f)
        where TMemory : struct, IObjectMemory
    {
        int count = f.A;
        if (!NewTuple(ref m, ref f, 2 * count, out uint tuple))
        {
            return;
        }

        uint* items = _layout.Fields(tuple);
        InstancePart* target = _layout.InstanceOf(f.X);
        for (int i = 0; target->WeakHead != 0; i++)
        {
            uint weakRef = target->WeakHead;
            m.Increment(weakRef);
            items[2 * i] = weakRef;
            items[2 * i + 1] = _layout.Fields(weakRef)[0];
            _layout.Fields(weakRef)[0] = 0;
            _layout.ClearWeakRef(weakRef);
        }

        f.Y = tuple;
        f.A = 0;
        f.B = count;
        f.State = 4;
    }

    private void CallNext<TMemory>(ref TMemory m, ref Frame f)
        where TMemory : struct, IObjectMemory
    {
        if (f.A < f.B)
        {
            uint* items = _layout.Fields(f.Y) + 2 * f.A++;
            CallCallback(ref m, items[1], items[0]);
            return;
        }

        uint tuple = f.Y;
        Pop();
        Release(ref m, tuple);
    }
}
