namespace GcActors.Experiments.Running;

/// <summary>One process running one cell: the unit of replication (rule A1).</summary>
public sealed record Invocation
{
    /// <summary>Name of the first canary of a group.</summary>
    public const string CanaryFirst = "first";

    /// <summary>Name of the last.</summary>
    public const string CanaryLast = "last";

    public required InvocationKind Kind { get; init; }

    /// <summary>Name of the cell; of a canary its place in the group.</summary>
    public required string Cell { get; init; }

    /// <summary>The block whose value this is; −1 outside blocks.</summary>
    public required int Block { get; init; }

    /// <summary>0: the block itself; from 1: a repetition of what failed, at the end (rule A5).</summary>
    public required int Round { get; init; }

    /// <summary>Place in the group's random order.</summary>
    public required int OrderIndex { get; init; }

    public required string TrialId { get; init; }

    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>Bytes of extra environment: layout luck becomes noise instead of bias (rule A2).</summary>
    public required int EnvironmentBytes { get; init; }

    public required TimeSpan Limit { get; init; }

    /// <summary>Folder of its own for what it leaves beside its row, if it does; null: it has none.</summary>
    public string? TraceFolder { get; init; }

    /// <summary>The same for the same place in the plan, in every process that computes it: what resuming goes by.</summary>
    public string Key => $"{Kind}/{Cell}/{Block}/{Round}/{TrialId}{OfRound}";

    /// <summary>What runs between two canaries.</summary>
    public string Group => Round == 0 ? $"block-{Block}" : $"round-{Round}{OfRound}";

    /// <summary>The shard that runs it, from 1; 0: the sweep is in one piece.</summary>
    public int Shard { get; init; }

    /// <summary>Each shard repeats what failed in its own blocks, between canaries of its own.</summary>
    private string OfRound => Round > 0 && Shard > 0 ? $"/shard-{Shard}" : "";
}
