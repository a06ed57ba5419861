namespace GcActors.Cli.Sweeps;

/// <summary>What the search found.</summary>
/// <param name="Bytes">The trial ended with so many.</param>
/// <param name="TooSmallBytes">And ran out of memory with so many; 0: nothing smaller may be asked for.</param>
/// <param name="Trials">How many it took.</param>
internal sealed record MinimumHeap(long Bytes, long TooSmallBytes, int Trials);
