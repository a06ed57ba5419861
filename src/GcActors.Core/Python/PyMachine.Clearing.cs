using GcActors.Core.Mutators;
using GcActors.Core.Objects;

namespace GcActors.Core.Python;

/// <summary>Emptying what lives on: <c>tp_clear</c>, <c>list.clear</c>, <c>dict.clear</c> (cpython-memory.md 4.3).</summary>
internal sealed unsafe partial class PyMachine
{
    /// <summary>Empties an object as its type's <c>tp_clear</c> does. False: nothing is on the stack, it is done.</summary>
    private bool Clear<TMemory>(ref TMemory m, uint cell)
        where TMemory : struct, IObjectMemory
    {
        switch (_layout.KindOf(cell))
        {
            case ObjectKind.List:
            case ObjectKind.Dict:
                return DetachItems(ref m, cell);
            case ObjectKind.WeakRef:
                _layout.ClearWeakRef(cell);
                goto case ObjectKind.Instance;
            case ObjectKind.Instance:
                Push(FrameKind.ClearFields).X = cell;
                return StepAtOnce(ref m);
            default:
                // Tuples and methods have no tp_clear.
                return false;
        }
    }

    private void StepClearFields<TMemory>(ref TMemory m, ref Frame f)
        where TMemory : struct, IObjectMemory
    {
        uint* fields = _layout.Fields(f.X);
        int count = (int)_layout.ShapeOf(f.X)->Fields;
        while (f.A < count)
        {
            uint old = fields[f.A];
            fields[f.A++] = 0;
            if (old != 0 && Release(ref m, old))
            {
                return;
            }
        }

        Pop();
    }

    /// <summary>The container is empty before anything in it is released: a list from its last item, a dict from its first.</summary>
    private bool DetachItems<TMemory>(ref TMemory m, uint cell)
        where TMemory : struct, IObjectMemory
    {
        ItemArray* items = _layout.Items(cell);
        uint storage = items->Cell;
        int length = (int)items->Length;
        int bytes = (int)items->CellBytes;
        bool isList = _layout.KindOf(cell) == ObjectKind.List;
        *items = default;
        if (!isList)
        {
            *_layout.DictOf(cell) = default;
        }

        if (storage == 0)
        {
            return false;
        }

        ref Frame f = ref Push(FrameKind.ReleaseItems);
        f.X = storage;
        f.A = isList ? length : 0;
        f.B = isList ? -1 : length;
        f.Chunk = bytes;
        return StepAtOnce(ref m);
    }

    private void StepReleaseItems<TMemory>(ref TMemory m, ref Frame f)
        where TMemory : struct, IObjectMemory
    {
        var items = (uint*)(_layout.At(f.X) + 1);
        if (f.B >= 0)
        {
            if (!ReleaseForward(ref m, ref f, items, f.B))
            {
                return;
            }
        }
        else
        {
            while (f.A > 0)
            {
                uint item = items[--f.A];
                items[f.A] = 0;
                if (item != 0 && Release(ref m, item))
                {
                    return;
                }
            }
        }

        m.ReturnCell(f.X, (uint)f.Chunk);
        Pop();
    }
}
