namespace GcActors.Core.Workloads;

/// <summary>The one declaration of a workload's parameter.</summary>
/// <param name="Name">Snake case, unit last.</param>
/// <param name="Default">Value in a trial.</param>
/// <param name="Small">Value in simulations and known-answer tests (<c>workloads.md</c> section 10).</param>
/// <param name="Min">Inclusive.</param>
/// <param name="Max">Inclusive.</param>
/// <param name="Description">One line.</param>
/// <param name="Choices">For a parameter that is a word: the words; <see cref="Default"/> and <see cref="Small"/> are then indexes into it.</param>
public sealed record WorkloadParameter(string Name, long Default, long Small, long Min, long Max, string Description, string[]? Choices = null)
{
    /// <summary>For a parameter that is any text: its usual value, also in tests. Null: it is a number or a choice.</summary>
    public string? DefaultText { get; init; }
}
