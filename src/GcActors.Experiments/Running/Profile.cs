namespace GcActors.Experiments.Running;

/// <summary>How much is run: <c>quick</c> shows shapes and is never cited, <c>full</c> is (rule A8).</summary>
public sealed record Profile
{
    public required string Name { get; init; }

    public required int Blocks { get; init; }

    /// <summary>Levels of factors where they differ from the factor's own.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Levels { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>The author's guess, for a dry run.</summary>
    public double SecondsPerInvocation { get; init; } = 1;

    /// <summary>An invocation that runs longer is killed and counts as failed.</summary>
    public int TrialLimitS { get; init; } = 120;

    /// <summary>No repetition of a failed invocation begins after so many seconds of the run; null: n extra whatever it takes (rule A5).</summary>
    public int? RepeatWithinS { get; init; }

    /// <summary>Null: all blocks are run.</summary>
    public UntilRule? Until { get; init; }

    /// <summary>Gate G9: one verifying invocation a cell before the blocks.</summary>
    public bool Verify { get; init; }
}
