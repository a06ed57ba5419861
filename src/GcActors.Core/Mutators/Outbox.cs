using GcActors.Core.Objects;

namespace GcActors.Core.Mutators;

/// <summary>What one mutator with a private heap is about to send: the copy as far as it has come, and what sending has cost so far.</summary>
internal sealed unsafe class Outbox(Heap heap, int mutator, bool movesIfUnique, bool sendsOriginals = false)
{
    private readonly RootTable _root = heap.AddRoots($"outbox of mutator {mutator}", 1);

    /// <summary>Whether a message is moved where nothing else refers into it.</summary>
    public bool MovesIfUnique => movesIfUnique;

    /// <summary>A planted fault: originals are sent, whoever else refers into them.</summary>
    public bool SendsOriginals => sendsOriginals;

    /// <summary>The root of the copy, which keeps all that is made of it: every object is stored into the one that asked for it at once. 0: nothing is
    /// being copied.</summary>
    public ref uint Copy => ref _root.Slots[0];

    /// <summary>The originals that have a copy, in the order in which they were found. A link leads from each to its copy, and another from the copy to the
    /// next original, so that the chain is the table of what was visited and the list of what is to be scanned.</summary>
    public uint First { get; set; }

    public uint Last { get; set; }

    /// <summary>The original whose fields are being copied, and the first field that is not.</summary>
    public uint Scanned { get; set; }

    public uint Field { get; set; }

    /// <summary>Messages.</summary>
    public long Sent { get; set; }

    /// <summary>Those that were not copied.</summary>
    public long Moved { get; set; }

    /// <summary>Objects that were made to be sent.</summary>
    public long CopiedObjects { get; set; }

    /// <summary>Counts that went up for references within copies, beside the one that each object is made with.</summary>
    public long CopiedIncrements { get; set; }

    /// <summary>Bytes of the cells.</summary>
    public long CopiedBytes { get; set; }

    /// <summary>Originals that were still there when the copy was made and its sender's reference was given up.</summary>
    public long DuplicatedObjects { get; set; }

    /// <summary>Objects looked at to find out whether a message can be moved.</summary>
    public long ProofObjects { get; set; }

    public void ResetCounters() =>
        Sent = Moved = CopiedObjects = CopiedIncrements = CopiedBytes = DuplicatedObjects = ProofObjects = 0;

    public void AddTo(IDictionary<string, double> report)
    {
        report["sent_messages"] = Sent;
        report["moved_messages"] = Moved;
        report["copied_objects"] = CopiedObjects;
        report["copied_increments"] = CopiedIncrements;
        report["copied_bytes"] = CopiedBytes;
        report["duplicated_objects"] = DuplicatedObjects;
        report["proof_objects"] = ProofObjects;
    }
}
