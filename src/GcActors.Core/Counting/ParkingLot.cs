using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>How long those wait who wait for a lock.</summary>
internal interface IPatience
{
    /// <summary>Looks at a lock that is held before a mutator parks.</summary>
    static abstract int Spins { get; }

    /// <summary>Now, in units of its own.</summary>
    static abstract int Now { get; }

    /// <summary>Whether one who parked then has waited so long that it gets the lock before any other.</summary>
    static abstract bool IsOver(int since);
}

/// <summary>Hand-over after 1 ms, as CPython's one-byte lock has it (3.14, <c>Python/lock.c</c>, TIME_TO_BE_FAIR_NS).</summary>
internal readonly struct OneMillisecond : IPatience
{
    public static int Spins => 40;

    public static int Now => Environment.TickCount;

    public static bool IsOver(int since) => Environment.TickCount - since >= 1;
}

/// <summary>
/// Where mutators wait for locks of which only two bits exist, locked and parked (after WebKit's <c>ParkingLot</c> and CPython's <c>Python/parking_lot.c</c>): lists
/// of waiting mutators, by a hash of the lock.
/// <code>
/// enter: look a few times; free: set locked. else:
///        lock the list; is it free now: unlock the list, again; set parked; append me; unlock the list
///        wait for my word; handed to me: done, else again
/// exit:  nobody parked: clear locked. else:
///        lock the list; take the first that waits for this lock out
///        it has waited too long: it is handed the lock, which stays locked; else clear locked. last of them: clear parked
///        unlock the list; write its word
/// </code>
/// The parked bit changes under the list's lock only.
/// </summary>
/// <remarks>Shared words: 0 is the root slots' lock (<see cref="HeaderLocks{TPatience}"/>); list b has its lock at 2 + 2b and its first mutator (+ 1) behind
/// it. Words of a mutator: called, next mutator (+ 1) of the list, key of the lock, when it parked, whether the lock is its own already. A mutator
/// waits for its word as <see cref="IMemoryAccess.Await"/> does, not in the kernel.</remarks>
/// <typeparam name="TPatience">When a lock is handed over.</typeparam>
internal readonly unsafe struct ParkingLot<TPatience>(CountSpace space, int mutator)
    where TPatience : struct, IPatience
{
    private const int Called = 0;
    private const int Next = 1;
    private const int Key = 2;
    private const int Since = 3;
    private const int Handed = 4;

    /// <summary>A lock that was not free.</summary>
    /// <returns>The word as it was before it was locked, as far as known.</returns>
    public int Enter<TMemory>(ref int word, int locked, int key, ref LockWaits waits)
        where TMemory : struct, IMemoryAccess
    {
        long begun = waits.Begin();
        int spins = TPatience.Spins;
        while (true)
        {
            int seen = TMemory.Read(ref word);
            if ((seen & locked) == 0)
            {
                if (TMemory.CompareExchange(ref word, seen | locked, seen) == seen)
                {
                    waits.End(begun);
                    return seen;
                }
            }
            else if (spins > 0)
            {
                spins--;
                waits.Spins++;
                Thread.SpinWait(1);
            }
            else if (Park<TMemory>(ref word, locked, key, ref waits))
            {
                waits.End(begun);
                return TMemory.Read(ref word) & ~locked;
            }
        }
    }

    /// <summary>A lock for which somebody may wait.</summary>
    public void Exit<TMemory>(ref int word, int locked, int key, ref LockWaits waits)
        where TMemory : struct, IMemoryAccess
    {
        int parked = locked << 1;
        int seen = TMemory.Read(ref word);
        while ((seen & parked) == 0)
        {
            int found = TMemory.CompareExchange(ref word, seen & ~locked, seen);
            if (found == seen)
            {
                return;
            }

            seen = found;
        }

        CallFirst<TMemory>(ref word, locked, key, ref waits);
    }

    /// <returns>Whether the lock was handed to this mutator.</returns>
    private bool Park<TMemory>(ref int word, int locked, int key, ref LockWaits waits)
        where TMemory : struct, IMemoryAccess
    {
        int parked = locked << 1;
        WordLock list = ListLock(key);
        LockWaits inner = default;
        list.Enter<TMemory>(ref inner);
        int seen = TMemory.Read(ref word);
        if ((seen & locked) == 0 || ((seen & parked) == 0 && TMemory.CompareExchange(ref word, seen | parked, seen) != seen))
        {
            list.Exit<TMemory>();
            return false;
        }

        Append<TMemory>(key);
        list.Exit<TMemory>();
        waits.Parks++;
        TMemory.Await(ref Own(mutator, Called), 1);
        TMemory.Write(ref Own(mutator, Called), 0);
        return TMemory.Read(ref Own(mutator, Handed)) != 0;
    }

    private void Append<TMemory>(int key)
        where TMemory : struct, IMemoryAccess
    {
        TMemory.Write(ref Own(mutator, Key), key);
        TMemory.Write(ref Own(mutator, Since), TPatience.Now);
        TMemory.Write(ref Own(mutator, Next), 0);
        ref int link = ref First(key);
        while (TMemory.Read(ref link) is var at and not 0)
        {
            link = ref Own(at - 1, Next);
        }

        TMemory.Write(ref link, mutator + 1);
    }

    private void CallFirst<TMemory>(ref int word, int locked, int key, ref LockWaits waits)
        where TMemory : struct, IMemoryAccess
    {
        WordLock list = ListLock(key);
        LockWaits inner = default;
        list.Enter<TMemory>(ref inner);
        int called = TakeFirst<TMemory>(key, out bool isLast);
        bool hands = TPatience.IsOver(TMemory.Read(ref Own(called, Since)));
        waits.HandOvers += hands ? 1 : 0;
        TMemory.Write(ref Own(called, Handed), hands ? 1 : 0);
        int cleared = (hands ? 0 : locked) | (isLast ? locked << 1 : 0);
        if (cleared != 0)
        {
            // Nobody else changes these bits now; they are set, so that taking them off carries nowhere.
            TMemory.Add(ref word, unchecked(-cleared));
        }

        list.Exit<TMemory>();
        TMemory.Write(ref Own(called, Called), 1);
    }

    /// <summary>Takes the first mutator that waits for a lock out of its list: there is one, or the parked bit were not set.</summary>
    private int TakeFirst<TMemory>(int key, out bool isLast)
        where TMemory : struct, IMemoryAccess
    {
        ref int link = ref First(key);
        int found = TMemory.Read(ref link);
        while (TMemory.Read(ref Own(found - 1, Key)) != key)
        {
            link = ref Own(found - 1, Next);
            found = TMemory.Read(ref link);
        }

        int next = TMemory.Read(ref Own(found - 1, Next));
        TMemory.Write(ref link, next);
        while (next != 0 && TMemory.Read(ref Own(next - 1, Key)) != key)
        {
            next = TMemory.Read(ref Own(next - 1, Next));
        }

        isLast = next == 0;
        return found - 1;
    }

    private WordLock ListLock(int key) => new(space.Shared(ListOf(key)));

    private ref int First(int key) => ref *space.Shared(ListOf(key) + 1);

    private int ListOf(int key)
    {
        int lists = space.SharedCount / 4;
        return 2 + (2 * (int)(((uint)key * 0x9E3779B9) % (uint)lists));
    }

    private ref int Own(int waiter, int word) => ref space.Own(waiter)[word];
}
