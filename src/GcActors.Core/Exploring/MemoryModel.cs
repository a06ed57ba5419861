namespace GcActors.Core.Exploring;

/// <summary>What the explored machine may do with loads and stores.</summary>
public enum MemoryModel
{
    /// <summary>Sequential consistency: every access happens at once.</summary>
    Sc,

    /// <summary>x86's total store order: a thread's stores wait in a buffer, first in first out, that the thread itself sees through;
    /// read-modify-writes drain it.</summary>
    Tso,

    /// <summary>
    /// An ARM-like machine (counting-strategies.md 2). Stores leave the buffer in any order, except that a releasing one waits for those before it,
    /// and stores to one word stay in order. A load may have been done early: it may answer any value that the word has had since the thread's last
    /// acquire, but none older than one that it has answered already; and a load through a reference just read was not done before that read.
    /// </summary>
    /// <remarks>
    /// What it leaves out, and so leaves unproven: a store never passes an earlier load, which ARM allows; a read-modify-write without release or
    /// without acquire is still one step. Stores become visible to all other threads at once, as ARMv8 promises.
    /// </remarks>
    Arm,
}
