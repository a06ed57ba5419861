using System.Globalization;

namespace GcActors.Telemetry.Printing;

/// <summary>Attributes as <c>key=value</c> words, without the prefixes that all of ours have.</summary>
internal static class AttributeText
{
    private static readonly string[] s_prefixes = ["gcactors.gc.", "cpython.gc.", "gcactors.", "dotnet."];

    public static IEnumerable<string> Words(IEnumerable<KeyValuePair<string, object?>> attributes) =>
        attributes.Select(a => $"{Short(a.Key)}={Value(a.Value)}");

    private static string Short(string key) =>
        s_prefixes.FirstOrDefault(p => key.StartsWith(p, StringComparison.Ordinal)) is { } prefix ? key[prefix.Length..] : key;

    private static string Value(object? value) => value switch
    {
        null => "",
        string text => text.Contains(' ', StringComparison.Ordinal) ? $"\"{text}\"" : text,
        bool truth => truth ? "true" : "false",
        Array items => string.Join(',', items.Cast<object?>().Select(Value)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
