using GcActors.Core.Collection;
using GcActors.Core.Counting;
using GcActors.Core.Host;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;
using GcActors.Core.Probes;
using GcActors.Core.Settings;

namespace GcActors.Litmus;

/// <summary>What a round showed.</summary>
/// <param name="Violation">The first; null: none.</param>
/// <param name="Operations">Increments and decrements.</param>
/// <param name="Overlap">How far the threads ran at once; 1: all the time.</param>
internal sealed record RoundResult(string? Violation, long Operations, double Overlap);

/// <summary>One round on a fresh heap: freed cells are poisoned and stay so, and the whole heap is verified at the end. A strategy that lives with cells that are
/// used again at once meets them in every other round.</summary>
internal sealed class LitmusRound<TCounter, TAllocator, TPattern>(int mutators, ulong seed)
    where TCounter : struct, IRefCounter<TCounter>
    where TAllocator : struct, IHeapAllocator<TAllocator>
    where TPattern : struct, ILitmusPattern<TPattern>
{
    /// <summary>Steps between two boundaries: grace periods and queues must turn over.</summary>
    private const int StepsPerQuantum = 64;

    private const int PoolsPerGrant = 4;

    private readonly bool _poison = TCounter.Traits.Cure != SlotCure.TypeStable || seed % 2 == 0;
    private readonly Watch _watch = new();
    private readonly Mutator<TCounter, TAllocator>[] _mutators = new Mutator<TCounter, TAllocator>[mutators];
    private readonly TPattern[] _patterns = new TPattern[mutators];

    public RoundResult Run()
    {
        using var heap = new ProbeHeap(new HeapSettings(), mutators, _poison);
        for (int m = 0; m < mutators; m++)
        {
            _mutators[m] = heap.NewMutator<TCounter, TAllocator>(m);
            _patterns[m] = TPattern.Create(m, mutators, seed + (ulong)m);
            _mutators[m].Join();
            SetUp(heap, m);
        }

        SideBySide.Timing timing = SideBySide.Run(mutators, ThreadCore.TryBindCurrentThread, m => Work(heap, m));
        if (_watch.Violation is null)
        {
            End(heap);
        }

        return new RoundResult(_watch.Violation, _mutators.Sum(m => m.Increments + m.Decrements), timing.Overlap);
    }

    private void SetUp(ProbeHeap heap, int m)
    {
        _mutators[m].AtQuantum();
        while (_patterns[m].SetUp(ref _mutators[m]) == StepOutcome.Suspended)
        {
            heap.Grant(m, PoolsPerGrant);
        }

        _mutators[m].AtBoundary();
    }

    private void Work(ProbeHeap heap, int index)
    {
        // On this thread's own stack: elements of one array would share cache lines.
        Mutator<TCounter, TAllocator> m = _mutators[index];
        TPattern pattern = _patterns[index];
        StepOutcome outcome;
        do
        {
            m.AtQuantum();
            outcome = RunQuantum(ref m, ref pattern, heap);
            m.AtBoundary();
            if (outcome == StepOutcome.Waiting)
            {
                Thread.Yield();
            }
        }
        while (outcome != StepOutcome.Done && _watch.Violation is null);
        Leave(ref m);
        _mutators[index] = m;
        _patterns[index] = pattern;
    }

    private StepOutcome RunQuantum(ref Mutator<TCounter, TAllocator> m, ref TPattern pattern, ProbeHeap heap)
    {
        StepOutcome outcome = StepOutcome.Stepped;
        for (int step = 0; step < StepsPerQuantum && _watch.Violation is null; step++)
        {
            outcome = pattern.Step(ref m, _watch);
            if (outcome == StepOutcome.Suspended)
            {
                heap.Grant(m.Index, PoolsPerGrant);
            }
            else if (outcome != StepOutcome.Stepped)
            {
                break;
            }
        }

        return outcome;
    }

    private static void Leave(ref Mutator<TCounter, TAllocator> m)
    {
        while (!m.TryLeave())
        {
            m.GoOnKilling();
        }
    }

    /// <summary>What is left is given up, and nothing may be left then, nor be wrong; where deaths are late, only nothing wrong.</summary>
    private void End(ProbeHeap heap)
    {
        for (int m = 0; m < mutators; m++)
        {
            _mutators[m].Join();
            _patterns[m].TearDown(ref _mutators[m]);
            _mutators[m].AtBoundary();
            Leave(ref _mutators[m]);
        }

        using var verifier = new HeapVerifier<TCounter, TAllocator>(heap.Allocators);
        HeapCensus census = verifier.Verify(new StoppedHeap(heap.Allocators, []), []);
        if (!census.IsSound)
        {
            _watch.Report(census.Violations[0]);
        }

        if (TCounter.Traits is { Frees: true, FreesAllAcyclic: true } && census.LiveObjects + census.UnreachableObjects is > 0 and var left)
        {
            _watch.Report($"{left} objects leaked: nobody refers to them, and they were not freed");
        }
    }
}
