using System.Runtime.CompilerServices;
using GcActors.Core.Counting;
using GcActors.Core.Objects;

namespace GcActors.Core.Probes;

/// <summary>One way to change a count, as a struct in a type parameter of the loop.</summary>
internal unsafe interface ITouch
{
    void Increment(ObjectHeader* o);

    void Decrement(ObjectHeader* o);
}

/// <summary>By a strategy's own code.</summary>
internal unsafe struct ByCounter<TCounter>(TCounter counter) : ITouch
    where TCounter : struct, IRefCounter<TCounter>
{
    private TCounter _counter = counter;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Increment(ObjectHeader* o) => _counter.Copy<DirectMemory>(o);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Decrement(ObjectHeader* o) => _counter.Drop<DirectMemory>(o);
}

/// <summary>By a loop of compare-and-swap: what an atomic addition costs where there is no instruction for it, or where the count must be looked at first.</summary>
internal readonly unsafe struct ByCompareAndSwap : ITouch
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Increment(ObjectHeader* o) => Add(o, 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Decrement(ObjectHeader* o) => Add(o, -1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ObjectHeader* o, int change)
    {
        ref int count = ref PlainCount.WordOf(o);
        int old = Volatile.Read(ref count);
        for (int seen; (seen = Interlocked.CompareExchange(ref count, old + change, old)) != old; old = seen)
        {
        }
    }
}

/// <summary>The same behind a call.</summary>
internal unsafe struct ByCall<TTouch>(TTouch touch) : ITouch
    where TTouch : struct, ITouch
{
    private TTouch _touch = touch;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Increment(ObjectHeader* o) => _touch.Increment(o);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Decrement(ObjectHeader* o) => _touch.Decrement(o);
}
