namespace GcActors.Experiments.Conformance.Generation;

/// <summary>What the generator knows of an object. Null stands for an atom.</summary>
/// <param name="kind">As the language names it; <see cref="Unknown"/> when it may be anything.</param>
internal sealed class Thing(string kind)
{
    public const string Unknown = "?";

    public string Kind => kind;

    /// <summary>Of a list or tuple.</summary>
    public List<Thing?> Items { get; } = [];

    /// <summary>Attributes of an instance or entries of a dict, by accessor text: those that certainly exist.</summary>
    public Dictionary<string, Thing?> Members { get; } = new(StringComparer.Ordinal);

    public bool IsUnknown => kind == Unknown;

    public bool IsInstance => kind is "object" or "slots" or "legacy";

    /// <summary>The shared empty tuple: its count is nobody's business (5.8).</summary>
    public bool IsShared => kind == "tuple" && Items.Count == 0;

    public bool HasLength => kind is "list" or "tuple" or "dict";
}
