using System.Runtime.CompilerServices;
using GcActors.Core.Memory;
using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>
/// The first write to a slot logs that slot only (Levanoni and Petrank's form, with LXR's bits beside the heap): of an object that the last stop has seen, the
/// slots written since are marked, four in a word a granule, and the log names granules with marks.
/// <code>
/// old = slot      marked(slot)? nothing more      win the mark by a compare-and-swap: note old; the granule's first mark: note the granule
///                                                 lose it: nothing more
/// </code>
/// Nobody waits. Whoever writes a slot has seen its mark before, or made it; so who reads a written value, and then looks at the word, sees the mark, and loses.
/// The winner has read the value of the last stop. In the paper two may log the same slot and the collector keeps one entry; here one does.
/// </summary>
/// <remarks>In the header <i>unlogged</i> stays set from an object's first stop on: what is clear is new, and looked through whole.</remarks>
public readonly unsafe struct SingleSlot : ILogUnit
{
    private const int SlotsPerGranule = PoolGeometry.GranuleBytes / sizeof(uint);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void BeforeStore<TMemory>(ref FirstWrites writes, ObjectHeader* o, ref uint slot)
        where TMemory : struct, IMemoryAccess
    {
        uint old = TMemory.Read(ref slot);
        uint* address = (uint*)Unsafe.AsPointer(ref slot);
        if ((TMemory.Read(ref writes.MarksOf(address)) & writes.MarkOf(address)) == 0)
        {
            Log<TMemory>(ref writes, o, address, old);
        }
    }

    public static string? FaultOf(in CountSpace space, ObjectHeader* o)
    {
        uint first = (uint)(((byte*)(o + 1) - space.HeapBase) >> PoolGeometry.GranuleShift);
        uint granules = (space.Shapes[o->Shape].Fields + SlotsPerGranule - 1) / SlotsPerGranule;
        return new ReadOnlySpan<uint>(space.Links + first, (int)granules).ContainsAnyExcept(0u) ? "has a slot marked as written, but all logs are empty" : null;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Log<TMemory>(ref FirstWrites writes, ObjectHeader* o, uint* slot, uint old)
        where TMemory : struct, IMemoryAccess
    {
        writes.EnterSlowPath(o);
        ref int marks = ref writes.MarksOf(slot);
        int mark = writes.MarkOf(slot);
        int before = TMemory.Read(ref marks);
        while ((before & mark) == 0)
        {
            int seen = TMemory.CompareExchange(ref marks, before | mark, before);
            if (seen == before)
            {
                Note(ref writes, slot, old, isFirstOfGranule: before == 0);
                return;
            }

            before = seen;
        }
    }

    private static void Note(ref FirstWrites writes, uint* slot, uint old, bool isFirstOfGranule)
    {
        writes.NoteOld(old);
        if (isFirstOfGranule)
        {
            writes.NoteWritten(slot);
        }
    }
}
