using System.Runtime.CompilerServices;
using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>The first write to an object logs all of it (MMTk's form): one test a store, of the header, which says unlogged, being logged or logged.</summary>
public readonly unsafe struct WholeObject : ILogUnit
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void BeforeStore<TMemory>(ref FirstWrites writes, ObjectHeader* o, ref uint slot)
        where TMemory : struct, IMemoryAccess => Log<TMemory>(ref writes, o);

    public static string? FaultOf(in CountSpace space, ObjectHeader* o) => null;

    /// <summary>Unlogged stays set until all is noted, so that one bit tells others to come here, and to wait.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Log<TMemory>(ref FirstWrites writes, ObjectHeader* o)
        where TMemory : struct, IMemoryAccess
    {
        writes.EnterSlowPath(o);
        ref int state = ref ObjectHeader.StateOf(o);
        int logged = TMemory.Read(ref state) & ~FirstWrites.StateBits;
        int unlogged = logged | ObjectHeader.Unlogged;
        if (TMemory.CompareExchange(ref state, unlogged | ObjectHeader.BeingLogged, unlogged) != unlogged)
        {
            TMemory.Await(ref state, logged);
            return;
        }

        writes.NoteObject(o);
        uint* fields = (uint*)(o + 1);
        uint* end = fields + writes.FieldsOf(o);
        for (; fields < end; fields++)
        {
            writes.NoteOld(TMemory.Read(ref *fields));
        }

        TMemory.Write(ref state, logged);
    }
}
