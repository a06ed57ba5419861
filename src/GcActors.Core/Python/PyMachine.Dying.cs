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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool MayEnterTrashcan() => _countsDown ? _remaining > TrashHeadroom : _nesting < TrashLimit;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void FinishEmptyList<TMemory>(ref TMemory m, uint cell, Shape* shape)
        where TMemory : struct, IObjectMemory
    {
        if (_freeLists.TryPut(cell))
        {
            m.InitialiseStorage(cell, _layout.Storage);
            m.EndObject();
            return;
        }

        Free(ref m, cell, shape);
    }

    /// <summary>Bounds the depth of nested deaths. False: the death waits on the chain.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool EnterTrashcan(uint cell)
    {
        if (_countsDown)
        {
            if (_remaining <= TrashHeadroom)
            {
                Defer(cell);
                return false;
            }

            _remaining--;
            return true;
        }

        if (_nesting >= TrashLimit)
        {
            Defer(cell);
            return false;
        }

        _nesting++;
        return true;
    }

    private void Defer(uint cell)
    {
        _layout.At(cell)->Spare = (int)_later;
        _later = cell;
    }

    /// <summary>True: deferred deaths are due, and their frame is on the stack.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool ExitTrashcan()
    {
        if (_countsDown)
        {
            _remaining++;
            if (_later == 0 || _remaining <= 2 * TrashHeadroom)
            {
                return false;
            }

            _remaining--;
        }
        else
        {
            _nesting--;
            if (_nesting != 0 || _later == 0)
            {
                return false;
            }

            // Keeps inner exits from draining.
            _nesting++;
        }

        Push(FrameKind.DrainTrash);
        return true;
    }

    private void StepDrainTrash<TMemory>(ref TMemory m)
        where TMemory : struct, IObjectMemory
    {
        while (_later != 0)
        {
            uint cell = _later;
            ObjectHeader* o = _layout.At(cell);
            _later = (uint)o->Spare;
            o->Spare = 0;
            if (DieInTrashcan(ref m, cell, _layout.ShapeOf(cell)))
            {
                return;
            }
        }

        if (_countsDown)
        {
            _remaining++;
        }
        else
        {
            _nesting--;
        }

        Pop();
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

    /// <summary>The end of an object whose references are gone: onto a free list, or back to the allocator.</summary>
    private void Finish<TMemory>(ref TMemory m, uint cell, Shape* shape)
        where TMemory : struct, IObjectMemory
    {
        FreeList? list = null;
        switch (shape->Kind)
        {
            case ObjectKind.List:
                FreeItems(ref m, cell);
                list = _freeLists;
                break;
            case ObjectKind.Dict:
                FreeItems(ref m, cell);
                list = _freeDicts;
                break;
            case ObjectKind.Tuple when shape->Fields <= _longestKeptTuple:
                list = _freeTuples[shape->Fields];
                break;
        }

        if (list != null && list.TryPut(cell))
        {
            m.InitialiseStorage(cell, _layout.Storage);
            m.EndObject();
            return;
        }

        Free(ref m, cell, shape);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void FreeItems<TMemory>(ref TMemory m, uint cell)
        where TMemory : struct, IObjectMemory
    {
        ItemArray* items = _layout.Items(cell);
        if (items->Cell != 0)
        {
            m.ReturnCell(items->Cell, items->CellBytes);
            *items = default;
        }
    }

    private void Free<TMemory>(ref TMemory m, uint cell, Shape* shape)
        where TMemory : struct, IObjectMemory
    {
        if (shape->IsTracked)
        {
            _gc.Uncount();
        }

        uint bytes = shape->CellBytes;
        m.EndObject();
        m.ReturnCell(cell, bytes);
    }

    /// <summary>A full collection empties the free lists; what is thrown out is really freed now.</summary>
    private void EmptyFreeLists<TMemory>(ref TMemory m)
        where TMemory : struct, IObjectMemory
    {
        ThrowOut(ref m, _freeLists, _heap.Shapes[_layout.List].CellBytes);
        ThrowOut(ref m, _freeDicts, _heap.Shapes[_layout.Dict].CellBytes);
        for (int n = 1; n < _freeTuples.Length; n++)
        {
            ThrowOut(ref m, _freeTuples[n], _heap.Shapes[_layout.Tuple(n)].CellBytes);
        }
    }

    public int KeptListCount => _freeLists.Count;

    public int KeptDictCount => _freeDicts.Count;

    /// <summary>Shortens the free lists of lists and dicts; nothing is counted.</summary>
    public void ShortenFreeLists<TMemory>(ref TMemory m, int mostLists, int mostDicts)
        where TMemory : struct, IObjectMemory
    {
        while (_freeLists.Count > mostLists && _freeLists.TryTake(out uint list))
        {
            m.ReturnCell(list, _heap.Shapes[_layout.List].CellBytes);
        }

        while (_freeDicts.Count > mostDicts && _freeDicts.TryTake(out uint dict))
        {
            m.ReturnCell(dict, _heap.Shapes[_layout.Dict].CellBytes);
        }
    }

    private void ThrowOut<TMemory>(ref TMemory m, FreeList list, uint cellBytes)
        where TMemory : struct, IObjectMemory
    {
        while (list.TryTake(out uint cell))
        {
            _gc.Uncount();
            m.ReturnCell(cell, cellBytes);
        }
    }
}
