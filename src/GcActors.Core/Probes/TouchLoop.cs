using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using GcActors.Core.Catalogs;
using GcActors.Core.Counting;
using GcActors.Core.Objects;
using GcActors.Core.Settings;

namespace GcActors.Core.Probes;

/// <summary>A loop of nothing but counts, on counts at places of one's choice: the price of one operation, alone and contended. No heap lies behind the counts.</summary>
public abstract unsafe class TouchLoop : IDisposable
{
    /// <summary>Two lines of the widest lines that there are: hardware fetches lines in pairs.</summary>
    private const int Alignment = 256;

    private readonly TouchPlan _plan;
    private readonly Func<int, bool> _bind;
    private readonly Heap _heap = new(new HeapSettings(), poison: false);
    private readonly CountMemory _words;
    private readonly byte* _block;

    private TouchLoop(TouchPlan plan, Func<int, bool> bind)
    {
        _plan = plan;
        _bind = bind;
        long bytes = ThreadBytes(plan) * plan.Threads + Alignment;
        _block = (byte*)NativeMemory.AlignedAlloc((nuint)bytes, Alignment);
        NativeMemory.Clear(_block, (nuint)bytes);
        _words = new CountMemory(_heap, plan.Threads + 1, mirror: _block);
    }

    /// <summary>Strategies that count by what lies at the object and in words of their own, and the primitive.</summary>
    public static IReadOnlyList<string> Strategies { get; } =
        ["unsync", "atomic", TouchPlan.CompareAndSwap, "object-lock", "global-lock", "biased", "biased-703"];

    /// <summary>The least distance of two counts of a strategy, in bytes: of those that use the header's other words, a header's.</summary>
    public static int LeastStrideBytes(string strategy) => strategy is "unsync" or "atomic" or TouchPlan.CompareAndSwap ? sizeof(int) : ObjectHeader.Bytes;

    /// <param name="plan">What to do.</param>
    /// <param name="bind">Binds the calling thread, by its number, to a core.</param>
    public static TouchLoop Of(TouchPlan plan, Func<int, bool> bind)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Strategy == TouchPlan.CompareAndSwap
            ? Of(plan, bind, new Primitive())
            : Catalog.Counter(plan.Strategy)!.Accept(new Visitor(plan, bind), new CountingSettings { Strategy = plan.Strategy, Immortal = plan.IsImmortal ? "pinned" : "none" });
    }

    /// <summary>Each thread does its pairs, once.</summary>
    /// <exception cref="InvalidOperationException">A count is not what it was, where no update may get lost.</exception>
    public TouchTiming Run()
    {
        SideBySide.Timing timing = SideBySide.Run(_plan.Threads, _bind, Walk);
        if (!MayLose && Wrong() is { } wrong)
        {
            throw new InvalidOperationException($"the count of object {wrong} is not what it was before the loop");
        }

        return new TouchTiming((long)timing.Ns, timing.CpuNs, timing.WaitNs);
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_block);
        _words.Dispose();
        _heap.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected abstract void Walk(int thread);

    private protected abstract bool IsRight(ObjectHeader* o);

    private bool MayLose => _plan.Strategy == "unsync" && _plan is { IsShared: true, Threads: > 1 };

    private int Owners => _plan.IsShared ? 1 : _plan.Threads;

    /// <summary>With two lines behind the last count: beginning a count writes eight bytes, and loads fetch lines in pairs.</summary>
    private static long ThreadBytes(TouchPlan plan) => (((long)plan.Objects * plan.StrideBytes) + (2 * Alignment) - 1) / Alignment * Alignment;

    /// <summary>Where the count of an object of a thread is.</summary>
    internal ObjectHeader* At(int thread, int index)
    {
        int owner = _plan.IsShared ? 0 : thread;
        return (ObjectHeader*)(_plan.IsInterleaved && !_plan.IsShared
            ? _block + (((long)index * _plan.Threads + owner) * _plan.StrideBytes)
            : _block + (owner * ThreadBytes(_plan)) + ((long)index * _plan.StrideBytes));
    }

    private string? Wrong()
    {
        for (int index = 0; index < _plan.Objects; index++)
        {
            for (int thread = 0; thread < Owners; thread++)
            {
                if (!IsRight(At(thread, index)))
                {
                    return $"{index} of thread {thread}";
                }
            }
        }

        return null;
    }

    private static Typed<TTouch> Of<TTouch>(TouchPlan plan, Func<int, bool> bind, IMaker<TTouch> maker)
        where TTouch : struct, ITouch
    {
        var loop = new Typed<TTouch>(plan, bind, maker);

        // In ascending order: a count area of eight bytes may reach into the next count, which is written after it.
        for (int index = 0; index < plan.Objects; index++)
        {
            for (int thread = 0; thread < loop.Owners; thread++)
            {
                maker.Begin(loop.At(thread, index), loop._words.Space, plan.ByStranger ? plan.Threads : thread);
            }
        }

        return loop;
    }

    private interface IMaker<TTouch>
        where TTouch : struct, ITouch
    {
        TTouch Make(in CountSpace space, int thread);

        void Begin(ObjectHeader* o, in CountSpace space, int maker);

        bool IsRight(ObjectHeader* o);
    }

    private sealed class Primitive : IMaker<ByCompareAndSwap>
    {
        public ByCompareAndSwap Make(in CountSpace space, int thread) => default;

        public void Begin(ObjectHeader* o, in CountSpace space, int maker) => PlainCount.Alloc(o);

        public bool IsRight(ObjectHeader* o) => o->Count == 1;
    }

    private sealed class Counted<TCounter>(bool isImmortal) : IMaker<ByCounter<TCounter>>
        where TCounter : struct, IRefCounter<TCounter>
    {
        public ByCounter<TCounter> Make(in CountSpace space, int thread) => new(TCounter.Create(space, thread));

        public void Begin(ObjectHeader* o, in CountSpace space, int maker)
        {
            TCounter.Create(space, maker).Alloc(o);
            TCounter.Pin(o, isImmortal);
        }

        public bool IsRight(ObjectHeader* o) => TCounter.IsImmortal(o) == isImmortal && (isImmortal || TCounter.ReadCount(o) == 1);
    }

    private sealed class Visitor(TouchPlan plan, Func<int, bool> bind) : ICounterVisitor<TouchLoop>
    {
        public TouchLoop Visit<TCounter>()
            where TCounter : struct, IRefCounter<TCounter> => Of(plan, bind, new Counted<TCounter>(plan.IsImmortal));
    }

    private sealed class Typed<TTouch>(TouchPlan plan, Func<int, bool> bind, IMaker<TTouch> maker) : TouchLoop(plan, bind)
        where TTouch : struct, ITouch
    {
        private protected override void Walk(int thread)
        {
            TTouch touch = maker.Make(_words.Space, thread);
            ObjectHeader* first = At(thread, 0);
            long step = _plan.Objects == 1 ? 0 : (byte*)At(thread, 1) - (byte*)first;
            if (_plan.ThroughCalls)
            {
                Walk(new ByCall<TTouch>(touch), first, step);
            }
            else
            {
                Walk(touch, first, step);
            }
        }

        private protected override bool IsRight(ObjectHeader* o) => maker.IsRight(o);

        private void Walk<TBody>(TBody touch, ObjectHeader* first, long step)
            where TBody : struct, ITouch
        {
            if (step == 0)
            {
                Stay(touch, first, _plan.Pairs);
            }
            else
            {
                Round(touch, (byte*)first, step, _plan.Objects, _plan.Pairs / _plan.Objects);
            }
        }

        /// <summary>One object, so that nothing but counting is in the loop.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        private static void Stay<TBody>(TBody touch, ObjectHeader* o, long pairs)
            where TBody : struct, ITouch
        {
            for (long left = pairs; left > 0; left--)
            {
                touch.Increment(o);
                touch.Decrement(o);
            }
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static void Round<TBody>(TBody touch, byte* first, long step, int objects, long rounds)
            where TBody : struct, ITouch
        {
            for (long left = rounds; left > 0; left--)
            {
                byte* o = first;
                for (int i = 0; i < objects; i++, o += step)
                {
                    touch.Increment((ObjectHeader*)o);
                    touch.Decrement((ObjectHeader*)o);
                }
            }
        }
    }
}

/// <summary>What a run of a touch loop took.</summary>
/// <param name="WallNs">The slowest thread.</param>
/// <param name="CpuNs">All threads.</param>
/// <param name="WaitNs">The most that a thread waited for its core.</param>
public readonly record struct TouchTiming(long WallNs, long CpuNs, long WaitNs);
