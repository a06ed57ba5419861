using GcActors.Core;
using GcActors.Core.Counting;
using GcActors.Core.Memory;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;
using GcActors.Core.Settings;
using GcActors.Core.Workloads;
using Xunit;

namespace GcActors.Tests.Workloads;

/// <summary>What one run showed, in the columns of workloads.md section 10.</summary>
public sealed record Totals(long Allocs, long Increments, long Decrements, long Frees, long Live, long CyclicGarbage, string Check);

/// <summary>
/// Runs a workload without actors: mutators take turns one step each, nothing collects. Pools are granted one at a time, so that leasing mutators are
/// suspended often; on top of that allocations fail at random where asked.
/// </summary>
internal sealed unsafe class WorkloadBench<TCounter, TAllocator>(
    string workload, Dictionary<string, string> given, int mutators, BenchOptions options)
    : IWorkloadVisitor<Totals>
    where TCounter : struct, IRefCounter<TCounter>
    where TAllocator : struct, IHeapAllocator<TAllocator>
{
    private const int TurnsPerBoundary = 16;

    private readonly WorkloadParameters _parameters = Catalog.WorkloadOf(workload).Parameters(given, mutators);

    public Totals Run() => Catalog.WorkloadOf(workload).Accept(this);

    public Totals Visit<TWorkload>()
        where TWorkload : struct, IWorkload<TWorkload>
    {
        using var heap = new Heap(new HeapSettings(), poison: options.Poison, reservedBytes: 1L << 30);
        using var allocators = new AllocatorBinding(heap, mutators);
        using var flags = new SharedFlags();
        using var triggers = new LazyTable<AllocationTrigger>(mutators);
        using var controls = new LazyTable<MutatorControl>(mutators);
        RootTable shared = heap.AddSharedRoots(TWorkload.SharedRootCount(_parameters));
        var machines = new UnreliableMutator<Mutator<TCounter, TAllocator>>[mutators];
        var parts = new TWorkload[mutators];
        for (int m = 0; m < mutators; m++)
        {
            triggers.Entries[m] = new AllocationTrigger { Limit = int.MaxValue };
            controls.Entries[m].Breaker = (int)(options.InterruptDeaths ? Breaker.Stop : Breaker.None);
            machines[m] = new(
                new Mutator<TCounter, TAllocator>(new MutatorBinding
                {
                    Index = m,
                    Mutators = mutators,
                    Allocators = allocators,
                    Registers = heap.AddRoots($"mutator {m}", TWorkload.RegisterCount(_parameters)),
                    SharedRoots = shared,
                    Flags = flags,
                    Trigger = triggers.Entries + m,
                    Control = controls.Entries + m,
                    CollectsInAllocation = false,
                    PinnedAreImmortal = options.PinnedAreImmortal,
                    Outbox = TCounter.Traits.CopiesMessages ? new Outbox(heap, m, options.MovesIfUnique) : null,
                }),
                options.FailPercent,
                options.FailSeed + (ulong)m);
            parts[m] = TWorkload.Create(new WorkloadContext(_parameters, m, mutators, options.Seed));
        }

        for (int m = 0; m < mutators; m++)
        {
            while (parts[m].SetUp(ref machines[m]) is var outcome && outcome != StepOutcome.Done)
            {
                Serve(outcome, allocators, m);
            }
        }

        TakeTurns(parts, machines, allocators);
        ulong[] sums = parts[0].CheckPart(ref machines[0]);
        for (int m = 1; m < mutators; m++)
        {
            sums = [.. sums.Zip(parts[m].CheckPart(ref machines[m]), (x, y) => x + y)];
        }

        return Count(heap, machines, TWorkload.Check(_parameters, sums));
    }

    private static void TakeTurns<TWorkload>(
        TWorkload[] parts, UnreliableMutator<Mutator<TCounter, TAllocator>>[] machines, AllocatorBinding allocators)
        where TWorkload : struct, IWorkload<TWorkload>
    {
        var done = new bool[parts.Length];
        bool progress = true;
        long managedBytes = 0;
        for (int turn = 0; done.Contains(false); turn++)
        {
            Assert.True(progress, "every mutator waits");
            progress = false;
            for (int m = 0; m < parts.Length; m++)
            {
                StepOutcome outcome;
                do
                {
                    // A step is whole before the next turn; only who waits for another passes the turn on.
                    int collections = GC.CollectionCount(0);
                    long bytes = GC.GetAllocatedBytesForCurrentThread();
                    outcome = parts[m].Step(ref machines[m]);
                    while (machines[m].Inner.IsKilling)
                    {
                        machines[m].Inner.GoOnKilling();
                    }

                    // A collection, which another test may cause, takes the thread's unused allocation room away and counts it as allocated.
                    long allocated = GC.GetAllocatedBytesForCurrentThread() - bytes;
                    managedBytes += GC.CollectionCount(0) == collections ? allocated : 0;
                    Serve(outcome, allocators, m);

                    // Who comes last to a meeting, and then waits at the next, has made progress.
                    progress |= outcome != StepOutcome.Waiting;
                }
                while (outcome is StepOutcome.Partial or StepOutcome.Suspended);
                done[m] = outcome == StepOutcome.Done;
                if (turn % TurnsPerBoundary == 0)
                {
                    machines[m].Inner.AtBoundary();
                }
            }
        }

        Assert.Equal(0, managedBytes);

        // Twice: what the last one sends home arrives after the others have looked.
        for (int m = 0; m < 2 * machines.Length; m++)
        {
            ref Mutator<TCounter, TAllocator> inner = ref machines[m % machines.Length].Inner;
            inner.AtBoundary();
            while (inner.IsKilling)
            {
                inner.GoOnKilling();
            }
        }
    }

    /// <summary>The allocator actor's part: one pool to a mutator that is suspended.</summary>
    private static void Serve(StepOutcome outcome, AllocatorBinding allocators, int mutator)
    {
        LeasedState* state = allocators.Leased(mutator);
        if (outcome != StepOutcome.Suspended || !TAllocator.Traits.LeasesPools || state->Stash != 0)
        {
            return;
        }

        uint pool = allocators.Heap.Arenas.TakePool();
        Assert.NotEqual(0u, pool);
        var header = (PoolHeader*)allocators.Heap.HeaderOf(pool);
        header->Owner = mutator + 1;
        header->Next = 0;
        state->Stash = pool;
        state->StashPools = 1;
    }

    private static Totals Count(Heap heap, UnreliableMutator<Mutator<TCounter, TAllocator>>[] machines, string check)
    {
        long allocs = machines.Sum(m => m.Inner.Allocs);
        long frees = machines.Sum(m => m.Inner.Frees);
        long increments = machines.Sum(m => m.Inner.Increments);
        long decrements = machines.Sum(m => m.Inner.Decrements);
        var census = HeapCensus.Take(heap);
        Assert.Equal(allocs - frees, census.Objects);
        Assert.Equal(allocs + increments - decrements, census.References);
        census.AssertCounts<TCounter>(heap);

        // The program's own operations: what was copied to be sent has come and gone besides.
        var copied = new Dictionary<string, double>();
        (long objects, long counts) = (0, 0);
        foreach (UnreliableMutator<Mutator<TCounter, TAllocator>> machine in machines)
        {
            machine.Inner.AddTo(copied);
            objects += (long)copied.GetValueOrDefault("copied_objects");
            counts += (long)copied.GetValueOrDefault("copied_increments");
        }

        return new Totals(
            allocs - objects, increments - counts, decrements - objects - counts, frees - objects, census.Live, census.Objects - census.Live, check);
    }
}

/// <summary>How a run departs from the plain one.</summary>
/// <param name="FailPercent">Allocations that answer null once more than they must, %.</param>
/// <param name="FailSeed">Seed of these failures.</param>
/// <param name="PinnedAreImmortal">Whether pinned objects become immortal.</param>
/// <param name="Poison">Whether freed cells are filled and kept from reuse, so that a use after a free shows.</param>
/// <param name="InterruptDeaths">Whether a stop is always asked for, so that every large death is interrupted and goes on behind the step.</param>
/// <param name="Seed">Seed of the workload.</param>
/// <param name="MovesIfUnique">Whether private heaps move what nobody else refers to.</param>
internal sealed record BenchOptions(
    int FailPercent = 0, ulong FailSeed = 1, bool PinnedAreImmortal = false, bool Poison = false, bool InterruptDeaths = false, ulong Seed = 1,
    bool MovesIfUnique = false);
