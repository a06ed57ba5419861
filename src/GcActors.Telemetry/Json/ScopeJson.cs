using System.Text.Json;
using OpenTelemetry.Resources;

namespace GcActors.Telemetry.Json;

/// <summary>What a line says of where it comes from: the resource, and the library that measured.</summary>
internal static class ScopeJson
{
    public static void WriteResource(Utf8JsonWriter json, Resource resource)
    {
        json.WriteStartObject("resource");
        AttributeJson.WriteList(json, "attributes", resource.Attributes);
        json.WriteEndObject();
    }

    public static void WriteScope(Utf8JsonWriter json, string name, string? version, IEnumerable<KeyValuePair<string, object?>>? tags)
    {
        json.WriteStartObject("scope");
        json.WriteString("name", name);
        json.WriteIfAny("version", version);
        AttributeJson.WriteList(json, "attributes", tags);
        json.WriteEndObject();
    }
}
