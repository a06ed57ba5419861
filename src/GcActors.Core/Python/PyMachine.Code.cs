using System.Runtime.CompilerServices;
using GcActors.Core.Mutators;

namespace GcActors.Core.Python;

/// <summary>The instructions of bodies. Each answers whether it is complete; one that is not is run again, and remembers in its frame how far it was.</summary>
internal sealed unsafe partial class PyMachine
{
    private readonly uint[] _attributeNames = new uint[PyLayout.Attributes];
    private IPyHost? _host;
    private ulong _random;

    /// <summary>Statements completed.</summary>
    public long Statements { get; private set; }

    /// <summary>Statements after which a program is stopped.</summary>
    public long StatementLimit { get; set; } = long.MaxValue;

    /// <summary>Line of the instruction that runs, or 0.</summary>
    public int CurrentLine
    {
        get
        {
            for (int i = _depth - 1; i >= 0; i--)
            {
                ref Frame f = ref _frames.Entries[i];
                if (f.Kind == FrameKind.Code)
                {
                    Instruction[] code = _functions[f.A].Body!.Code;
                    return code[Math.Min(f.B, code.Length - 1)].Line;
                }
            }

            return 0;
        }
    }

    /// <summary>Runs a body until something else is on the stack, memory is needed, or the turns are over.</summary>
    private void RunCode<TMemory>(ref TMemory m, ref Frame f, ref int turns)
        where TMemory : struct, IObjectMemory
    {
        PyBody body = _functions[f.A].Body!;
        Instruction[] code = body.Code;
        int depth = _depth;
        int left = turns;
        do
        {
            int at = f.B;
            ref readonly Instruction i = ref code[at];
            bool isDone = true;
            switch (i.Op)
            {
                // What loops are made of stands here: Execute is large, and entering it costs as much as they do.
                case Op.BindNew:
                    f.B = at + (TryBindNew(ref m, f, i.A) ? BoundNew : 1);
                    break;
                case Op.RepeatNext:
                    RepeatNext(ref f, i);
                    break;
                case Op.End:
                    EndStatement(i.A);
                    break;
                case Op.LetList:
                    isDone = MakeList(ref m, ref f, i.A);
                    f.B = isDone ? at + (TryBindNew(ref m, f, i.B) ? BoundNew : 1) : at;
                    break;
                case Op.PushVariable:
                    PushVariable(ref m, f, i.A);
                    break;
                case Op.Append:
                    isDone = Append(ref m, ref f, _program.Places[i.A]);
                    break;
                case Op.Return:
                    Return(ref m, ref f, body);
                    return;
                default:
                    isDone = Execute(ref m, ref f, i);
                    break;
            }

            if (!isDone)
            {
                break;
            }

            f.State = 0;
            f.B = f.B == at ? at + 1 : f.B;
        }
        while (_depth == depth && !_suspended && --left > 0);
        turns = left;
    }

    /// <summary>Runs one instruction. False: it goes on later.</summary>
    private bool Execute<TMemory>(ref TMemory m, ref Frame f, in Instruction i)
        where TMemory : struct, IObjectMemory
    {
        switch (i.Op)
        {
            case Op.PushNull:
                PushValue(0);
                return true;
            case Op.PushVariable:
                PushVariable(ref m, f, i.A);
                return true;
            case Op.PushPlace:
                PushHeld(ref m, Load(f, _program.Places[i.A]));
                return true;
            case Op.PushAtom:
                PushHeld(ref m, _constants[i.A]);
                return true;
            case Op.PushInt:
                return PushInt(ref m, Evaluate(f, i.A));
            case Op.MakeList:
                return MakeList(ref m, ref f, i.A);
            case Op.MakeTuple:
                return MakeTuple(ref m, ref f, i.A);
            case Op.MakeDict:
                return MakeDict(ref m, ref f, i.A);
            case Op.MakeInstance:
                return MakeInstance(ref m, ref f, i);
            case Op.MakeLeaf:
                return NewLeaf(ref m, out uint leaf) && SetTemporary(f, leaf);
            case Op.MakeWeakRef:
                return MakeWeakRef(ref m, ref f, i);
            case Op.MakeMethod:
                return MakeMethod(ref m, ref f, i);
            case Op.Deref:
                return Deref(ref m, ref f, i.A);
            case Op.SafePoint:
                SafePoint();
                return true;
            case Op.BindTemporary:
                return BindTemporary(ref m, ref f, i.A);
            case Op.DropTemporary:
                uint temporary = Variable(f, 0);
                Variable(f, 0) = 0;
                Release(ref m, temporary);
                return true;
            case Op.BindTop:
                return BindTop(ref m, ref f, i.A);
            case Op.DeleteVariable:
                return DeleteVariable(ref m, ref f, i.A);
            case Op.Append:
                return Append(ref m, ref f, _program.Places[i.A]);
            case Op.PopItem:
                return PopItem(ref m, ref f, _program.Places[i.A]);
            case Op.ClearAt:
                return ClearAt(ref m, ref f, _program.Places[i.A]);
            case Op.SetPlace:
                return SetPlace(ref m, ref f, _program.Places[i.A]);
            case Op.Unset:
                return Unset(ref m, ref f, _program.Places[i.A]);
            case Op.Call:
                return CallFunction(ref m, i.A, i.B);
            case Op.RepeatStart:
                RepeatStart(ref f, i);
                return true;
            case Op.JumpUnless:
                f.B = Holds(f, _program.Comparisons[i.A]) ? f.B + 1 : i.B;
                return true;
            case Op.Jump:
                f.B = i.A;
                return true;
            case Op.SetInt:
                IntVariable(f, i.A) = Evaluate(f, i.B);
                return true;
            case Op.End:
                EndStatement(i.A);
                return true;
            default:
                return ExecuteRare(ref m, ref f, i);
        }
    }

    private void EndStatement(int safePoint)
    {
        CountStatement();

        if (_gc.IsWanted && safePoint == AtSafePoint)
        {
            SafePoint();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void CountStatement()
    {
        if (++Statements > StatementLimit)
        {
            StopAtLimit();
        }
    }

    private void StopAtLimit() => throw new PythonException($"stopped after {StatementLimit} statements, the step limit");

    private bool ExecuteRare<TMemory>(ref TMemory m, ref Frame f, in Instruction i)
        where TMemory : struct, IObjectMemory
    {
        switch (i.Op)
        {
            case Op.Collect:
                return ExecuteCollect(ref f, i);
            case Op.Enable:
                _gc.IsEnabled = true;
                return true;
            case Op.Disable:
                _gc.IsEnabled = false;
                return true;
            case Op.Threshold:
                SetThreshold(f, 0, i.A);
                SetThreshold(f, 1, i.B);
                SetThreshold(f, 2, i.C);
                return true;
            case Op.Freeze:
                Freeze(ref m);
                _host!.Frozen(ref m, this);
                return true;
            case Op.Unfreeze:
                Unfreeze();
                _host!.Unfrozen();
                return true;
            case Op.Debug:
                _gc.DebugFlags = i.A;
                return true;
            case Op.GarbageClear:
                return ClearGarbage(ref m);
            case Op.Immortal:
                MakeImmortal(ref m, Load(f, _program.Places[i.A]));
                return true;
            case Op.Seed:
                _random = (ulong)Evaluate(f, i.A);
                return true;
            case Op.Random:
                NextRandom(ref f, i);
                return true;
            case Op.Host:
                _host!.Do(ref m, this, i.A);
                return true;
            default:
                throw new InvalidOperationException($"instruction {i.Op} has no meaning");
        }
    }

    private string NameOf(in Frame f, int variable) => variable < 0 ? _program.GlobalNames[~variable] : $"a local of {_functions[f.A].Body!.Name}";

    private void PushVariable<TMemory>(ref TMemory m, in Frame f, int variable)
        where TMemory : struct, IObjectMemory
    {
        uint held = Variable(f, variable);
        if (held == 0)
        {
            throw new PythonException($"{NameOf(f, variable)} has no value here");
        }

        PushHeld(ref m, held);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void PushHeld<TMemory>(ref TMemory m, uint cell)
        where TMemory : struct, IObjectMemory
    {
        m.Increment(cell);
        PushValue(cell);
    }

    private bool PushInt<TMemory>(ref TMemory m, long value)
        where TMemory : struct, IObjectMemory
    {
        if (!NewInt(ref m, value, out uint atom))
        {
            return false;
        }

        PushValue(atom);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool SetTemporary(in Frame f, uint cell)
    {
        Variable(f, 0) = cell;
        return true;
    }

    private void RepeatStart(ref Frame f, in Instruction i)
    {
        long* hidden = _ints.Entries + f.Ints + i.B;
        hidden[0] = -1;
        hidden[1] = Evaluate(f, i.A);
        if (hidden[1] <= 0)
        {
            f.B = i.C;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void RepeatNext(ref Frame f, in Instruction i)
    {
        long* hidden = _ints.Entries + f.Ints + i.B;
        CountStatement();
        if (++hidden[0] >= hidden[1])
        {
            return;
        }

        f.B = i.C;
        if (i.A != NoVariable)
        {
            IntVariable(f, i.A) = hidden[0];
        }
    }

    /// <summary>Operand A of <see cref="Op.RepeatNext"/> where nobody sees the count.</summary>
    public const int NoVariable = int.MaxValue;

    /// <summary>Operand of <see cref="Op.End"/>.</summary>
    public const int AtSafePoint = 0;

    /// <summary>Operand of <see cref="Op.End"/>.</summary>
    public const int NotAtSafePoint = 1;

    private bool ExecuteCollect(ref Frame f, in Instruction i)
    {
        if (f.State == 0)
        {
            long generation = i.A < 0 ? 2 : Evaluate(f, i.A);
            if (generation is < 0 or > 2)
            {
                throw new PythonException($"collect {generation}: there is no such generation, right are 0 to 2");
            }

            if (Collect((int)generation))
            {
                f.State = 1;
                return false;
            }
        }

        if (i.B >= 0)
        {
            _host!.Collected(i.B, LastCollected);
        }

        return true;
    }

    private void SetThreshold(in Frame f, int generation, int expression)
    {
        if (expression >= 0)
        {
            _gc.Thresholds[generation] = (int)Math.Clamp(Evaluate(f, expression), int.MinValue, int.MaxValue);
        }
    }

    private void MakeImmortal<TMemory>(ref TMemory m, uint cell)
        where TMemory : struct, IObjectMemory
    {
        if (!_gc.Version.HasImmortals)
        {
            throw new PythonException($"CPython {_gc.Version.Name} has no immortal objects: they came with 3.12");
        }

        m.MakeImmortal(cell);
        _gc.HasImmortals = true;
    }

    private void NextRandom(ref Frame f, in Instruction i)
    {
        _random = unchecked(_random * 6364136223846793005 + 1442695040888963407);
        long bound = Evaluate(f, i.B);
        IntVariable(f, i.A) = Apply('%', (long)(_random >> 33), bound);
    }

    /// <summary><c>gc.garbage.clear()</c>: last to first.</summary>
    private bool ClearGarbage<TMemory>(ref TMemory m)
        where TMemory : struct, IObjectMemory
    {
        while (_garbageCount > 0)
        {
            uint cell = _garbage[--_garbageCount];
            _garbage[_garbageCount] = 0;
            if (Release(ref m, cell))
            {
                return false;
            }
        }

        return true;
    }
}
