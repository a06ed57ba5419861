using System.Runtime.CompilerServices;
using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>A lock that all mutators of a heap share.</summary>
public interface ICountLock<TSelf>
    where TSelf : struct, ICountLock<TSelf>
{
    static abstract TSelf Create(in CountSpace space);

    /// <summary>The calling thread will use it soon.</summary>
    void Join();

    void Enter<TMemory>(ref LockWaits waits)
        where TMemory : struct, IMemoryAccess;

    void Exit<TMemory>()
        where TMemory : struct, IMemoryAccess;
}

/// <summary>A word: 0 free, 1 locked. Who finds it locked spins, then gives its core away between two looks (<see cref="IMemoryAccess.Await"/>): there is no
/// portable way for a thread to sleep on an unmanaged word.</summary>
public readonly unsafe struct WordLock(int* word) : ICountLock<WordLock>
{
    public static WordLock Create(in CountSpace space) => new(space.Shared(0));

    public void Join()
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Enter<TMemory>(ref LockWaits waits)
        where TMemory : struct, IMemoryAccess
    {
        waits.Acquired++;
        if (!TMemory.TryLock(ref *word))
        {
            EnterSlowly<TMemory>(ref waits);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Exit<TMemory>()
        where TMemory : struct, IMemoryAccess => TMemory.Write(ref *word, 0);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void EnterSlowly<TMemory>(ref LockWaits waits)
        where TMemory : struct, IMemoryAccess
    {
        long begun = waits.Begin();
        do
        {
            waits.Spins++;
            TMemory.Await(ref *word, 0);
        }
        while (!TMemory.TryLock(ref *word));
        waits.End(begun);
    }
}

/// <summary><see cref="Monitor"/>, which spins, then parks in the kernel; how often it does which it does not say.</summary>
public readonly struct MonitorLock : ICountLock<MonitorLock>
{
    private readonly object _gate;

    private MonitorLock(object gate) => _gate = gate;

    public static MonitorLock Create(in CountSpace space) => new(space.Locks!.Monitor);

    public void Join() => RuntimeLocks.RehearseWaiting();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Enter<TMemory>(ref LockWaits waits)
        where TMemory : struct, IMemoryAccess
    {
        waits.Acquired++;
        if (!Monitor.TryEnter(_gate))
        {
            long begun = waits.Begin();
            Monitor.Enter(_gate);
            waits.End(begun);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Exit<TMemory>()
        where TMemory : struct, IMemoryAccess => Monitor.Exit(_gate);
}

/// <summary><see cref="Lock"/> of .NET 9 and later; as <see cref="MonitorLock"/>.</summary>
public readonly struct RuntimeLock : ICountLock<RuntimeLock>
{
    private readonly Lock _gate;

    private RuntimeLock(Lock gate) => _gate = gate;

    public static RuntimeLock Create(in CountSpace space) => new(space.Locks!.Lock);

    public void Join() => RuntimeLocks.RehearseWaiting();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Enter<TMemory>(ref LockWaits waits)
        where TMemory : struct, IMemoryAccess
    {
        waits.Acquired++;
        if (!_gate.TryEnter())
        {
            long begun = waits.Begin();
            _gate.Enter();
            waits.End(begun);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Exit<TMemory>()
        where TMemory : struct, IMemoryAccess => _gate.Exit();
}
