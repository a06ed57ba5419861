using OpenTelemetry.Exporter;

namespace GcActors.Telemetry.Otlp;

/// <summary>
/// The address behind <c>otlp:</c>. Without a scheme it is http. The port says which protocol, unless a variable does: 4317 gRPC, all others HTTP with protobuf.
/// </summary>
internal static class OtlpEndpoint
{
    private const int GrpcPort = 4317;

    /// <summary>What is wrong with it; null: nothing is.</summary>
    public static string? Objection(string text) => UriOf(text) is { Scheme: "http" or "https", Host.Length: > 0 }
        ? null
        : $"'{text}' is no endpoint; write http://HOST:PORT, such as http://localhost:4318";

    /// <exception cref="UriFormatException">It is none.</exception>
    public static Uri Parse(string text) => UriOf(text) ?? throw new UriFormatException(text);

    public static OtlpExportProtocol ProtocolOf(Uri endpoint) => endpoint.Port == GrpcPort ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;

    private static Uri? UriOf(string text) =>
        Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}", UriKind.Absolute, out Uri? uri) ? uri : null;
}
