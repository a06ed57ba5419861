using GcActors.Core.Objects;

namespace GcActors.Core.Collection;

/// <summary>
/// The only thing a collector or verifier accepts: a heap of which every mutator has answered the stop and every log is drained. Made by the collector actor
/// at the end of the handshake (and by tests and probes that have no mutator running).
/// </summary>
/// <param name="Allocators">The heap and the allocation state of all mutators; inboxes are empty.</param>
/// <param name="DyingHeads">Heads of chains of dying objects (<see cref="Counting.DyingLink"/>) that a stop interrupted. They have count 0, are not to be freed
/// by anybody else, and their fields still hold counted references: roots for a trace.</param>
internal sealed record StoppedHeap(AllocatorBinding Allocators, IReadOnlyList<uint> DyingHeads)
{
    public Heap Heap => Allocators.Heap;
}
