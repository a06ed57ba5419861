using System.Runtime.InteropServices;

namespace GcActors.Core.Python;

/// <summary>What a frame of <see cref="PyMachine"/> is in the middle of.</summary>
internal enum FrameKind : byte
{
    /// <summary>Statements of a body.</summary>
    Code,

    /// <summary>The death of a container or instance.</summary>
    Dealloc,

    /// <summary>Giving up a detached run of references: an emptied list or dict.</summary>
    ReleaseItems,

    /// <summary>Clearing an object's fields one by one (<c>tp_clear</c>).</summary>
    ClearFields,

    /// <summary>Dropping the weak references to a dying object and calling their callbacks.</summary>
    DropWeakRefs,

    /// <summary>Taking deferred deaths from the trashcan.</summary>
    DrainTrash,

    /// <summary>A collection.</summary>
    Collect,

    /// <summary>The end of a call: what the caller held is given up.</summary>
    AfterCall,

    /// <summary>A C# caller waits here: <see cref="PyMachine.Drive{TMemory}"/> returns.</summary>
    Boundary,
}

/// <summary>One level of the machine's explicit stack. Unmanaged, so that a program may nest as deep as CPython's without a thread's stack.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Frame
{
    public FrameKind Kind;

    /// <summary>How far the work at hand is.</summary>
    public byte State;

    /// <summary>Whether the allocation at hand was counted already: its repetition is not.</summary>
    public bool IsAdmitted;

    /// <summary>Whether the collection was started by a threshold.</summary>
    public bool IsAutomatic;

    /// <summary>Code: body and next instruction. Else: index into items, or counts.</summary>
    public int A;

    public int B;

    /// <summary>Objects at hand.</summary>
    public uint X;

    public uint Y;

    /// <summary>Code: first local of objects and of numbers on their stacks.</summary>
    public int Locals;

    public int Ints;

    /// <summary>Code: what the entry took from the recursion allowance.</summary>
    public int Cost;

    /// <summary>Position in a chunk list.</summary>
    public int Chunk;
}
