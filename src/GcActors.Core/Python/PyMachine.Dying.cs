using System.Runtime.CompilerServices;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;

namespace GcActors.Core.Python;

/// <summary>Deaths by reference counting (cpython-memory.md 4.3 to 4.5, 9.3).</summary>
internal sealed unsafe partial class PyMachine
{
    /// <summary>State of a death whose finalizer has been called.</summary>
    private const byte FinalizerCalled = 1;

    private const int TrashLimit = 50;
    private const int TrashHeadroom = 50;
    private const int MostLevelsAtOnce = 24;
    public const int KeptLists = 80;
    public const int KeptDicts = 80;

    private const int KeptTuples = 2000;
    private const int LongestTuple = 20;

    private readonly FreeList _freeLists = new(KeptLists);
    private readonly FreeList _freeDicts = new(KeptDicts);
    private readonly FreeList[] _freeTuples = [.. Enumerable.Range(0, LongestTuple + 1).Select(_ => new FreeList(KeptTuples))];
    private readonly bool _countsDown;
    private readonly int _longestKeptTuple;
    private int _nesting;
    private int _remaining;
    private uint _later;
    private int _levelsAtOnce;

    /// <summary>Gives a reference up. True: something has died and its death is on the stack; the caller must return to the loop.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Release<TMemory>(ref TMemory m, uint cell)
        where TMemory : struct, IObjectMemory => m.Decrement(cell) && Die(ref m, cell);

    /// <summary>Begins a death. False: it is over already.</summary>
    private bool Die<TMemory>(ref TMemory m, uint cell)
        where TMemory : struct, IObjectMemory
    {
        Shape* shape = _layout.ShapeOf(cell);
        if (shape->Kind == ObjectKind.List && _layout.Items(cell)->Cell == 0 && _later == 0 && MayEnterTrashcan())
        {
            // The death of an empty list touches nothing else: it may enter the trashcan and leave it unseen.
            m.Untrack(cell);
            FinishEmptyList(ref m, cell, shape);
            return false;
        }

        switch (shape->Kind)
        {
            case ObjectKind.WeakRef:
                m.Untrack(cell);
                _layout.ClearWeakRef(cell);
                break;
            case ObjectKind.BoundMethod:
                m.Untrack(cell);
                break;
            case ObjectKind.List:
            case ObjectKind.Tuple:
            case ObjectKind.Dict:
            case ObjectKind.Instance:
                return DieInTrashcan(ref m, cell, shape);
            default:
                Free(ref m, cell, shape);
                return false;
        }

        PushDealloc(cell, 0);
        return true;
    }

    private bool DieInTrashcan<TMemory>(ref TMemory m, uint cell, Shape* shape)
        where TMemory : struct, IObjectMemory
    {
        if (_layout.IsTracked(cell))
        {
            m.Untrack(cell);
        }

        if (!EnterTrashcan(cell))
        {
            return false;
        }

        if (IsBare(cell, shape))
        {
            Finish(ref m, cell, shape);
            return ExitTrashcan();
        }

        PushDealloc(cell, shape->Kind == ObjectKind.List ? (int)_layout.Items(cell)->Length : shape->Kind == ObjectKind.Tuple ? (int)shape->Fields : 0);
        return StepAtOnce(ref m);
    }

    /// <summary>Goes on with the frame that was just pushed while nothing else is due: most deaths end here, without a turn of the loop for each. The thread's
    /// stack is used for few levels only. True: the frame, or something on it, is left for the loop.</summary>
    private bool StepAtOnce<TMemory>(ref TMemory m)
        where TMemory : struct, IObjectMemory
    {
        if (_levelsAtOnce == MostLevelsAtOnce)
        {
            return true;
        }

        _levelsAtOnce++;
        int depth = _depth;
        ref Frame f = ref _frames.Entries[depth - 1];
        (FrameKind kind, uint cell) = (f.Kind, f.X);
        do
        {
            switch (kind)
            {
                case FrameKind.Dealloc:
                    StepDealloc(ref m, ref f);
                    break;
                case FrameKind.ReleaseItems:
                    StepReleaseItems(ref m, ref f);
                    break;
                default:
                    StepClearFields(ref m, ref f);
                    break;
            }
        }
        while (_depth == depth && f.Kind == kind && f.X == cell);
        _levelsAtOnce--;
        return _depth >= depth;
    }

    /// <summary>Nothing to release, nobody to call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsBare(uint cell, Shape* shape)
    {
        if (shape->HasItems)
        {
            return _layout.Items(cell)->Cell == 0;
        }

        return shape->Kind == ObjectKind.Instance && shape->Fields == PyLayout.Attributes
            && *(ulong*)_layout.Fields(cell) == 0 && ((ulong*)_layout.Fields(cell))[1] == 0
            && _layout.InstanceOf(cell)->WeakHead == 0 && _classes[_layout.InstanceOf(cell)->Class].Finalizer < 0;
    }

    /// <summary>Whether an object's death releases nothing and calls nobody.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool DiesUnseen(uint cell)
    {
        Shape* shape = _layout.ShapeOf(cell);
        return shape->Kind is ObjectKind.Atom or ObjectKind.Record || (_later == 0 && IsBare(cell, shape));
    }

    private void PushDealloc(uint cell, int index)
    {
        ref Frame f = ref Push(FrameKind.Dealloc);
        f.X = cell;
        f.A = index;
    }

    private void StepDealloc<TMemory>(ref TMemory m, ref Frame f)
        where TMemory : struct, IObjectMemory
    {
        uint cell = f.X;
        Shape* shape = _layout.ShapeOf(cell);
        switch (shape->Kind)
        {
            case ObjectKind.List:
                DeallocBackward(ref m, ref f, shape, _layout.ItemsOf(cell));
                break;
            case ObjectKind.Tuple:
                DeallocBackward(ref m, ref f, shape, _layout.Fields(cell));
                break;
            case ObjectKind.Dict:
                if (ReleaseForward(ref m, ref f, _layout.ItemsOf(cell), (int)_layout.Items(cell)->Length))
                {
                    EndDealloc(ref m, cell, shape);
                }

                break;
            case ObjectKind.Instance:
                DeallocInstance(ref m, ref f, shape);
                break;
            default:
                if (ReleaseForward(ref m, ref f, _layout.Fields(cell), (int)shape->Fields))
                {
                    Pop();
                    Free(ref m, cell, shape);
                }

                break;
        }
    }

    private void DeallocBackward<TMemory>(ref TMemory m, ref Frame f, Shape* shape, uint* items)
        where TMemory : struct, IObjectMemory
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

        EndDealloc(ref m, f.X, shape);
    }

    /// <summary>Releases references from index A on. True: all are released.</summary>
    private bool ReleaseForward<TMemory>(ref TMemory m, ref Frame f, uint* items, int count)
        where TMemory : struct, IObjectMemory
    {
        while (f.A < count)
        {
            uint item = items[f.A];
            items[f.A++] = 0;
            if (item != 0 && Release(ref m, item))
            {
                return false;
            }
        }

        return true;
    }

    private void EndDealloc<TMemory>(ref TMemory m, uint cell, Shape* shape)
        where TMemory : struct, IObjectMemory
    {
        Pop();
        Finish(ref m, cell, shape);
        ExitTrashcan();
    }

    /// <summary>The steps of <c>subtype_dealloc</c> (cpython-memory.md 4.4).</summary>
    private void DeallocInstance<TMemory>(ref TMemory m, ref Frame f, Shape* shape)
        where TMemory : struct, IObjectMemory
    {
        uint cell = f.X;
        PyClass type = _classes[_layout.InstanceOf(cell)->Class];
        switch (f.State)
        {
            case 0:
                f.State = 2;
                if (type.Finalizer >= 0)
                {
                    f.State = FinalizerCalled;
                    m.Track(cell);
                    m.Revive(cell);
                    if (!_layout.IsFinalized(cell))
                    {
                        Call(ref m, type.Finalizer, cell, 0, CallCost);
                    }
                }

                break;
            case FinalizerCalled:
                _layout.SetFinalized(cell);
                if (!m.Decrement(cell))
                {
                    // Brought back: it stays where tracking put it.
                    Pop();
                    ExitTrashcan();
                    return;
                }

                m.Untrack(cell);
                f.State = 2;
                break;
            case 2:
                f.State = 3;
                if (_layout.InstanceOf(cell)->WeakHead != 0)
                {
                    Push(FrameKind.DropWeakRefs).X = cell;
                }

                break;
            case 3:
                f.State = 4;
                while (type.Finalizer >= 0 && _layout.InstanceOf(cell)->WeakHead != 0)
                {
                    _layout.ClearWeakRef(_layout.InstanceOf(cell)->WeakHead);
                }

                break;
            default:
                if (ReleaseForward(ref m, ref f, _layout.Fields(cell), (int)shape->Fields))
                {
                    EndDealloc(ref m, cell, shape);
                }

                break;
        }
    }

    public int KeptListCount => _freeLists.Count;

    public int KeptDictCount => _freeDicts.Count;
}
