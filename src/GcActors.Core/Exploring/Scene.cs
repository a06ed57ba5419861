using GcActors.Core.Counting;

namespace GcActors.Core.Exploring;

/// <summary>A few threads, each with a few operations, on a few objects.</summary>
/// <param name="Name">Its name in reports.</param>
/// <param name="Needs">What the threads share: a strategy that allows less is not asked.</param>
/// <param name="Objects">How many.</param>
/// <param name="SetUp">Makes objects and references before the threads start.</param>
/// <param name="Programs">One for each thread. Deterministic but for what the operations answer.</param>
internal sealed record Scene(string Name, Sharing Needs, int Objects, Action<SceneSetup> SetUp, params Action<ExploredMutator>[] Programs)
{
    /// <summary>Sets the scene for a strategy.</summary>
    public Machine Open(IExploredStrategy strategy, MemoryModel model)
    {
        // A strategy with logs has one more thread, which applies them.
        bool hasLogs = strategy.Traits.UsesLogs;
        Action<ExploredMutator>[] programs = hasLogs ? [.. Programs, _ => { }] : Programs;
        ExploredHeap heap = new(Objects, programs.Length, hasLogs || strategy.Traits.UsesWords || strategy.Traits.Cure != SlotCure.None, hasLogs);
        SceneSetup setup = new(heap, strategy, programs.Length);
        for (int thread = 0; thread < programs.Length; thread++)
        {
            strategy.Join(heap, thread);
        }

        SetUp(setup);
        if (hasLogs)
        {
            heap.Logs.Seal();
        }

        ThreadTree[] trees = [.. programs.Select((program, thread) => new ThreadTree(results => RunWith(results, program, thread)))];
        return new Machine(heap, trees, new Oracle(heap, strategy), model);

        Replay RunWith(IReadOnlyList<int> results, Action<ExploredMutator> program, int thread)
        {
            Replay replay = new(heap, results, (int[])setup.Holds[thread].Clone());
            ExploredMutator mutator = strategy.NewMutator(heap, thread);
            replay.Run(() =>
            {
                program(mutator);
                mutator.End();
            });
            return replay;
        }
    }
}
