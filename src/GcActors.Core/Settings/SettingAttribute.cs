namespace GcActors.Core.Settings;

/// <summary>The one declaration of a setting besides its default (the property's initialiser). Help, schema, range checks and
/// <c>list settings</c> derive from it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingAttribute(string description) : Attribute
{
    /// <summary>What it does, one sentence, no trailing dot.</summary>
    public string Description { get; } = description;

    /// <summary>Inclusive lower bound of a number.</summary>
    public double Min { get; init; } = double.NegativeInfinity;

    /// <summary>Inclusive upper bound of a number.</summary>
    public double Max { get; init; } = double.PositiveInfinity;

    /// <summary>Allowed words of a text setting; empty: any text, or a name checked by the catalog.</summary>
    public string[] Choices { get; init; } = [];
}
