using GcActors.Core.Collection;
using GcActors.Core.Objects;
using Xunit;

namespace GcActors.Tests.Collection;

/// <summary>The ordered scan by several workers against the serial one: the same lists, back-indices and words, however the workers interleave.</summary>
public class OrderedScanTests
{
    private static readonly int[] RootPercents = [0, 2, 10, 50, 100];

    [Theory]
    [CombinatorialKinds(1)]
    [CombinatorialKinds(2)]
    [CombinatorialKinds(3)]
    public void Agrees_with_the_serial_scan_however_workers_interleave(GraphKind kind, int workers)
    {
        Assert.Empty(Disagreements<SoundRules, Interleaved>(kind, workers, seeds: 40));
    }

    [Theory]
    [CombinatorialKinds(2)]
    [CombinatorialKinds(4)]
    public void Agrees_with_the_serial_scan_on_threads(GraphKind kind, int workers)
    {
        using var heap = new SharedHeap();
        using var scan = new OrderedScan<SoundRules, SoundOrder>(heap.Heap);
        var faults = new List<string>();
        for (int seed = 0; seed < 4; seed++)
        {
            var random = new Random(seed);
            var graph = new ScanGraph(heap, kind, objects: random.Next(30_000, 100_000), rootPercent: seed, GenerationVectors.ChunkEntries, random);
            Compare<SoundRules, SoundOrder>(heap, scan, graph, lookAhead: LookAhead.For(LookAhead.FromObjects), faults, phases => OnThreads(phases, workers));
        }

        Assert.Empty(faults);
    }

    [Fact]
    public void Agrees_with_the_serial_scan_under_broken_rules()
    {
        Assert.Empty(Disagreements<RescuesNothing, Interleaved>(GraphKind.Random, 2, seeds: 20));
        Assert.Empty(Disagreements<WalksNoRescued, Interleaved>(GraphKind.Random, 2, seeds: 20));
    }

    /// <summary>Planted: marks in chunks that another worker is scanning or has scanned are forgotten.</summary>
    [Theory]
    [InlineData(GraphKind.Near)]
    [InlineData(GraphKind.ForwardChain)]
    public void Sees_that_marks_behind_the_scan_are_lost(GraphKind kind) =>
        Assert.NotEmpty(Disagreements<SoundRules, LosesPassed>(kind, 2, seeds: 40));

    /// <summary>Planted: candidates are committed in the order in which a race may bring them, not in that of their places.</summary>
    [Theory]
    [InlineData(GraphKind.Random)]
    [InlineData(GraphKind.BackwardTree)]
    public void Sees_that_rescues_are_committed_out_of_order(GraphKind kind) =>
        Assert.NotEmpty(Disagreements<SoundRules, CommitsBackward>(kind, 2, seeds: 40));

    private static List<string> Disagreements<TRules, TOrder>(GraphKind kind, int workers, int seeds)
        where TRules : struct, ISubtractionRules
        where TOrder : struct, IOrderedScanRules
    {
        using var heap = new SharedHeap();
        using var scan = new OrderedScan<TRules, TOrder>(heap.Heap, parallelFrom: 3);
        var faults = new List<string>();
        for (int seed = 0; seed < seeds; seed++)
        {
            var random = new Random(seed);
            var graph = new ScanGraph(heap, kind, random.Next(150), RootPercents[seed % RootPercents.Length], chunkEntries: 1 + seed % 12, random);
            var interleaver = new Interleaver(random, oneIn: 1 + seed % 7);
            Compare<TRules, TOrder>(heap, scan, graph, lookAhead: 0, faults, phases =>
            {
                foreach (IParallelPhase phase in phases(workers))
                {
                    interleaver.Run(phase, workers);
                }
            });
        }

        return faults;
    }

    private static void Compare<TRules, TOrder>(
        SharedHeap heap,
        OrderedScan<TRules, TOrder> scan,
        ScanGraph graph,
        int lookAhead,
        List<string> faults,
        Action<Func<int, IEnumerable<IParallelPhase>>> run)
        where TRules : struct, ISubtractionRules
        where TOrder : struct, IOrderedScanRules
    {
        ChunkList serialRegion = graph.Lay();
        (ChunkList survivors, ChunkList garbage) = new SerialScan<TRules>(heap.Heap).Split(ref serialRegion, lookAhead: 0);
        (List<uint> Survivors, List<uint> Garbage) expected = graph.Take(survivors, garbage, faults);
        var region = new Region(heap.Heap.Vectors, graph.Lay());
        for (int ordinal = 0; ordinal < region.Chunks; ordinal++)
        {
            scan.Settled(new HeapPointers(heap.Heap), region, ordinal);
        }

        run(workers => scan.Phases(region, workers, lookAhead, graph.WideObjects));
        (survivors, garbage) = scan.Split(region);
        (List<uint> Survivors, List<uint> Garbage) actual = graph.Take(survivors, garbage, faults);
        Note(faults, "survivors", expected.Survivors, actual.Survivors);
        Note(faults, "garbage", expected.Garbage, actual.Garbage);
    }

    private static void Note(List<string> faults, string what, List<uint> expected, List<uint> actual)
    {
        if (!expected.SequenceEqual(actual))
        {
            int at = expected.Zip(actual).TakeWhile(static p => p.First == p.Second).Count();
            faults.Add($"{what}: {expected.Count} expected, {actual.Count} found, different from {at} on");
        }
    }

    private static void OnThreads(Func<int, IEnumerable<IParallelPhase>> phases, int workers)
    {
        using IEnumerator<IParallelPhase> steps = phases(workers).GetEnumerator();
        CollectionRunner.Run(new Phases(steps), workers);
    }

    private sealed class Phases(IEnumerator<IParallelPhase> steps) : ICollection
    {
        public CollectionStats Stats { get; } = new();

        public IParallelPhase? Advance() => steps.MoveNext() ? steps.Current : null;
    }

    [AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
    private sealed class CombinatorialKindsAttribute(int workers) : Xunit.Sdk.DataAttribute
    {
        public override IEnumerable<object[]> GetData(System.Reflection.MethodInfo testMethod) =>
            Enum.GetValues<GraphKind>().Select(kind => new object[] { kind, workers });
    }

    private readonly struct Interleaved : IOrderedScanRules
    {
        public static bool QueuesPassed => true;

        public static bool CommitsInOrder => true;

        public static void Interleave() => Interleaver.Point();
    }

    private readonly struct LosesPassed : IOrderedScanRules
    {
        public static bool QueuesPassed => false;

        public static bool CommitsInOrder => true;

        public static void Interleave() => Interleaver.Point();
    }

    private readonly struct CommitsBackward : IOrderedScanRules
    {
        public static bool QueuesPassed => true;

        public static bool CommitsInOrder => false;

        public static void Interleave() => Interleaver.Point();
    }

    private readonly struct RescuesNothing : ISubtractionRules
    {
        public static bool TestsRegion => true;

        public static bool RescuesTentative => false;

        public static bool WalksRescued => true;
    }

    private readonly struct WalksNoRescued : ISubtractionRules
    {
        public static bool TestsRegion => true;

        public static bool RescuesTentative => true;

        public static bool WalksRescued => false;
    }
}
