namespace GcActors.Core.Objects;

/// <summary>
/// The counted references that a crashed mutator's registers held: nobody will ever give them up, so each of them keeps a count one too high until a trace
/// sets the counts right. Written by the crash, read in stopped worlds.
/// </summary>
internal sealed class LostReferences
{
    private readonly Dictionary<uint, int> _byCell = [];

    /// <summary>The objects that they led to.</summary>
    public IReadOnlyCollection<uint> Cells => _byCell.Keys;

    /// <summary>The mutator that crashed, once it is out of the others' way; −1: none.</summary>
    public int Mutator { get; set; } = -1;

    public bool Any => _byCell.Count > 0;

    public void Add(uint cell) => _byCell[cell] = To(cell) + 1;

    /// <summary>How many led to an object.</summary>
    public int To(uint cell) => _byCell.GetValueOrDefault(cell);

    /// <summary>All counts are right again.</summary>
    public void Clear() => _byCell.Clear();
}
