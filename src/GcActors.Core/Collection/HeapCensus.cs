namespace GcActors.Core.Collection;

/// <summary>What the verifier found in a stopped heap.</summary>
public sealed record HeapCensus
{
    /// <summary>Objects that the roots reach, dying ones included.</summary>
    public long LiveObjects { get; set; }

    /// <summary>Objects that are neither freed nor reached: cyclic garbage, and leaks.</summary>
    public long UnreachableObjects { get; set; }

    /// <summary>Non-null fields of unfreed objects: E of workloads.md 1.</summary>
    public long References { get; set; }

    /// <summary>Non-null root slots: R of workloads.md 1.</summary>
    public long Registers { get; set; }

    /// <summary>Model bytes of unfreed objects.</summary>
    public long ModelBytes { get; set; }

    /// <summary>Where counts are inexact: the sum of what counts lack.</summary>
    public long LostIncrements { get; set; }

    /// <summary>Where counts are inexact: the sum of what counts have too much.</summary>
    public long LostDecrements { get; set; }

    /// <summary>Where counts are inexact: objects whose count is wrong.</summary>
    public long ObjectsWrong { get; set; }

    /// <summary>The part of <see cref="ObjectsWrong"/> whose count is below the references.</summary>
    public long ObjectsTooLow { get; set; }

    /// <summary>Census strategies: how often a live object's count fell to zero.</summary>
    public long PrematureWouldFree { get; set; }

    /// <summary>Objects whose counts have reached a maximum at which they stay.</summary>
    public long StuckObjects { get; set; }

    /// <summary>What references that a crash has lost come to, if no trace has set it right.</summary>
    public Leak Leak { get; set; }

    /// <summary>One line each, the first twenty.</summary>
    public IList<string> Violations { get; } = [];

    public long ViolationCount { get; set; }

    public bool IsSound => ViolationCount == 0;
}
