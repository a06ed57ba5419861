using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GcActors.Cli.Output;

/// <summary>JSON on stdout: one line, so that a script can take the last line of an output.</summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(CliContext context, JsonNode json) => context.Out.WriteLine(json.ToJsonString(OneLine));
}
