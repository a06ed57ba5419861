using System.Runtime.CompilerServices;
using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>
/// The two count words of biased counting (<see cref="Biased{TSlots,TQueue}"/>; <see cref="Biased703Words"/> has other flags), and what a stopped world does with them.
/// <code>
///   0          2          4                                8
///   +----------+----------+--------------------------------+
///   | local:16 | owner:16 | queued, merged : 2, count : 30 |      count is signed
///   +----------+----------+--------------------------------+
///   owner  mutator + 1; 0: nobody (merged), 65,534: deferred (only biased-703), 65,535: immortal
/// </code>
/// </summary>
internal static unsafe class BiasedWords
{
    public const uint MostLocal = ushort.MaxValue;

    /// <summary>What an owner moves to the shared half when his half is full.</summary>
    public const int Spilled = 1 << 15;

    public const uint ImmortalOwner = ushort.MaxValue;

    /// <summary>The bias of every immortal object is at least this, and no other's is.</summary>
    public const uint ImmortalBias = ImmortalOwner << OwnerShift;

    public const uint DeferredOwner = ImmortalOwner - 1;

    /// <summary>From this bias on no reference that a mutator holds is counted: the object is deferred, or immortal.</summary>
    public const uint UncountedBias = DeferredOwner << OwnerShift;

    /// <summary>Owners that have a number.</summary>
    public const int MostMutators = (int)DeferredOwner - 1;

    public const int Merged = 1;

    public const int Queued = 2;

    /// <summary>One reference in the shared half.</summary>
    public const int One = 4;

    /// <summary>Merged, in no queue, no reference: whoever writes this value kills the object, and nobody writes another after it.</summary>
    public const int Dead = Merged;

    private const int OwnerShift = 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref uint BiasOf(ObjectHeader* o) => ref *(uint*)o;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref int SharedOf(ObjectHeader* o) => ref *((int*)o + 1);

    /// <summary>The bias of an owner whose half is 0.</summary>
    public static uint BiasOfOwner(uint owner) => owner << OwnerShift;

    public static uint OwnerOf(uint bias) => bias >> OwnerShift;

    public static int LocalOf(uint bias) => (int)(bias & MostLocal);

    public static int CountOf(int shared) => shared >> 2;

    /// <summary>The owner's increment of a full half.</summary>
    /// <param name="o">The object.</param>
    /// <param name="bias">What its bias was read as.</param>
    /// <param name="mine">The mutator's bias of an empty half.</param>
    /// <param name="tally">Books it.</param>
    /// <returns>False: it is not; the increment is still to be done.</returns>
    public static bool TrySpill<TMemory>(ObjectHeader* o, uint bias, uint mine, ref BiasedTally tally)
        where TMemory : struct, IMemoryAccess
    {
        if (bias - mine != MostLocal)
        {
            return false;
        }

        tally.Spills++;
        TMemory.Add(ref SharedOf(o), Spilled * One);
        TMemory.Write(ref BiasOf(o), bias - Spilled + 1);
        return true;
    }

    /// <summary>Changes the shared half in one step.</summary>
    /// <returns>What it is now.</returns>
    public static int Change<TMemory>(ObjectHeader* o, int set, int clear, int add)
        where TMemory : struct, IMemoryAccess
    {
        int old = TMemory.Read(ref SharedOf(o));
        while (true)
        {
            int now = ((old | set) & ~clear) + add;
            int seen = TMemory.CompareExchange(ref SharedOf(o), now, old);
            if (seen == old)
            {
                return now;
            }

            old = seen;
        }
    }

    public static bool IsImmortal(ObjectHeader* o) => OwnerOf(BiasOf(o)) == ImmortalOwner;

    public static int ReadCount(ObjectHeader* o) => CountArea.References(LocalOf(BiasOf(o)) + CountOf(SharedOf(o)));

    /// <summary>A pin lies in the shared half: the owner's would be full.</summary>
    public static void Pin(ObjectHeader* o, bool immortal)
    {
        if (immortal)
        {
            BiasOf(o) = BiasOfOwner(ImmortalOwner);
        }
        else
        {
            SharedOf(o) += CountArea.PinnedOffset * One;
        }
    }

    /// <param name="o">The object.</param>
    /// <param name="merged">The flags of a merged object.</param>
    public static void Unpin(ObjectHeader* o, int merged = Merged)
    {
        if (IsImmortal(o) || CountArea.IsPinned(CountOf(SharedOf(o))))
        {
            BiasOf(o) = 0;
            SharedOf(o) = One | merged;
        }
    }

    /// <summary>The collector acts for the owner. It frees nothing that lies in a queue: whoever empties the queue judges it.</summary>
    /// <param name="o">The object.</param>
    /// <param name="merged">The flags of a merged object.</param>
    public static CountChange DropStopped(ObjectHeader* o, int merged = Merged)
    {
        ref uint bias = ref BiasOf(o);
        ref int shared = ref SharedOf(o);
        if (IsImmortal(o))
        {
            return CountChange.Alive;
        }

        switch (LocalOf(bias))
        {
            case 0:
                shared -= One;
                break;
            case 1:
                bias = 0;
                shared |= merged;
                break;
            default:
                bias--;
                return CountChange.Alive;
        }

        return shared == merged ? CountChange.Dead : CountChange.Alive;
    }

    /// <summary>All references are the shared half's from now on.</summary>
    /// <param name="o">The object.</param>
    /// <param name="references">How many.</param>
    /// <param name="merged">The flags of a merged object.</param>
    public static void Rebuild(ObjectHeader* o, int references, int merged = Merged)
    {
        if (!IsImmortal(o))
        {
            int pin = CountArea.IsPinned(CountOf(SharedOf(o))) ? CountArea.PinnedOffset : 0;
            BiasOf(o) = 0;
            SharedOf(o) = ((references + pin) * One) | merged;
        }
    }

    /// <summary>The paper's invariants I2 to I5 (its table 2) in a stopped world whose queues are empty; I1 is the count law.</summary>
    public static string? FaultOf(ObjectHeader* o)
    {
        uint bias = BiasOf(o);
        int shared = SharedOf(o);
        uint owner = OwnerOf(bias);
        bool isMerged = (shared & Merged) != 0;
        return owner == ImmortalOwner ? null
            : (shared & Queued) != 0 ? "is marked as queued, but the queues are empty (I5)"
            : CountOf(shared) < 0 ? $"has a shared count of {CountOf(shared)} and is in no queue (I3)"
            : isMerged != (owner == 0) ? $"has owner {owner} and is {(isMerged ? "" : "not ")}merged (I4)"
            : (LocalOf(bias) == 0) != (owner == 0) ? $"has owner {owner} and a local count of {LocalOf(bias)} (I2)"
            : null;
    }
}
