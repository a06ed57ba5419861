using GcActors.Core.Objects;

namespace GcActors.Core.Collection;

/// <summary>
/// Finds and frees garbage that counting cannot. It knows a stopped heap, not how the world was stopped, nor when it is called. One instance a trial; called
/// once a collection, from the collector actor.
/// </summary>
internal interface ICycleCollector : IDisposable
{
    /// <summary>The generations that the collector owns, for verifiers: 1, 2. Generation 0 is the mutators'.</summary>
    IReadOnlyList<ChunkList> OldGenerations { get; }

    /// <summary>Starts a collection; nothing has happened yet when it returns.</summary>
    /// <param name="heap">A stopped heap.</param>
    /// <param name="generation">0, 1 or 2 = full.</param>
    /// <param name="workers">Workers that will run each parallel phase, at least 1.</param>
    ICollection Begin(StoppedHeap heap, int generation, int workers);
}

/// <summary>One collection under way: serial stretches between parallel phases, so that the collector actor can hand the phases to worker actors.</summary>
internal interface ICollection
{
    /// <summary>Runs serially up to the next parallel phase; null: the collection is over.</summary>
    IParallelPhase? Advance();

    /// <summary>What it did; complete after <see cref="Advance"/> answered null.</summary>
    CollectionStats Stats { get; }
}

/// <summary>A phase of which each worker runs its share; all shares must end before the next <see cref="ICollection.Advance"/>.</summary>
internal interface IParallelPhase
{
    /// <summary>The phase's name in traces, from cycle-collectors.md: update, subtract, mark, …</summary>
    string Name { get; }

    /// <param name="worker">0-based share.</param>
    void Run(int worker);
}
