namespace GcActors.Core.Python;

/// <summary>What a collection tells its observers (<c>gc.callbacks</c>).</summary>
/// <param name="Phase"><c>start</c> or <c>stop</c>.</param>
/// <param name="Generation">0 to 2.</param>
/// <param name="Collected">Objects found unreachable and cleared; 0 at the start.</param>
/// <param name="Uncollectable">Objects put into <c>gc.garbage</c>; 0 at the start.</param>
public readonly record struct PyGcInfo(string Phase, int Generation, long Collected, long Uncollectable);

/// <summary>Counters of one generation in <c>gc.get_stats()</c>.</summary>
public readonly record struct PyGcStats(long Collections, long Collected, long Uncollectable);

/// <summary>
/// The <c>gc</c> module of a <see cref="PythonInterpreter"/>, function by function (cpython-memory.md 8; CPython's Modules/gcmodule.c). Objects come back as new
/// variables, each of which holds a reference until it is deleted.
/// </summary>
public sealed class PyGc
{
    private readonly PythonInterpreter _python;
    private readonly List<Action<PyGcInfo>> _callbacks = [];

    internal PyGc(PythonInterpreter python) => _python = python;

    private GcState State => _python.Machine.Gc;

    public void Enable() => State.IsEnabled = true;

    public void Disable() => State.IsEnabled = false;

    public bool IsEnabled() => State.IsEnabled;

    /// <summary><c>gc.collect(generation)</c>.</summary>
    /// <param name="generation">0, 1, or 2 = everything.</param>
    /// <returns>Unreachable objects found, uncollectable ones included; 0 if a collection is running.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Another generation.</exception>
    public long Collect(int generation = 2)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)generation, 2u, nameof(generation));
        _python.Machine.Open();
        _python.Machine.Collect(generation);
        _python.Settle();
        _python.Machine.Close();
        return _python.Machine.LastCollected;
    }

    /// <summary>Sets the thresholds that are given; <paramref name="threshold0"/> 0 switches automatic collection off.</summary>
    public void SetThreshold(int threshold0, int? threshold1 = null, int? threshold2 = null)
    {
        State.Thresholds[0] = threshold0;
        State.Thresholds[1] = threshold1 ?? State.Thresholds[1];
        State.Thresholds[2] = threshold2 ?? State.Thresholds[2];
    }

    public (int Threshold0, int Threshold1, int Threshold2) GetThreshold() => (State.Thresholds[0], State.Thresholds[1], State.Thresholds[2]);

    /// <summary>The counters. (CPython's own tuple for the answer can be an allocation; this one is not.)</summary>
    public (int Count0, int Count1, int Count2) GetCount() => (State.Counts[0], State.Counts[1], State.Counts[2]);

    /// <summary>Per generation, since the start.</summary>
    public IReadOnlyList<PyGcStats> GetStats() => [.. State.Stats.Select(s => new PyGcStats(s[0], s[1], s[2]))];

    /// <summary>Tracked objects of one generation, or of all three, in list order; frozen ones are not included.</summary>
    public IReadOnlyList<PyObject> GetObjects(int? generation = null)
    {
        var cells = new List<uint>();
        for (int g = generation ?? 0; g <= (generation ?? 2); g++)
        {
            cells.AddRange(_python.Machine.ObjectsOf(ref _python.Memory, g));
        }

        return Bind(cells);
    }

    /// <summary>Tracked, not frozen objects that refer to one: generation by generation, in list order.</summary>
    public IReadOnlyList<PyObject> GetReferrers(PyObject o) => Bind(_python.Machine.Referrers(ref _python.Memory, _python.CellOf(o)));

    /// <summary>What traversal of an object reports, in its order, duplicates included; an instance's class, which is outside the heap, is left out.</summary>
    public IReadOnlyList<PyObject> GetReferents(PyObject o) => Bind(_python.Machine.Referents(_python.CellOf(o)));

    /// <summary>Whether the collector knows the object.</summary>
    public bool IsTracked(PyObject o) => _python.Machine.Layout.IsTracked(_python.CellOf(o));

    /// <summary>Whether the object's finalizer was called (PEP 442).</summary>
    public bool IsFinalized(PyObject o) => _python.Machine.Layout.IsFinalized(_python.CellOf(o));

    /// <summary>Moves all tracked objects to the permanent generation and zeroes the counters.</summary>
    public void Freeze() => _python.Machine.Freeze(ref _python.Memory);

    /// <summary>Moves the permanent generation to the oldest.</summary>
    public void Unfreeze() => _python.Machine.Unfreeze();

    public long GetFreezeCount() => _python.Machine.FrozenCount;

    /// <summary>DEBUG_* bits, see <see cref="GcDebug"/>.</summary>
    public void SetDebug(int flags) => State.DebugFlags = flags;

    public int GetDebug() => State.DebugFlags;

    /// <summary>What debug flags made the collector print since the last call; addresses as <c>0x*</c>, times as <c>*s</c>.</summary>
    public IReadOnlyList<string> TakeDebugOutput()
    {
        string[] lines = [.. _python.Machine.Stderr];
        _python.Machine.Stderr.Clear();
        return lines;
    }

    /// <summary><c>gc.garbage</c>: uncollectable objects, or all with SAVEALL.</summary>
    public IReadOnlyList<PyObject> GetGarbage() => Bind(_python.Machine.Garbage);

    /// <summary><c>gc.garbage.clear()</c>.</summary>
    public void ClearGarbage() => _python.Run(new Instruction(Op.GarbageClear, 0, 0, 0, 0), []);

    /// <summary>Adds to <c>gc.callbacks</c>.</summary>
    public void AddCallback(Action<PyGcInfo> callback)
    {
        _callbacks.Add(callback);
        Observe();
    }

    /// <summary>Removes from <c>gc.callbacks</c>.</summary>
    public void RemoveCallback(Action<PyGcInfo> callback)
    {
        _callbacks.Remove(callback);
        Observe();
    }

    private void Observe()
    {
        _python.Machine.Observers.Clear();
        foreach (Action<PyGcInfo> callback in _callbacks)
        {
            _python.Machine.Observers.Add((phase, generation, collected, uncollectable) =>
                callback(new PyGcInfo(phase, generation, collected, uncollectable)));
        }
    }

    private List<PyObject> Bind(IEnumerable<uint> cells) => [.. cells.Select(_python.Bind)];
}
