using System.Globalization;
using System.Reflection;
using GcActors.Core.Settings;
using GcActors.Core.Wording;

namespace GcActors.Experiments.Settings;

/// <summary>One setting as <see cref="TrialSettings"/> declares it: help, schema, checks and conversion derive from here.</summary>
public sealed class SettingDeclaration
{
    private readonly PropertyInfo[] path;

    internal SettingDeclaration(IEnumerable<PropertyInfo> path, SettingAttribute attribute)
    {
        this.path = [.. path];
        Key = string.Join('.', this.path.Select(p => SnakeCase.Of(p.Name)));
        Kind = KindOf(ValueType);
        Description = attribute.Description;
        Choices = attribute.Choices;
        (decimal least, decimal most) = RangeOf(ValueType);
        Min = Clamp(attribute.Min, least, most);
        Max = Clamp(attribute.Max, least, most);
        Default = Get(new TrialSettings());
    }

    /// <summary>Dotted snake case: <c>heap.limit_bytes</c>.</summary>
    public string Key { get; }

    public SettingKind Kind { get; }

    /// <summary>Canonical text of the default.</summary>
    public string Default { get; }

    /// <summary>Inclusive; of numbers only.</summary>
    public decimal Min { get; }

    /// <summary>Inclusive; of numbers only.</summary>
    public decimal Max { get; }

    /// <summary>Allowed words; empty: any text, or a name of the catalog.</summary>
    public IReadOnlyList<string> Choices { get; }

    public string Description { get; }

    /// <summary>What may be written, in words.</summary>
    public string Expected => Kind switch
    {
        SettingKind.Flag => "true or false",
        SettingKind.Number => string.Create(CultureInfo.InvariantCulture, $"a whole number from {Min} to {Max}"),
        _ => Choices.Count > 0 ? "one of " + string.Join(", ", Choices) : "text",
    };

    private Type ValueType => path[^1].PropertyType;

    /// <summary>The one spelling of a value that is hashed and recorded.</summary>
    /// <exception cref="SettingsException">Wrong type, out of range, or not among the choices.</exception>
    public string Canonical(string text, string origin) => Kind switch
    {
        SettingKind.Flag => CanonicalFlag(text, origin),
        SettingKind.Number => WholeNumber.Canonical(Key, text, Min, Max, origin),
        _ => CanonicalText(text, origin),
    };

    internal string Get(TrialSettings settings)
    {
        object value = path.Aggregate((object)settings, (holder, property) => property.GetValue(holder)!);
        return value is bool flag ? (flag ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture)!;
    }

    /// <summary>Writes into a record that nobody else has seen yet: its properties are <c>init</c>, which reflection does not enforce.</summary>
    internal void Set(TrialSettings unpublished, string canonical)
    {
        object holder = path[..^1].Aggregate((object)unpublished, (outer, property) => property.GetValue(outer)!);
        path[^1].SetValue(holder, Convert.ChangeType(canonical, ValueType, CultureInfo.InvariantCulture));
    }

    private string CanonicalFlag(string text, string origin) => text switch
    {
        "true" or "True" or "TRUE" => "true",
        "false" or "False" or "FALSE" => "false",
        _ => throw new SettingsException(origin, $"{Key}: '{text}' is not {Expected}"),
    };

    private string CanonicalText(string text, string origin) =>
        Choices.Count == 0 || Choices.Contains(text)
            ? text
            : throw new SettingsException(origin, $"{Key}: unknown value '{text}'{NearestName.Hint(text, Choices, "one of")}");

    private static SettingKind KindOf(Type type) =>
        type == typeof(bool) ? SettingKind.Flag : type == typeof(string) ? SettingKind.Text : SettingKind.Number;

    private static (decimal Least, decimal Most) RangeOf(Type type) =>
        type == typeof(int) ? (int.MinValue, int.MaxValue)
        : type == typeof(ulong) ? (ulong.MinValue, ulong.MaxValue)
        : (long.MinValue, long.MaxValue);

    // Bounds are written as doubles in the attribute, and a double cannot hold the largest ulong exactly.
    private static decimal Clamp(double bound, decimal least, decimal most) =>
        bound <= (double)least ? least : bound >= (double)most ? most : (decimal)bound;
}
