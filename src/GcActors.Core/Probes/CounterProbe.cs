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
        ("global-lock", "lock", false), ("object-lock", "striped", false), ("object-lock", "header", false),
    ];

    /// <summary>ns per increment + decrement.</summary>
    /// <param name="strategy">A counter of the catalog.</param>
    /// <param name="variant">As in <c>counting.variant</c>.</param>
    /// <param name="immortal">Whether the object is immortal.</param>
    /// <param name="threads">1 or more.</param>
    /// <param name="shared">One object for all, or each its own, on lines of their own.</param>
    public (double NsPerPair, double Overlap) Measure(string strategy, string variant, bool immortal, int threads, bool shared) =>
        Catalog.Counter(strategy)!.Accept(
            new Runner(bind, pairs, threads, shared), new CountingSettings { Variant = variant, Immortal = immortal ? "pinned" : "none" });

    private sealed class Runner(Func<int, bool> bind, int pairs, int threads, bool shared) : ICounterVisitor<(double, double)>
    {
        public (double, double) Visit<TCounter>()
            where TCounter : struct, IRefCounter<TCounter>
        {
            using var heap = new ProbeHeap(new HeapSettings(), threads);
            var mutators = new Mutator<TCounter, LeasedAllocator>[threads];
            var targets = new ObjectRef[threads];
            for (int m = 0; m < threads; m++)
            {
                mutators[m] = heap.NewMutator<TCounter, LeasedAllocator>(m);
                heap.Grant(m, 1);
                targets[m] = shared && m > 0 ? targets[0] : mutators[m].New(mutators[m].ShapeOf(0, 64), 0);
                if (!shared || m == 0)
                {
                    mutators[m].Pin(targets[m]);
                }
            }

            SideBySide.Timing timing = SideBySide.Run(threads, bind, m => Touch(ref mutators[m], targets[m], pairs));
            return (timing.Ns / pairs, timing.Overlap);
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
