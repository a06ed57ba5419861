using System.Runtime.CompilerServices;
using GcActors.Core.Counting.Twins;
using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>What stands beside a counter and sees what it is asked to do. A struct in a type parameter.</summary>
internal unsafe interface ICountWatcher<TSelf>
    where TSelf : struct, ICountWatcher<TSelf>
{
    /// <summary>Whether the counter's memory is <see cref="DosedMemory"/>. Constant.</summary>
    static abstract bool SlowsMemory { get; }

    static abstract TSelf Create(in CountSpace space, int mutator);

    /// <summary>A piece of work begins: set-up, run, tear-down.</summary>
    void Joined();

    /// <summary>A new object has its count.</summary>
    void Made(ObjectHeader* o);

    /// <summary>Before a count changes. What it returns, the same pointer, is what the counter uses: it may be kept waiting for it.</summary>
    ObjectHeader* Before(ObjectHeader* o);

    void Incremented(ObjectHeader* o);

    void Dropped(ObjectHeader* o, bool dies);

    /// <summary>A slot was read, or written.</summary>
    void Used(ObjectHeader* container, ref uint slot, bool writes);

    void AddTo(IDictionary<string, double> report);
}

/// <summary>A counter and who watches it.</summary>
internal unsafe struct Watched<TInner, TWatcher> : IRefCounter<Watched<TInner, TWatcher>>
    where TInner : struct, IRefCounter<TInner>
    where TWatcher : struct, ICountWatcher<TWatcher>
{
    private TInner _inner;
    private TWatcher _watcher;

    public static CounterTraits Traits => TInner.Traits;

    public static bool HasSpareWord => TInner.HasSpareWord;

    public static Watched<TInner, TWatcher> Create(in CountSpace space, int mutator) =>
        new() { _inner = TInner.Create(space, mutator), _watcher = TWatcher.Create(space, mutator) };

    public readonly long ElidedIncrements => _inner.ElidedIncrements;

    public readonly long ElidedDecrements => _inner.ElidedDecrements;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Alloc(ObjectHeader* o)
    {
        _inner.Alloc(o);
        _watcher.Made(o);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Copy<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess
    {
        if (TWatcher.SlowsMemory)
        {
            _inner.Copy<DosedMemory>(_watcher.Before(o));
        }
        else
        {
            _inner.Copy<TMemory>(_watcher.Before(o));
        }

        _watcher.Incremented(o);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CountChange Drop<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess
    {
        CountChange change = TWatcher.SlowsMemory ? _inner.Drop<DosedMemory>(_watcher.Before(o)) : _inner.Drop<TMemory>(_watcher.Before(o));
        _watcher.Dropped(o, change == CountChange.Dead);
        return change;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Load<TMemory>(byte* heapBase, ObjectHeader* container, ref uint slot)
        where TMemory : struct, IMemoryAccess
    {
        _watcher.Used(container, ref slot, writes: false);
        uint value = TWatcher.SlowsMemory ? _inner.Load<DosedMemory>(heapBase, container, ref slot) : _inner.Load<TMemory>(heapBase, container, ref slot);
        if (value != 0)
        {
            _watcher.Incremented(_watcher.Before(PlainCount.At(heapBase, value)));
        }

        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Store<TMemory>(ObjectHeader* container, ref uint slot, uint value)
        where TMemory : struct, IMemoryAccess
    {
        _watcher.Used(container, ref slot, writes: true);
        return TWatcher.SlowsMemory ? _inner.Store<DosedMemory>(container, ref slot, value) : _inner.Store<TMemory>(container, ref slot, value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CountChange DropField<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess
    {
        CountChange change = TWatcher.SlowsMemory ? _inner.DropField<DosedMemory>(_watcher.Before(o)) : _inner.DropField<TMemory>(_watcher.Before(o));
        _watcher.Dropped(o, change == CountChange.Dead);
        return change;
    }

    public void Join<TMemory>()
        where TMemory : struct, IMemoryAccess
    {
        _inner.Join<TMemory>();
        _watcher.Joined();
    }

    public bool TryLeave<TMemory>()
        where TMemory : struct, IMemoryAccess => _inner.TryLeave<TMemory>();

    public uint TakeQueuedDead<TMemory>()
        where TMemory : struct, IMemoryAccess => _inner.TakeQueuedDead<TMemory>();

    public void AddTo(IDictionary<string, double> report)
    {
        _inner.AddTo(report);
        _watcher.AddTo(report);
    }

    public static int ReadCount(ObjectHeader* o) => TInner.ReadCount(o);

    public static string? FaultOf(in CountSpace space, ObjectHeader* o) => TInner.FaultOf(space, o);

    public static bool IsStuck(ObjectHeader* o) => TInner.IsStuck(o);

    public static bool IsListed(ObjectHeader* o) => TInner.IsListed(o);

    public static CountChange TakeOffList(ObjectHeader* o) => TInner.TakeOffList(o);

    public static void CountHeld(ObjectHeader* o, int references) => TInner.CountHeld(o, references);

    public static bool AwaitsCollection(ObjectHeader* o) => TInner.AwaitsCollection(o);

    public static bool IsPrivate(ObjectHeader* o) => TInner.IsPrivate(o);

    public static bool IsImmortal(ObjectHeader* o) => TInner.IsImmortal(o);

    public static void Pin(ObjectHeader* o, bool immortal) => TInner.Pin(o, immortal);

    public static void Pin(in CountSpace space, int mutator, ObjectHeader* o, bool immortal) => TInner.Pin(space, mutator, o, immortal);

    public static void Unpin(ObjectHeader* o) => TInner.Unpin(o);

    public static void Unpin(in CountSpace space, int mutator, ObjectHeader* o) => TInner.Unpin(space, mutator, o);

    public static CountChange DropStopped(ObjectHeader* o) => TInner.DropStopped(o);

    public static void Rebuild(ObjectHeader* o, int references) => TInner.Rebuild(o, references);
}
