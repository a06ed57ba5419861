namespace GcActors.Telemetry;

/// <summary>A kind of place that telemetry can go to.</summary>
/// <param name="Name">What is written before the colon.</param>
/// <param name="Argument">What may stand behind it, in capitals; null: nothing.</param>
/// <param name="IsArgumentRequired">Whether it must.</param>
/// <param name="Description">For help texts.</param>
/// <param name="Open">Opens it with its argument ("" without one); null: nothing is wanted.</param>
internal sealed record TargetKind(
    string Name, string? Argument, bool IsArgumentRequired, string Description, Func<string, SessionContext, IPipeline>? Open)
{
    /// <summary>As it is written: <c>otlp[:ENDPOINT]</c>.</summary>
    public string Form => Argument is null ? Name : IsArgumentRequired ? $"{Name}:{Argument}" : $"{Name}[:{Argument}]";

    /// <summary>What its argument is in a folder, where it is not written; null: it is no path.</summary>
    public Func<string, string>? PathIn { get; init; }

    /// <summary>What is wrong with an argument; null: nothing is.</summary>
    public Func<string, string?> Objection { get; init; } = _ => null;
}
