namespace GcActors.Core.Telemetry;

public enum InstrumentKind
{
    Counter,
    ObservableCounter,
    ObservableGauge,
    Histogram,
}

/// <summary>A metric.</summary>
/// <param name="Scope">Name of its meter, one of <see cref="Sources.Names"/>.</param>
/// <param name="Name">As the conventions have it: no unit in it.</param>
/// <param name="Unit">UCUM: <c>s</c>, <c>By</c>, <c>1</c>, or what is counted in braces, in the singular.</param>
/// <param name="Description">What is measured.</param>
/// <param name="Attributes">Of its points.</param>
public sealed record InstrumentDefinition(
    string Scope, InstrumentKind Kind, string Name, string Unit, string Description, params AttributeDefinition[] Attributes)
{
    public override string ToString() => Name;
}
