using System.Runtime.CompilerServices;
using GcActors.Core.Counting;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;
using GcActors.Core.Settings;

namespace GcActors.Core.Probes;

/// <summary>What it costs to allocate and free a 48-byte container (three references, eight payload bytes): New and Drop of the mutators that trials run, so
/// header, fields, tracking, counting and death are in it.</summary>
/// <param name="bind">Binds the calling thread to a core.</param>
/// <param name="objects">Objects in a repetition; a multiple of 4,096.</param>
public sealed class AllocatorProbe(Func<int, bool> bind, int objects)
{
    private const int Window = 64;
    private const int Batch = 4096;
    private const int PoolsAtOnce = 64;

    /// <summary>ns per allocate + free, the object freed at once.</summary>
    public double AtOnceNs(bool leased) => leased ? Own<LeasedAllocator, AtOnce>() : Own<SharedAllocator<NoLatch>, AtOnce>();

    /// <summary>ns per allocate + free, 64 objects allocated, then freed last first.</summary>
    public double LifoNs(bool leased) => leased ? Own<LeasedAllocator, Lifo>() : Own<SharedAllocator<NoLatch>, Lifo>();

    /// <summary>ns per allocate + free, 64 objects alive: the oldest is freed, a new one allocated in its place.</summary>
    public double WindowNs(bool leased) => leased ? Own<LeasedAllocator, Fifo>() : Own<SharedAllocator<NoLatch>, Fifo>();

    /// <summary>ns per allocate + free on two threads: one allocates batches, the other frees them, in turn.</summary>
    public double ForeignNs() => Foreign();

    /// <summary>An order of allocations and frees; the same three as in the C library's baseline.</summary>
    private interface IPattern
    {
        static abstract void Run<TAllocator>(ref Mutator<Plain<Unsync>, TAllocator> mutator, ushort shape, int objects)
            where TAllocator : struct, IHeapAllocator<TAllocator>;
    }

    private readonly struct AtOnce : IPattern
    {
        public static void Run<TAllocator>(ref Mutator<Plain<Unsync>, TAllocator> mutator, ushort shape, int objects)
            where TAllocator : struct, IHeapAllocator<TAllocator>
        {
            for (int i = 0; i < objects; i++)
            {
                mutator.Drop(mutator.New(shape, (ulong)i));
            }
        }
    }

    private readonly struct Lifo : IPattern
    {
        public static void Run<TAllocator>(ref Mutator<Plain<Unsync>, TAllocator> mutator, ushort shape, int objects)
            where TAllocator : struct, IHeapAllocator<TAllocator>
        {
            ref ObjectRef window = ref mutator.Register(0);
            for (int done = 0; done < objects; done += Window)
            {
                for (int i = 0; i < Window; i++)
                {
                    Unsafe.Add(ref window, i) = mutator.New(shape, (ulong)i);
                }

                for (int i = Window - 1; i >= 0; i--)
                {
                    mutator.Drop(Unsafe.Add(ref window, i));
                }
            }
        }
    }

    private readonly struct Fifo : IPattern
    {
        public static void Run<TAllocator>(ref Mutator<Plain<Unsync>, TAllocator> mutator, ushort shape, int objects)
            where TAllocator : struct, IHeapAllocator<TAllocator>
        {
            ref ObjectRef window = ref mutator.Register(0);
            for (int i = 0; i < Window; i++)
            {
                Unsafe.Add(ref window, i) = mutator.New(shape, (ulong)i);
            }

            for (int i = 0; i < objects; i++)
            {
                ref ObjectRef place = ref Unsafe.Add(ref window, i % Window);
                mutator.Drop(place);
                place = mutator.New(shape, (ulong)i);
            }
        }
    }

    private double Own<TAllocator, TPattern>()
        where TAllocator : struct, IHeapAllocator<TAllocator>
        where TPattern : struct, IPattern
    {
        using var heap = new ProbeHeap(new HeapSettings(), 1);
        SideBySide.Timing timing = SideBySide.Run(1, bind, _ =>
        {
            Mutator<Plain<Unsync>, TAllocator> mutator = heap.NewMutator<Plain<Unsync>, TAllocator>(0);
            heap.Grant(0, TAllocator.Traits.LeasesPools ? PoolsAtOnce : 0);
            TPattern.Run(ref mutator, mutator.ShapeOf(3, 8), objects);
        });
        return timing.Ns / objects;
    }

    private double Foreign()
    {
        using var heap = new ProbeHeap(new HeapSettings(), 2);
        using var filled = new SemaphoreSlim(0);
        using var emptied = new SemaphoreSlim(1);
        long ns = 0;
        SideBySide.Run(2, bind, self =>
        {
            Mutator<Plain<Unsync>, LeasedAllocator> mutator = heap.NewMutator<Plain<Unsync>, LeasedAllocator>(self);
            ushort shape = mutator.ShapeOf(3, 8);
            for (int done = 0; done < objects; done += Batch)
            {
                (self == 0 ? emptied : filled).Wait();
                long from = System.Diagnostics.Stopwatch.GetTimestamp();
                if (self == 0)
                {
                    Fill(heap, ref mutator, shape);
                }
                else
                {
                    Empty(ref mutator);
                }

                Interlocked.Add(ref ns, (long)System.Diagnostics.Stopwatch.GetElapsedTime(from).TotalNanoseconds);
                (self == 0 ? filled : emptied).Release();
            }
        });
        return (double)ns / objects;
    }

    private static void Fill(ProbeHeap heap, ref Mutator<Plain<Unsync>, LeasedAllocator> mutator, ushort shape)
    {
        for (int i = 0; i < Batch; i++)
        {
            ObjectRef made;
            while ((made = mutator.New(shape, (ulong)i)).IsNull)
            {
                heap.Grant(0, PoolsAtOnce);
            }

            mutator.Publish(i, made);
        }
    }

    private static void Empty(ref Mutator<Plain<Unsync>, LeasedAllocator> mutator)
    {
        for (int i = 0; i < Batch; i++)
        {
            mutator.Drop(mutator.SharedRoot(i));
        }

        mutator.AtBoundary();
    }
}
