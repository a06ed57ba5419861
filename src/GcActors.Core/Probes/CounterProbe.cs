using GcActors.Core.Catalogs;
using GcActors.Core.Counting;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;
using GcActors.Core.Settings;

namespace GcActors.Core.Probes;

/// <summary>What a measured strategy does about immortal objects.</summary>
public enum Immortality
{
    /// <summary>It knows of none.</summary>
    Untested,

    /// <summary>It looks for them, and finds a mortal object.</summary>
    Mortal,

    /// <summary>It finds an immortal one.</summary>
    Immortal,
}

/// <summary>What one increment and one decrement cost: <see cref="Mutator{TCounter,TAllocator}.Touch"/>, the loop of the workload <c>hot</c>, on one
/// object.</summary>
/// <param name="bind">Binds the calling thread to a core.</param>
/// <param name="pairs">Pairs in a repetition.</param>
public sealed class CounterProbe(Func<int, bool> bind, int pairs)
{
    /// <summary>The strategies that it can measure, with their variant and what they do about immortal objects.</summary>
    public static IReadOnlyList<(string Strategy, string Variant, Immortality Immortality)> Strategies { get; } =
    [
        ("racing-pinned", "auto", Immortality.Untested), ("atomic", "auto", Immortality.Untested), ("atomic", "auto", Immortality.Mortal),
        ("atomic", "auto", Immortality.Immortal), ("global-lock", "spin", Immortality.Untested), ("global-lock", "monitor", Immortality.Untested),
        ("global-lock", "lock", Immortality.Untested), ("object-lock", "striped", Immortality.Untested), ("object-lock", "header", Immortality.Untested),
        ("biased", "auto", Immortality.Untested), ("biased", "auto", Immortality.Immortal), ("none", "auto", Immortality.Untested),
        ("sticky", "auto", Immortality.Untested), ("biased-703", "auto", Immortality.Untested), ("biased-703", "auto", Immortality.Immortal),
        ("biased-703", "deferred", Immortality.Untested), ("dynamic", "auto", Immortality.Untested), ("dynamic", "auto", Immortality.Immortal),
    ];

    /// <summary>ns per increment + decrement.</summary>
    /// <param name="strategy">A counter of the catalog.</param>
    /// <param name="variant">As in <c>counting.variant</c>.</param>
    /// <param name="immortality">Of the objects, and whether it is tested.</param>
    /// <param name="threads">1 or more.</param>
    /// <param name="shared">One object for all, or each its own, on lines of their own.</param>
    /// <param name="foreign">The objects were made by another mutator, which does not run.</param>
    public (double NsPerPair, double Overlap) Measure(
        string strategy, string variant, Immortality immortality, int threads, bool shared, bool foreign) =>
        Catalog.Counter(strategy)!.Accept(
            new Runner(bind, pairs, threads, shared, foreign, immortality),
            new CountingSettings { Variant = variant, Immortal = immortality == Immortality.Untested ? "none" : "pinned" });

    private sealed class Runner(Func<int, bool> bind, int pairs, int threads, bool shared, bool foreign, Immortality immortality)
        : ICounterVisitor<(double, double)>
    {
        public (double, double) Visit<TCounter>()
            where TCounter : struct, IRefCounter<TCounter>
        {
            using var heap = new ProbeHeap(new HeapSettings(), threads + 1, pinnedAreImmortal: immortality == Immortality.Immortal);
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

        private ObjectRef NewTarget<TCounter>(ref Mutator<TCounter, LeasedAllocator> maker)
            where TCounter : struct, IRefCounter<TCounter>
        {
            ObjectRef target = maker.New(maker.ShapeOf(0, 64), 0);
            if (immortality != Immortality.Mortal)
            {
                maker.Pin(target);
            }

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
