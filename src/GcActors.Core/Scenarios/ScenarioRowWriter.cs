using System.Text;
using System.Text.Json.Nodes;

namespace GcActors.Core.Scenarios;

/// <summary>Writes output rows as Python's <c>json.dumps</c> writes them, so that equal outputs are equal texts: <c>", "</c> and <c>": "</c>
/// between parts, nothing but ASCII, keys in the order of scenario-language.md 6.</summary>
public static class ScenarioRowWriter
{
    /// <returns>One line, without its end.</returns>
    public static string Format(ScenarioRow row)
    {
        StringBuilder text = new();
        text.Append("{\"i\": ").Append(row.Number).Append(", \"line\": ").Append(row.Line).Append(", ");
        PythonJson.AppendText(text, row.Verb);
        text.Append(": ");
        PythonJson.AppendText(text, row.What);
        if (row.Verb != "note")
        {
            Append(text, "args", row.Args);
            Append(text, "value", row.Value);
        }

        if (row.Verb == "expect")
        {
            Append(text, "want", row.Want);
            text.Append(", \"ok\": ").Append(row.Ok ? "true" : "false");
        }

        return text.Append('}').ToString();
    }

    private static void Append(StringBuilder text, string key, JsonNode? value)
    {
        text.Append(", \"").Append(key).Append("\": ");
        PythonJson.Append(text, value);
    }
}
