using GcActors.Core.Counting;
using GcActors.Core.Exploring;
using GcActors.Core.Objects;
using Xunit;

namespace GcActors.Tests.Exploring;

public class BiasedExhaustionTests
{
    public static TheoryData<MemoryModel> Machines => EveryProgram.Machines();

    [Theory]
    [MemberData(nameof(Machines))]
    public void No_program_of_three_operations_breaks_it_where_the_drain_frees(MemoryModel model) =>
        EveryProgram.Exhaust<Biased<QuietSlots, DrainFrees>>(model);

    [Theory]
    [MemberData(nameof(Machines))]
    public void Nor_where_the_queue_holds_a_reference(MemoryModel model) => EveryProgram.Exhaust<Biased<QuietSlots, QueueCounts>>(model);

    /// <summary>Whoever finds the owner cleared must leave the merge to him. Random schedules hardly ever meet in these few steps, so it is no mutant of the list.</summary>
    [Fact]
    public void A_merge_in_place_of_an_owner_who_is_merging_is_seen()
    {
        ExploredStrategy<Biased<QuietSlots, DrainFrees>> broken = new((heap, thread) => new MergedForOwner(heap, thread));
        var explorer = new ExhaustiveExplorer(QueueScenes.MergedMeanwhile.Open(broken, MemoryModel.Sc), Exploration.MaxStates);

        Assert.Equal(21, explorer.Run(CancellationToken.None)!.Count);
    }

    private sealed unsafe class MergedForOwner(ExploredHeap heap, int thread) : BiasedTwin(heap, thread)
    {
        protected override CountChange MergedMeanwhile(ObjectHeader* o) =>
            JudgeBy(Change(o, set: BiasedWords.Merged, clear: BiasedWords.Queued));
    }
}
