using System.Globalization;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Xunit;

namespace GcActors.Tests.Telemetry.Otlp;

/// <summary>
/// The protocol's mapping of messages to JSON, written once more and from the messages' own descriptors: names in lowerCamelCase, ids in hex, enums as numbers,
/// 64-bit integers as text, defaults left out. What an exporter wrote is read by it field by field, so that an unknown name or a wrong type fails.
/// </summary>
internal static class OtlpJson
{
    /// <summary>A decoded message as JSON without defaults.</summary>
    public static JsonObject Of(IMessage message)
    {
        JsonObject json = [];
        foreach (FieldDescriptor field in message.Descriptor.Fields.InDeclarationOrder())
        {
            if (field.IsRepeated)
            {
                JsonArray items = [.. ((System.Collections.IList)field.Accessor.GetValue(message)).Cast<object>().Select(item => ValueOf(field, item))];
                if (items.Count > 0)
                {
                    json[field.JsonName] = items;
                }
            }
            else if (field.HasPresence ? field.Accessor.HasValue(message) : !IsDefault(field.Accessor.GetValue(message)))
            {
                json[field.JsonName] = ValueOf(field, field.Accessor.GetValue(message));
            }
        }

        return json;
    }

    /// <summary>Written JSON without the defaults in it, each member checked against the message's descriptor.</summary>
    public static JsonObject Checked(JsonNode written, MessageDescriptor descriptor)
    {
        JsonObject json = [];
        foreach ((string name, JsonNode? value) in written.AsObject())
        {
            FieldDescriptor? field = descriptor.Fields.InDeclarationOrder().FirstOrDefault(f => f.JsonName == name);
            Assert.True(field is not null, $"{descriptor.FullName} has no field {name}");
            Assert.True(value is not null, $"{descriptor.FullName}.{name} is null");
            if (field.IsRepeated)
            {
                JsonArray items = [.. value.AsArray().Select(item => CheckedValue(field, item!))];
                if (items.Count > 0)
                {
                    json[name] = items;
                }
            }
            else if (CheckedValue(field, value) is var single && (field.HasPresence || !IsDefault(field, single)))
            {
                json[name] = single;
            }
        }

        return json;
    }

    private static JsonNode ValueOf(FieldDescriptor field, object value) => value switch
    {
        IMessage message => Of(message),
        ByteString bytes => IsId(field) ? Convert.ToHexStringLower(bytes.Span) : bytes.ToBase64(),
        long or ulong => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        Enum number => Convert.ToInt32(number, CultureInfo.InvariantCulture),
        double number => double.IsFinite(number) ? JsonValue.Create(number) : number.ToString(CultureInfo.InvariantCulture),
        _ => JsonValue.Create(value)!,
    };

    private static JsonNode CheckedValue(FieldDescriptor field, JsonNode value)
    {
        switch (field.FieldType)
        {
            case FieldType.Message:
                return Checked(value, field.MessageType);
            case FieldType.Fixed64 or FieldType.UInt64:
                return ulong.Parse(value.GetValue<string>(), NumberStyles.None, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
            case FieldType.SFixed64 or FieldType.Int64:
                return long.Parse(value.GetValue<string>(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
            case FieldType.Bytes:
                string text = value.GetValue<string>();
                if (IsId(field))
                {
                    Assert.Matches(field.Name == "trace_id" ? "^[0-9a-f]{32}$" : "^[0-9a-f]{16}$", text);
                }

                return text;
            case FieldType.Double:
                return value.GetValueKind() == System.Text.Json.JsonValueKind.String ? value.GetValue<string>() : value.GetValue<double>();
            case FieldType.Enum:
                return value.GetValue<int>();
            case FieldType.String:
                return value.GetValue<string>();
            case FieldType.Bool:
                return value.GetValue<bool>();
            case FieldType.SInt32 or FieldType.Int32:
                return value.GetValue<int>();
            case FieldType.UInt32 or FieldType.Fixed32:
                return value.GetValue<uint>();
            default:
                throw new NotSupportedException($"{field.FullName}: {field.FieldType}");
        }
    }

    private static bool IsId(FieldDescriptor field) => field.Name is "trace_id" or "span_id" or "parent_span_id";

    private static bool IsDefault(object value) => value switch
    {
        string text => text.Length == 0,
        ByteString bytes => bytes.IsEmpty,
        bool truth => !truth,
        _ => Convert.ToDouble(value, CultureInfo.InvariantCulture) == 0,
    };

    private static bool IsDefault(FieldDescriptor field, JsonNode value) => field.FieldType switch
    {
        FieldType.Message => false,
        FieldType.String or FieldType.Bytes => value.GetValue<string>().Length == 0,
        FieldType.Bool => !value.GetValue<bool>(),
        FieldType.Fixed64 or FieldType.UInt64 or FieldType.SFixed64 or FieldType.Int64 => value.GetValue<string>() == "0",
        _ => Convert.ToDouble(value.ToString(), CultureInfo.InvariantCulture) == 0,
    };
}
