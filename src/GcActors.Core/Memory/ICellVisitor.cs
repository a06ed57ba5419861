namespace GcActors.Core.Memory;

/// <summary>Called for each cell of a walk over the heap's memory, in address order. Cold: verifier, census, sweeps.</summary>
internal interface ICellVisitor
{
    /// <param name="cell">Granule of the cell's first byte.</param>
    void Visit(uint cell);
}
