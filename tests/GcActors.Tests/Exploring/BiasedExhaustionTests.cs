using GcActors.Core.Counting;
using GcActors.Core.Exploring;
using GcActors.Core.Objects;
using Xunit;

namespace GcActors.Tests.Exploring;

/// <summary>Two threads with every program of three operations on one object, which A made and handed to B once, and which a slot refers to.</summary>
public class BiasedExhaustionTests
{
    private const int Programs = 27;

    [Theory]
    [InlineData(MemoryModel.Sc)]
    public void No_program_of_three_operations_breaks_it_where_the_drain_frees(MemoryModel model) => Exhaust<DrainFrees>(model);

    [Theory]
    [InlineData(MemoryModel.Sc)]
    public void Nor_where_the_queue_holds_a_reference(MemoryModel model) => Exhaust<QueueCounts>(model);

    /// <summary>Whoever finds the owner cleared must leave the merge to him. Random schedules hardly ever meet in these few steps, so it is no mutant of the list.</summary>
    [Fact]
    public void A_merge_in_place_of_an_owner_who_is_merging_is_seen()
    {
        ExploredStrategy<Biased<QuietSlots, DrainFrees>> broken = new((heap, thread) => new MergedForOwner(heap, thread));
        var explorer = new ExhaustiveExplorer(QueueScenes.MergedMeanwhile.Open(broken, MemoryModel.Sc), Exploration.MaxStates);

        Assert.Equal(21, explorer.Run(CancellationToken.None)!.Count);
    }

    private static void Exhaust<TQueue>(MemoryModel model)
        where TQueue : struct, IMergeRule => Parallel.For(0, Programs * Programs, pair =>
    {
        var scene = new Scene(
            $"{pair}",
            Sharing.Counted,
            1,
            s =>
            {
                s.NewShared(1, 0, 1);
                s.AddShared(1, 0, 0);
                s.Move(ExploredHeap.Root(0), 1, 0);
            },
            m => Play(m, pair / Programs),
            m => Play(m, pair % Programs));
        var explorer = new ExhaustiveExplorer(scene.Open(new ExploredStrategy<Biased<QuietSlots, TQueue>>(), model), Exploration.MaxStates);
        Assert.Null(explorer.Run(CancellationToken.None));
        Assert.True(explorer.IsComplete);
    });

    private static void Play(ExploredMutator m, int program)
    {
        for (int left = 3; left > 0; left--, program /= 3)
        {
            bool holds = Replay.Current.Holds[1] > 0;
            switch (program % 3)
            {
                case 0:
                    m.Load(ExploredHeap.Root(0));
                    break;
                case 1 when holds:
                    m.Copy(1);
                    break;
                case 2 when holds:
                    m.Drop(1);
                    break;
            }
        }
    }

    private sealed unsafe class MergedForOwner(ExploredHeap heap, int thread) : BiasedTwin(heap, thread)
    {
        protected override CountChange MergedMeanwhile(ObjectHeader* o) =>
            JudgeBy(Change(o, set: BiasedWords.Merged, clear: BiasedWords.Queued));
    }
}
