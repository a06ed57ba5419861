using GcActors.Core.Objects;

namespace GcActors.Core.Protocol;

/// <summary>The rings of all mutators, as a trial uses them: emptied when a run begins, read when it is over.</summary>
/// <param name="rings">Of the mutators, and maybe of others behind them.</param>
/// <param name="mutators">How many are mutators'.</param>
/// <param name="isVirtualTime">The stamps mean nothing.</param>
internal sealed unsafe class OperationBook(OperationRings rings, int mutators, bool isVirtualTime)
{
    public void BeginRun()
    {
        for (int m = 0; m < mutators; m++)
        {
            rings.Of(m)->Clear();
        }
    }

    public IReadOnlyList<OperationNotes> EndRun() =>
        [.. Enumerable.Range(0, mutators).Select(m => new OperationNotes(m, rings.Of(m), !isVirtualTime))];
}
