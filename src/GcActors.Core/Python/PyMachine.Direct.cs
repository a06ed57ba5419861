using GcActors.Core.Mutators;

namespace GcActors.Core.Python;

/// <summary>Single instructions for a C# caller, who waits for their end. They are those of compiled bodies, on a frame of the caller's own.</summary>
internal sealed unsafe partial class PyMachine
{
    /// <summary>Variables of the C# caller.</summary>
    public ref uint Global(int number) => ref _globals[number];

    /// <summary>The program that direct instructions take their operands from.</summary>
    public PyProgram Program => _program;

    /// <summary>Opens a frame for direct instructions, with one local for what they make.</summary>
    public void Open()
    {
        int locals = _top;
        PushValue(0);
        Push(FrameKind.Boundary).Locals = locals;
        _suspended = false;
    }

    /// <summary>Runs an instruction, or goes on with it. False: let <see cref="Drive{TMemory}"/> do what it waits for, then repeat.</summary>
    public bool TryExecute<TMemory>(ref TMemory m, in Instruction instruction)
        where TMemory : struct, IObjectMemory
    {
        ref Frame f = ref _frames.Entries[_depth - 1];
        if (!Execute(ref m, ref f, instruction))
        {
            return false;
        }

        f.State = 0;
        return true;
    }

    /// <summary>Looks whether a collection is wanted, as at the end of a statement.</summary>
    public void LookAtBreaker() => SafePoint();

    /// <summary>Closes the frame; what was made comes back as a held reference, or 0.</summary>
    public uint Close()
    {
        Pop();
        return PopValue();
    }

    /// <summary>The one <c>None</c>.</summary>
    public uint None => _none;

    /// <summary>What operand <paramref name="place"/> leads to, borrowed, for a caller without a frame.</summary>
    public uint LoadDirect(int place) => Load(default(Frame), _program.Places[place]);

    /// <summary>Lets C# code be called where a body would be.</summary>
    public int AddFunction(Action<uint, uint> native)
    {
        _functions.Add(new PyFunction(null, native));
        return _functions.Count - 1;
    }

    /// <summary>Adds a constant to a loaded program.</summary>
    public int AddConstant<TMemory>(ref TMemory m, AtomPart atom)
        where TMemory : struct, IObjectMemory
    {
        _program.Atoms.Add(atom);
        Array.Resize(ref _constants, _program.Atoms.Count);
        return TryMakeConstant(ref m, atom, out _constants[^1])
            ? _constants.Length - 1
            : throw new PythonException("out of memory: the address space of the heap is used up");
    }
}
