namespace GcActors.Experiments.GcLogs;

/// <summary>One pause of a log. What the log does not say is null.</summary>
public sealed record GcPause
{
    /// <summary><c>young</c>, <c>middle</c>, <c>full</c>, <c>stop</c> (nothing was collected); other readers' logs have more: <c>remark</c>, <c>init mark</c>, …</summary>
    public required string Kind { get; init; }

    /// <summary>0, 1 or 2 (= full); null: not a collection of a generation.</summary>
    public int? Generation { get; init; }

    public required long PauseNs { get; init; }

    public string? Cause { get; init; }

    public long? HeapBytesBefore { get; init; }

    public long? HeapBytesAfter { get; init; }

    public long? HeapBytesMapped { get; init; }

    /// <summary>Tracked objects found unreachable.</summary>
    public long? Unreachable { get; init; }

    public long? Uncollectable { get; init; }

    public long? TimeToStopNs { get; init; }

    public string? LastToStop { get; init; }

    /// <summary>Phases of the pause in their order; a part of a phase is called <c>phase: part</c>.</summary>
    public IReadOnlyList<GcPhaseTime> Phases { get; init; } = [];

    /// <summary>The phase of the trial that it is in; null: the log has none, or ends within it.</summary>
    public string? TrialPhase { get; init; }
}

/// <summary>Time of a phase of one pause.</summary>
public readonly record struct GcPhaseTime(string Name, long Ns);

/// <summary>A phase of a trial.</summary>
public sealed record GcTrialPhase(string Name, long Ns, int Stops);

/// <summary>What a log of collections holds.</summary>
public sealed record GcLogContent
{
    public required string File { get; init; }

    public required GcLogDialect Dialect { get; init; }

    /// <summary>The trials' first lines, without <c>gcactors trial:</c>; empty: another program's log.</summary>
    public required IReadOnlyList<string> Trials { get; init; }

    public required IReadOnlyList<GcPause> Pauses { get; init; }

    public required IReadOnlyList<GcTrialPhase> TrialPhases { get; init; }

    /// <summary>From the first time stamp to the last one, summed over runs that share the file; null: the log has no times.</summary>
    public required long? SpanNs { get; init; }

    public required int Lines { get; init; }

    /// <summary>Lines that are no log's.</summary>
    public required int OtherLines { get; init; }

    /// <summary>Whether the last line has no end, and nothing came of it.</summary>
    public required bool IsTorn { get; init; }

    /// <summary>Collections that began and of which no end is logged.</summary>
    public required int Unfinished { get; init; }

    public bool IsVirtualTime => Trials.Any(trial => trial.Contains(TrialNotes.VirtualTime, StringComparison.Ordinal));
}
