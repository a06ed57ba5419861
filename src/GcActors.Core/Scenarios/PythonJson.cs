using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GcActors.Core.Scenarios;

/// <summary>JSON values as Python's <c>json.dumps</c> writes them.</summary>
internal static class PythonJson
{
    public static void Append(StringBuilder text, JsonNode? value)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case JsonArray array:
                AppendParts(text, '[', array, ']', item => Append(text, item));
                break;
            case JsonObject members:
                AppendParts(text, '{', members, '}', member => AppendMember(text, member));
                break;
            default:
                AppendScalar(text, value.AsValue());
                break;
        }
    }

    /// <summary>What is no printable ASCII becomes <c>\u</c> and four digits, beyond the short escapes.</summary>
    public static void AppendText(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (char c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                >= ' ' and <= '~' => text.Append(c),
                _ => text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
            };
        }

        text.Append('"');
    }

    private static void AppendMember(StringBuilder text, KeyValuePair<string, JsonNode?> member)
    {
        AppendText(text, member.Key);
        text.Append(": ");
        Append(text, member.Value);
    }

    private static void AppendParts<T>(StringBuilder text, char open, IEnumerable<T> parts, char close, Action<T> append)
    {
        text.Append(open);
        bool isFirst = true;
        foreach (T part in parts)
        {
            text.Append(isFirst ? "" : ", ");
            isFirst = false;
            append(part);
        }

        text.Append(close);
    }

    private static void AppendScalar(StringBuilder text, JsonValue value)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.String:
                AppendText(text, value.GetValue<string>());
                break;
            case JsonValueKind.Number:
                text.Append(Number(value.ToJsonString()));
                break;
            default:
                text.Append(value.ToJsonString());
                break;
        }
    }

    // Python reads a number without point and exponent as an integer of any length, all others as a double.
    private static string Number(string written)
    {
        bool isInteger = !written.AsSpan().ContainsAny('.', 'e', 'E');
        return isInteger ? (written == "-0" ? "0" : written) : PythonFloat.Repr(double.Parse(written, CultureInfo.InvariantCulture));
    }
}
