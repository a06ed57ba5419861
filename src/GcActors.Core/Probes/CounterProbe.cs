using GcActors.Core.Catalogs;
using GcActors.Core.Counting;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;
using GcActors.Core.Settings;

namespace GcActors.Core.Probes;

/// <summary>What one increment and one decrement cost: <see cref="Mutator{TCounter,TAllocator}.Touch"/>, the loop of the workload <c>hot</c>, on one
/// object.</summary>
/// <param name="bind">Binds the calling thread to a core.</param>
/// <param name="pairs">Pairs in a repetition.</param>
public sealed class CounterProbe(Func<int, bool> bind, int pairs)
{
    /// <summary>The strategies that it can measure, with their variant and whether immortal objects are on.</summary>
    public static IReadOnlyList<(string Strategy, string Variant, bool Immortal)> Strategies { get; } =
    [
        ("racing-pinned", "auto", false), ("atomic", "auto", false), ("atomic", "auto", true), ("global-lock", "spin", false), ("global-lock", "monitor", false),
        ("global-lock", "lock", false), ("object-lock", "striped", false), ("object-lock", "header", false), ("biased", "auto", false), ("biased", "auto", true),
        ("none", "auto", false), ("sticky", "auto", false),
        ("biased-703", "auto", false), ("biased-703", "auto", true),
        ("dynamic", "auto", false), ("dynamic", "auto", true),
    ];

    /// <summary>ns per increment + decrement.</summary>
    /// <param name="strategy">A counter of the catalog.</param>
    /// <param name="variant">As in <c>counting.variant</c>.</param>
    /// <param name="immortal">Whether the object is immortal.</param>
    /// <param name="threads">1 or more.</param>
    /// <param name="shared">One object for all, or each its own, on lines of their own.</param>
    /// <param name="foreign">The objects were made by another mutator, which does not run.</param>
    public (double NsPerPair, double Overlap) Measure(string strategy, string variant, bool immortal, int threads, bool shared, bool foreign) =>
        Catalog.Counter(strategy)!.Accept(
            new Runner(bind, pairs, threads, shared, foreign, immortal), new CountingSettings { Variant = variant, Immortal = immortal ? "pinned" : "none" });

    private sealed class Runner(Func<int, bool> bind, int pairs, int threads, bool shared, bool foreign, bool immortal) : ICounterVisitor<(double, double)>
    {
        public (double, double) Visit<TCounter>()
            where TCounter : struct, IRefCounter<TCounter>
        {
            using var heap = new ProbeHeap(new HeapSettings(), threads + 1, pinnedAreImmortal: immortal);
            Mutator<TCounter, LeasedAllocator> other = NewMutator<TCounter>(heap, threads);
            var mutators = new Mutator<TCounter, LeasedAllocator>[threads];
            var targets = new ObjectRef[threads];
            for (int m = 0; m < threads; m++)
            {
                mutators[m] = NewMutator<TCounter>(heap, m);
                targets[m] = shared && m > 0 ? targets[0] : NewTarget(ref foreign ? ref other : ref mutators[m]);
                if (shared || foreign)
                {
                    PassOn(ref foreign ? ref other : ref mutators[0], targets[m]);
                }
            }

            SideBySide.Timing timing = SideBySide.Run(threads, bind, m => Touch(ref mutators[m], targets[m], pairs));
            return (timing.Ns / pairs, timing.Overlap);
        }

        private static Mutator<TCounter, LeasedAllocator> NewMutator<TCounter>(ProbeHeap heap, int index)
            where TCounter : struct, IRefCounter<TCounter>
        {
            heap.Grant(index, 1);
            return heap.NewMutator<TCounter, LeasedAllocator>(index);
        }

        private static ObjectRef NewTarget<TCounter>(ref Mutator<TCounter, LeasedAllocator> maker)
            where TCounter : struct, IRefCounter<TCounter>
        {
            ObjectRef target = maker.New(maker.ShapeOf(0, 64), 0);
            maker.Pin(target);
            return target;
        }

        /// <summary>Through a root that all see, as in a program: some strategies take notice.</summary>
        private static void PassOn<TCounter>(ref Mutator<TCounter, LeasedAllocator> maker, ObjectRef target)
            where TCounter : struct, IRefCounter<TCounter>
        {
            maker.Publish(0, target);
            maker.TakeShared(0);
        }

        /// <summary>A copy on the thread's own stack: elements of one array would share lines.</summary>
        private static void Touch<TCounter>(ref Mutator<TCounter, LeasedAllocator> shared, ObjectRef target, int pairs)
            where TCounter : struct, IRefCounter<TCounter>
        {
            Mutator<TCounter, LeasedAllocator> mutator = shared;
            mutator.Touch(target, pairs);
        }
    }
}
