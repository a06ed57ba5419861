using GcActors.Core.Mutators;
using GcActors.Core.Objects;

namespace GcActors.Core.Python;

/// <summary>
/// A collection as the program lives it (cpython-memory.md 7): the collector works twice on a stopped world, callbacks, finalizers and the clearing run here.
/// <code>
/// observers "start" → stop: split → callbacks of weak references → finalizers → stop: who came back? → tp_clear one by one → garbage, statistics → observers "stop"
/// </code>
/// </summary>
internal sealed unsafe partial class PyMachine
{
    private LiveEntries _cursor;
    private long _collected;
    private long _uncollectable;

    private enum CollectState : byte
    {
        Start,
        Order,
        AfterSplit,
        NextCallback,
        AfterCallback,
        NextFinalizer,
        AfterFinalizer,
        OrderResurrection,
        AfterResurrection,
        NextClear,
        AfterClear,
        AfterDrop,
        Finish,
        Stop,
    }

    /// <summary>What the last collection returned: objects found unreachable, collected or not.</summary>
    public long LastCollected { get; private set; }

    /// <summary>Lines of debug output.</summary>
    public List<string> Stderr { get; } = [];

    /// <summary>Observers in <c>gc.callbacks</c>.</summary>
    public List<Action<string, int, long, long>> Observers { get; } = [];

    public uint GarbageAt(int index) => _garbage[index];

    /// <summary>Starts a manual collection. False: one is running already, and nothing happens.</summary>
    public bool Collect(int generation)
    {
        if (_gc.IsCollecting)
        {
            LastCollected = 0;
            return false;
        }

        PushCollect(generation, isAutomatic: false);
        return true;
    }

    /// <summary>The collection that the thresholds choose. False: none is over its limit.</summary>
    private bool CollectAutomatically()
    {
        int generation = _gc.Choose();
        if (generation < 0)
        {
            return false;
        }

        PushCollect(generation, isAutomatic: true);
        return true;
    }

    /// <summary>Where 3.12 and later look whether a collection is wanted. True: it is on the stack.</summary>
    private bool SafePoint()
    {
        if (!_gc.IsWanted)
        {
            return false;
        }

        _gc.IsWanted = false;
        bool refused = _gc.Version.LooksAgainBeforeCollecting && (!_gc.IsEnabled || _gc.IsCollecting);
        return !refused && CollectAutomatically();
    }

    private void PushCollect(int generation, bool isAutomatic)
    {
        ref Frame f = ref Push(FrameKind.Collect);
        f.A = generation;
        f.IsAutomatic = isAutomatic;
        _gc.IsCollecting = true;
    }

    private void StepCollect<TMemory>(ref TMemory m, ref Frame f)
        where TMemory : struct, IObjectMemory
    {
        switch ((CollectState)f.State)
        {
            case CollectState.Start:
                Notify(ref m, ref f, "start", 0, 0, CollectState.Order);
                break;
            case CollectState.Order:
                BeginCollection(ref f);
                Order(ref m, ref f, StopStage.Split, CollectState.AfterSplit);
                break;
            case CollectState.AfterSplit when IsServed(ref m):
                AfterSplit(ref m, ref f);
                break;
            case CollectState.NextCallback:
                NextCallback(ref m, ref f);
                break;
            case CollectState.AfterCallback:
                AfterCallback(ref m, ref f);
                break;
            case CollectState.NextFinalizer:
                NextFinalizer(ref m, ref f);
                break;
            case CollectState.AfterFinalizer:
                f.State = (byte)CollectState.NextFinalizer;
                Release(ref m, f.X);
                break;
            case CollectState.OrderResurrection:
                Order(ref m, ref f, StopStage.Resurrect, CollectState.AfterResurrection);
                break;
            case CollectState.AfterResurrection when IsServed(ref m):
                BeginClearing(ref f);
                break;
            case CollectState.NextClear:
                NextClear(ref m, ref f);
                break;
            case CollectState.AfterClear:
                f.State = (byte)CollectState.AfterDrop;
                Release(ref m, f.X);
                break;
            case CollectState.AfterDrop:
                KeepIfAlive(ref f);
                f.State = (byte)CollectState.NextClear;
                break;
            case CollectState.Finish:
                FinishCollection(ref m, ref f);
                break;
            case CollectState.Stop:
                Notify(ref m, ref f, "stop", _collected, _uncollectable, CollectState.Start);
                break;
        }
    }

    /// <summary>Each phase's information is a dict, an allocation like any other (cpython-memory.md 8).</summary>
    private void Notify<TMemory>(ref TMemory m, ref Frame f, string phase, long collected, long uncollectable, CollectState next)
        where TMemory : struct, IObjectMemory
    {
        if (Observers.Count > 0)
        {
            if (!NewDict(ref m, ref f, out uint info))
            {
                return;
            }

            foreach (Action<string, int, long, long> observer in Observers.ToArray())
            {
                observer(phase, f.A, collected, uncollectable);
            }

            Release(ref m, info);
        }

        f.State = (byte)next;
        if (phase == "stop")
        {
            _gc.IsCollecting = false;
            Pop();
        }
    }

    private void BeginCollection(ref Frame f)
    {
        if ((_gc.DebugFlags & GcDebug.Stats) != 0)
        {
            Stderr.Add(DebugStatsText.Collecting(f.A));
        }

        _collected = _uncollectable = 0;
        _gc.Witness?.Begun(f.A, f.IsAutomatic);
        _gc.BookStart(f.A);
        _gc.Generation = _gc.CollectsEverything ? GcState.Oldest : f.A;
    }

    private void Order<TMemory>(ref TMemory m, ref Frame f, StopStage stage, CollectState next)
        where TMemory : struct, IObjectMemory
    {
        _gc.Ordered = stage;
        f.State = (byte)next;
        m.AwaitCollection();
        _suspended = true;
    }

    private bool IsServed<TMemory>(ref TMemory m)
        where TMemory : struct, IObjectMemory
    {
        if (_gc.Ordered == StopStage.None)
        {
            return true;
        }

        m.AwaitCollection();
        _suspended = true;
        return false;
    }

    private void AfterSplit<TMemory>(ref TMemory m, ref Frame f)
        where TMemory : struct, IObjectMemory
    {
        foreach (uint cell in _gc.Collectable)
        {
            Stderr.Add($"gc: collectable <{_classes.TypeName(cell, _gc.Version)} 0x*>");
        }

        _gc.Collectable.Clear();
        var calls = new LiveEntries(_heap, _gc.Calls.List);
        while (calls.Next(out uint weakRef))
        {
            m.Increment(weakRef);
        }

        _cursor = new LiveEntries(_heap, _gc.Calls.List);
        f.State = (byte)CollectState.NextCallback;
    }

    private void NextCallback<TMemory>(ref TMemory m, ref Frame f)
        where TMemory : struct, IObjectMemory
    {
        if (_cursor.Next(out uint weakRef))
        {
            f.X = weakRef;
            f.State = (byte)CollectState.AfterCallback;
            _gc.Witness?.CallbackCalled(weakRef);
            CallCallback(ref m, _layout.Fields(weakRef)[0], weakRef);
            return;
        }

        Discard(_gc.Calls);
        _cursor = new LiveEntries(_heap, _gc.Unreachable.List);
        f.State = (byte)(_gc.HasFinalizers ? CollectState.NextFinalizer : CollectState.AfterResurrection);
    }

    private void AfterCallback<TMemory>(ref TMemory m, ref Frame f)
        where TMemory : struct, IObjectMemory
    {
        f.State = (byte)CollectState.NextCallback;
        if (m.Decrement(f.X))
        {
            _collected++;
            Die(ref m, f.X);
            return;
        }

        _cursor.Remove();
        _gc.Target.Append(_heap, f.X);
    }

    private void NextFinalizer<TMemory>(ref TMemory m, ref Frame f)
        where TMemory : struct, IObjectMemory
    {
        while (_cursor.Next(out uint cell))
        {
            if (_classes.ClassOf(cell) is { Finalizer: >= 0 } type && !_layout.IsFinalized(cell))
            {
                _layout.SetFinalized(cell);
                m.Increment(cell);
                f.X = cell;
                f.B = 1;
                f.State = (byte)CollectState.AfterFinalizer;
                _gc.Witness?.FinalizerCalled(cell);
                Call(ref m, type.Finalizer, cell, 0, CallCost);
                return;
            }
        }

        f.State = (byte)(f.B != 0 ? CollectState.OrderResurrection : CollectState.AfterResurrection);
    }

    private void BeginClearing(ref Frame f)
    {
        _collected += _gc.Unreachable.List.LiveCount(_heap.Vectors);
        _cursor = new LiveEntries(_heap, _gc.Unreachable.List);
        f.State = (byte)CollectState.NextClear;
    }

    private void NextClear<TMemory>(ref TMemory m, ref Frame f)
        where TMemory : struct, IObjectMemory
    {
        while (_cursor.Next(out uint cell))
        {
            f.X = cell;
            if ((_gc.DebugFlags & GcDebug.SaveAll) != 0)
            {
                Save(ref m, cell);
                KeepIfAlive(ref f);
                continue;
            }

            m.Increment(cell);
            _gc.Witness?.Clearing(cell);
            if (Clear(ref m, cell))
            {
                f.State = (byte)CollectState.AfterClear;
                return;
            }

            if (Release(ref m, cell))
            {
                f.State = (byte)CollectState.AfterDrop;
                return;
            }

            KeepIfAlive(ref f);
        }

        f.State = (byte)CollectState.Finish;
    }

    /// <summary>What is still where it was found has survived its clearing; it may die later.</summary>
    private void KeepIfAlive(ref Frame f)
    {
        if (_cursor.StillHolds(f.X))
        {
            _cursor.Remove();
            _gc.Target.Append(_heap, f.X);
            _gc.Witness?.Outlived(f.X);
        }
    }

    private void Save<TMemory>(ref TMemory m, uint cell)
        where TMemory : struct, IObjectMemory
    {
        if (_garbageCount == MostGarbage)
        {
            throw new PythonException($"gc.garbage holds {MostGarbage} objects, the most that the model keeps");
        }

        m.Increment(cell);
        _garbage[_garbageCount++] = cell;
        _gc.Witness?.Saved(cell);
        _garbageTable.Used = Math.Max(_garbageTable.Used, _garbageCount);
    }

    private void FinishCollection<TMemory>(ref TMemory m, ref Frame f)
        where TMemory : struct, IObjectMemory
    {
        Discard(_gc.Unreachable);
        KeepLegacy(ref m);
        if ((_gc.DebugFlags & GcDebug.Stats) != 0)
        {
            Stderr.Add(DebugStatsText.Done(_collected + _uncollectable, _uncollectable, "*"));
        }

        if (f.A == 2)
        {
            EmptyFreeLists(ref m);
        }

        long[] stats = _gc.Stats[f.A];
        stats[0]++;
        stats[1] += _collected;
        stats[2] += _uncollectable;
        LastCollected = _collected + _uncollectable;
        _gc.Witness?.Ended(_collected, _uncollectable);
        f.State = (byte)CollectState.Stop;
    }

    /// <summary>Step J: objects with old-style destructors go to <c>gc.garbage</c> and stay, with all that they reach.</summary>
    private void KeepLegacy<TMemory>(ref TMemory m)
        where TMemory : struct, IObjectMemory
    {
        var entries = new LiveEntries(_heap, _gc.Legacy.List);
        while (entries.Next(out uint cell))
        {
            _uncollectable++;
            if ((_gc.DebugFlags & GcDebug.Uncollectable) != 0)
            {
                Stderr.Add($"gc: uncollectable <{_classes.TypeName(cell, _gc.Version)} 0x*>");
            }

            if ((_gc.DebugFlags & GcDebug.SaveAll) != 0 || _classes.IsLegacy(cell))
            {
                Save(ref m, cell);
            }
        }

        ChunkList kept = _gc.Legacy.Take();
        _gc.Target.Append(_heap, ref kept);
    }

    /// <summary>Gives the chunks of a list back that holds tombstones only.</summary>
    private void Discard(Collection.OldGeneration list)
    {
        ChunkList chunks = list.Take();
        chunks.ReturnChunks(_heap.Vectors);
    }

    public void Freeze<TMemory>(ref TMemory m)
        where TMemory : struct, IObjectMemory
    {
        ChunkList young = m.TakeYoung();
        _gc.Permanent.Append(_heap, ref young);
        for (int g = 0; g < _gc.Old.Length; g++)
        {
            ChunkList list = _gc.Old[g].Take();
            _gc.Permanent.Append(_heap, ref list);
        }

        Array.Clear(_gc.Counts);
    }

    public void Unfreeze()
    {
        ChunkList frozen = _gc.Permanent.Take();
        _gc.Old[1].Append(_heap, ref frozen);
    }
}
