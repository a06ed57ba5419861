namespace GcActors.Experiments.LockingCost;

/// <summary>How a part of the cost is known.</summary>
public enum PartKind
{
    /// <summary>A sum of cells.</summary>
    Measured,

    /// <summary>Nothing in the strategy could cost it.</summary>
    ZeroByConstruction,

    /// <summary>No twin tells it apart here; the note says where it is.</summary>
    NotSeparated,

    /// <summary>Shown beside the sum, and no part of it.</summary>
    Beside,
}

/// <summary>A part of the cost.</summary>
/// <param name="Key">Its letter in counting-strategies.md 7.1, or a word.</param>
/// <param name="Name">In words.</param>
/// <param name="Kind">How it is known.</param>
/// <param name="Expression">Over cells, ns a counted operation; empty where it is not measured.</param>
/// <param name="Note">What the reader must know; may be empty.</param>
public sealed record CostPart(string Key, string Name, PartKind Kind, string Expression = "", string Note = "")
{
    public bool IsMeasured => Expression.Length > 0;
}
