using OpenTelemetry.Exporter;

namespace GcActors.Telemetry.Otlp;

/// <summary>
/// The exporter's options for one signal. The variables for all signals (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c>, …) are read by the exporter itself;
/// those for one (<c>OTEL_EXPORTER_OTLP_TRACES_ENDPOINT</c>, …) only where the SDK builds the exporter, so they are read here. An endpoint on the
/// command line is before both.
/// </summary>
internal static class OtlpSettings
{
    public const string Traces = "TRACES";
    public const string Metrics = "METRICS";

    /// <param name="endpoint">As written behind <c>otlp:</c>; "": as the variables say.</param>
    /// <param name="signal"><see cref="Traces"/> or <see cref="Metrics"/>.</param>
    public static OtlpExporterOptions Of(string endpoint, string signal)
    {
        OtlpExporterOptions options = new();
        SetProtocol(options, Variable(signal, "PROTOCOL"));
        if (Variable(signal, "HEADERS") is { } headers)
        {
            options.Headers = headers;
        }

        if (int.TryParse(Variable(signal, "TIMEOUT"), out int timeoutMs))
        {
            options.TimeoutMilliseconds = timeoutMs;
        }

        SetEndpoint(options, endpoint, signal);
        return options;
    }

    private static void SetProtocol(OtlpExporterOptions options, string? name)
    {
        options.Protocol = name switch
        {
            "grpc" => OtlpExportProtocol.Grpc,
            "http/protobuf" => OtlpExportProtocol.HttpProtobuf,
            _ => options.Protocol,
        };
    }

    private static void SetEndpoint(OtlpExporterOptions options, string endpoint, string signal)
    {
        if (endpoint.Length > 0)
        {
            Uri uri = OtlpEndpoint.Parse(endpoint);
            bool isProtocolSet = Variable(signal, "PROTOCOL") is not null || Variable("PROTOCOL") is not null;
            options.Protocol = isProtocolSet ? options.Protocol : OtlpEndpoint.ProtocolOf(uri);
            options.Endpoint = options.Protocol == OtlpExportProtocol.HttpProtobuf ? WithPath(uri, signal) : uri;
        }
        else if (Uri.TryCreate(Variable(signal, "ENDPOINT"), UriKind.Absolute, out Uri? uri))
        {
            // One signal's endpoint is taken as it stands.
            options.Endpoint = uri;
        }
    }

    private static Uri WithPath(Uri uri, string signal) => new($"{uri.AbsoluteUri.TrimEnd('/')}/v1/{signal.ToLowerInvariant()}");

    private static string? Variable(string signal, string what) => Variable($"{signal}_{what}");

    private static string? Variable(string what) =>
        Environment.GetEnvironmentVariable($"OTEL_EXPORTER_OTLP_{what}") is { Length: > 0 } value ? value : null;
}
