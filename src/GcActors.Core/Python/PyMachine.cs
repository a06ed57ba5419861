using System.Numerics;
using System.Runtime.CompilerServices;
using GcActors.Core.Memory;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;

namespace GcActors.Core.Python;

/// <summary>
/// CPython's object model on one mutator's heap: makes and links objects, lets them die, runs the bodies of functions, finalizers and callbacks, and leads
/// collections. Everything that can be interrupted stands on an explicit stack of frames, so the machine can stop inside an allocation in a finalizer in a
/// death in a collection, let the world be stopped, and go on.
/// </summary>
/// <remarks>Every reference that it holds between two steps lies in a root table, in an object (a dying one, too), or is told by <see cref="AddHeld"/>.</remarks>
internal sealed unsafe partial class PyMachine : IDisposable
{
    private const int MostFrames = 1 << 22;
    private const int MostValues = 1 << 20;
    private const int LeastValues = 1 << 8;
    private const int MostAtoms = 1 << 20;
    private const int MostGarbage = 1 << 20;

    private readonly LazyTable<Frame> _frames = new(MostFrames);
    private readonly Heap _heap;
    private readonly PyLayout _layout;
    private readonly PyClassTable _classes;
    private readonly GcState _gc;
    private readonly RootTable _valueTable;
    private readonly RootTable _atomTable;
    private readonly RootTable _garbageTable;
    private readonly uint* _values;
    private readonly uint* _globals;
    private readonly uint* _atoms;
    private readonly uint* _garbage;
    private int _valueRoom;
    private int _depth;
    private int _top;
    private int _atomCount;
    private int _garbageCount;
    private bool _suspended;

    public PyMachine(Heap heap, GcState gc, PyClassTable classes, int globals)
    {
        _heap = heap;
        _gc = gc;
        _classes = classes;
        _layout = new PyLayout(heap, gc.Version);
        _deferred = new LazyTable<uint>(heap.Space.Granules);
        classes.Layout = _layout;
        _globals = heap.AddRoots("globals", Math.Max(1, globals)).Slots;
        _valueTable = Growing("stack", MostValues);
        _atomTable = Growing("constants", MostAtoms);
        _garbageTable = Growing("gc.garbage", MostGarbage);
        _values = _valueTable.Slots;
        _atoms = _atomTable.Slots;
        _garbage = _garbageTable.Slots;
        heap.Unfinished = this;
        _remaining = gc.Version.RecursionAllowance;
        _countsDown = _remaining > 0;
        _longestKeptTuple = gc.Version.LongestKeptTuple;
    }

    public PyLayout Layout => _layout;

    public PyClassTable Classes => _classes;

    public GcState Gc => _gc;

    public Heap Heap => _heap;

    /// <summary>Whether nothing is left to do.</summary>
    public bool IsIdle => _depth == 0;

    public void Dispose()
    {
        _frames.Dispose();
        _deferred.Dispose();
        _ints.Dispose();
    }

    /// <summary>Works until the stack is empty (or at a boundary of a C# caller), an allocation must wait, or so many turns are done.</summary>
    public StepOutcome Drive<TMemory>(ref TMemory m, int turns)
        where TMemory : struct, IObjectMemory
    {
        _suspended = false;
        while (_depth > 0)
        {
            ref Frame f = ref _frames.Entries[_depth - 1];
            switch (f.Kind)
            {
                case FrameKind.Code:
                    RunCode(ref m, ref f, ref turns);
                    break;
                case FrameKind.Dealloc:
                    StepDealloc(ref m, ref f);
                    break;
                case FrameKind.ReleaseItems:
                    StepReleaseItems(ref m, ref f);
                    break;
                case FrameKind.ClearFields:
                    StepClearFields(ref m, ref f);
                    break;
                case FrameKind.DropWeakRefs:
                    StepDropWeakRefs(ref m, ref f);
                    break;
                case FrameKind.DrainTrash:
                    StepDrainTrash(ref m);
                    break;
                case FrameKind.Collect:
                    StepCollect(ref m, ref f);
                    break;
                case FrameKind.AfterCall:
                    StepAfterCall(ref m, ref f);
                    break;
                case FrameKind.Boundary:
                    return StepOutcome.Stepped;
            }

            if (_suspended)
            {
                return StepOutcome.Suspended;
            }

            if (--turns <= 0)
            {
                return StepOutcome.Partial;
            }
        }

        return StepOutcome.Done;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref Frame Push(FrameKind kind)
    {
        if (_depth == MostFrames)
        {
            throw new PythonException("nested too deeply: more than 4,194,304 operations wait for each other");
        }

        ref Frame f = ref _frames.Entries[_depth++];
        f = default;
        f.Kind = kind;
        return ref f;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Pop() => _depth--;

    /// <summary>Puts a held reference on the stack of temporaries.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void PushValue(uint cell)
    {
        if (_top == _valueRoom)
        {
            MakeRoomForValues(_top + 1);
        }

        _values[_top++] = cell;
    }

    /// <summary>The stack's table counts as used up to a power of two.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void MakeRoomForValues(int atLeast)
    {
        if (atLeast > MostValues)
        {
            throw new PythonException("more than 1,048,576 temporaries: too many items in a display, or calls nested too deeply");
        }

        _valueRoom = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(atLeast, LeastValues));
        _valueTable.Used = _valueRoom;
    }

    private RootTable Growing(string owner, long most)
    {
        RootTable table = _heap.AddRoots(owner, most);
        table.Used = 0;
        return table;
    }

    /// <summary>Takes a held reference off the stack of temporaries.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint PopValue()
    {
        uint cell = _values[--_top];
        _values[_top] = 0;
        return cell;
    }
}
