using GcActors.Core.Memory;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;

namespace GcActors.Core.Python;

/// <summary>Calls of bodies, and their ends (scenario-language.md 5.4, 5.5).</summary>
internal sealed unsafe partial class PyMachine
{
    /// <summary>What a call from C code takes from the recursion allowance (cpython-memory.md 4.5).</summary>
    private const int CallCost = 2;

    private const int MostInts = 1 << 20;
    private const long NoValue = long.MinValue;
    private readonly LazyTable<long> _ints = new(MostInts);
    private readonly List<PyFunction> _functions = [];
    private long[] _globalInts = [];
    private int _intTop;

    /// <summary>Calls a finalizer or callback: self and the weak reference become its locals.</summary>
    private void Call<TMemory>(ref TMemory m, int function, uint self, uint weakRef, int cost)
        where TMemory : struct, IObjectMemory
    {
        PyFunction called = _functions[function];
        if (called.Body is not { } body)
        {
            called.Native!(self, weakRef);
            return;
        }

        int locals = _top;
        PushValue(0);
        PushArgument(ref m, self);
        PushArgument(ref m, weakRef);
        Enter(function, body, locals, cost);
    }

    private void PushArgument<TMemory>(ref TMemory m, uint cell)
        where TMemory : struct, IObjectMemory
    {
        if (cell != 0)
        {
            m.Increment(cell);
        }

        PushValue(cell);
    }

    private void CallCallback<TMemory>(ref TMemory m, uint callback, uint weakRef)
        where TMemory : struct, IObjectMemory
    {
        if (callback == 0)
        {
            return;
        }

        uint function = callback;
        uint self = 0;
        if (_layout.KindOf(callback) == ObjectKind.BoundMethod)
        {
            function = _layout.Fields(callback)[0];
            self = _layout.Fields(callback)[1];
        }

        Call(ref m, _layout.AtomOf(function)->Number, self, weakRef, CallCost);
    }

    /// <summary>Puts a body on the stack whose temporary and parameters lie at <paramref name="locals"/>. Its entry is a safe point.</summary>
    private void Enter(int function, PyBody body, int locals, int cost)
    {
        int room = locals + body.Locals;
        if (room > _valueRoom && room <= MostValues)
        {
            MakeRoomForValues(room);
        }

        if (room > MostValues || _intTop + body.Ints > MostInts)
        {
            throw new PythonException($"calls nested too deeply, in {body.Name}");
        }

        ref Frame f = ref Push(FrameKind.Code);
        f.A = function;
        f.Locals = locals;
        f.Ints = _intTop;
        f.Cost = cost;
        _top = Math.Max(_top, room);
        new Span<long>(_ints.Entries + _intTop, body.Ints).Fill(NoValue);
        _intTop += body.Ints;
        _remaining -= cost;
        SafePoint();
    }

    /// <summary>The body is over: parameters go first, then the other locals.</summary>
    private bool Return<TMemory>(ref TMemory m, ref Frame f, PyBody body)
        where TMemory : struct, IObjectMemory
    {
        while (f.X < body.Locals)
        {
            uint* local = _values + f.Locals + f.X++;
            uint held = *local;
            *local = 0;
            if (held != 0 && Release(ref m, held))
            {
                return false;
            }
        }

        _top = f.Locals;
        _intTop = f.Ints;
        _remaining += f.Cost;
        Pop();
        return false;
    }

    /// <summary>Gives up what the caller held, the last first.</summary>
    private void StepAfterCall<TMemory>(ref TMemory m, ref Frame f)
        where TMemory : struct, IObjectMemory
    {
        while (f.A > 0)
        {
            f.A--;
            uint held = PopValue();
            if (held != 0 && Release(ref m, held))
            {
                return;
            }
        }

        Pop();
    }

    private void ReleaseTop(int count) => Push(FrameKind.AfterCall).A = count;

    /// <summary>The call of a function by a statement; its arguments lie on the stack, above room for the callee's temporary.</summary>
    private bool CallFunction<TMemory>(ref TMemory m, int function, int arguments)
        where TMemory : struct, IObjectMemory
    {
        PyBody body = _functions[function].Body!;
        int locals = _top - arguments - 1;
        if (_gc.Version.CallKeepsTemporaries)
        {
            ReleaseTop(arguments + 1);
            locals = _top;
            PushValue(0);
            for (int i = 0; i < arguments; i++)
            {
                PushArgument(ref m, _values[locals - arguments + i]);
            }
        }

        Enter(function, body, locals, cost: 0);
        return true;
    }
}
