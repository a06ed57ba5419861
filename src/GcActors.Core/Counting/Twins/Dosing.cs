using System.Runtime.CompilerServices;
using GcActors.Core.Objects;

namespace GcActors.Core.Counting.Twins;

/// <summary>A dose before each counted operation: it begins when the last operation's count is there, and the next operation's address waits for it, so that no other
/// work can hide it, as a processor hides what nobody waits for.</summary>
internal unsafe struct DoseEachOperation : ICountWatcher<DoseEachOperation>
{
    private ulong _zero;
    private ulong _mask;
    private int _multiplications;

    public static bool SlowsMemory => false;

    public static DoseEachOperation Create(in CountSpace space, int mutator) => new() { _mask = Dose.Mask, _multiplications = Dose.Multiplications };

    public readonly void Joined()
    {
    }

    public readonly void Made(ObjectHeader* o)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ObjectHeader* Before(ObjectHeader* o)
    {
        _zero = Dose.Wait(_zero, _multiplications);
        return (ObjectHeader*)((byte*)o + _zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Incremented(ObjectHeader* o) => _zero |= *(uint*)o & _mask;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Dropped(ObjectHeader* o, bool dies) => _zero |= *(uint*)o & _mask;

    public readonly void Used(ObjectHeader* container, ref uint slot, bool writes)
    {
    }

    public readonly void AddTo(IDictionary<string, double> report)
    {
    }
}

/// <summary>A dose in the strategy's own code: before each synchronised instruction, or inside each lock (<see cref="DosedMemory"/>).</summary>
internal readonly unsafe struct DoseInStrategy : ICountWatcher<DoseInStrategy>
{
    public static bool SlowsMemory => true;

    public static DoseInStrategy Create(in CountSpace space, int mutator) => default;

    public void Joined()
    {
    }

    public void Made(ObjectHeader* o)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ObjectHeader* Before(ObjectHeader* o) => o;

    public void Incremented(ObjectHeader* o)
    {
    }

    public void Dropped(ObjectHeader* o, bool dies)
    {
    }

    public void Used(ObjectHeader* container, ref uint slot, bool writes)
    {
    }

    public void AddTo(IDictionary<string, double> report)
    {
    }
}

/// <summary>The machine's memory with a dose before each read-modify-write, or inside each lock. The one begins with a load of the word, which waits for the synchronised
/// instruction before it, and the instruction's address waits for the dose; the other with a load that waits for the lock, and what is touched in the lock waits for
/// the dose. Both loads are there whatever the dose is, and 0 too.</summary>
internal readonly struct DosedMemory : IMemoryAccess
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Read(ref int word) => DirectMemory.Read(ref word);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Read(ref uint word) => DirectMemory.Read(ref word);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(ref int word, int value) => DirectMemory.Write(ref word, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(ref uint word, uint value) => DirectMemory.Write(ref word, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Add(ref int word, int value) => DirectMemory.Add(ref After(ref word), value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Exchange(ref int word, int value) => DirectMemory.Exchange(ref After(ref word), value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Exchange(ref uint word, uint value) => DirectMemory.Exchange(ref Unsafe.As<int, uint>(ref After(ref Unsafe.As<uint, int>(ref word))), value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CompareExchange(ref int word, int value, int expected) => DirectMemory.CompareExchange(ref After(ref word), value, expected);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryLock(ref int word) => DirectMemory.TryLock(ref After(ref word));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Inside() => (nint)Dose.Wait(Dose.LockedZero, Dose.InLocks);

    public static void Await(ref int word, int value) => DirectMemory.Await(ref word, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref int After(ref int word)
    {
        ulong zero = Dose.Wait((uint)Volatile.Read(ref word) & Dose.Mask, Dose.BeforeSynchronised);
        return ref Unsafe.AddByteOffset(ref word, (nint)zero);
    }
}
