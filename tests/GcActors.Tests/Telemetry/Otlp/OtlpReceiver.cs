using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using GcActors.Tests.Telemetry.Protos;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GcActors.Tests.Telemetry.Otlp;

/// <summary>An OTLP receiver on loopback that decodes what it gets: http/protobuf and http/json on one port, gRPC on the other.</summary>
internal sealed class OtlpReceiver : IDisposable
{
    private const string GrpcTraces = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
    private const string GrpcMetrics = "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";

    private readonly WebApplication application;
    private readonly CancellationTokenSource stopped = new();
    private readonly Func<int, HttpContext, CancellationToken, Task<bool>> behave;
    private int requests;

    /// <param name="behave">Given a request's number, from 1, answers it itself and says true; or says false: it is taken.</param>
    public OtlpReceiver(Func<int, HttpContext, CancellationToken, Task<bool>>? behave = null)
    {
        this.behave = behave ?? ((_, _, _) => Task.FromResult(false));
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        application = builder.Build();
        application.Run(Answer);
        application.StartAsync().GetAwaiter().GetResult();
        string[] addresses = [.. application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses];
        (Http, Grpc) = (addresses[0], addresses[1]);
    }

    public string Http { get; }

    public string Grpc { get; }

    public ConcurrentQueue<TracesData> Traces { get; } = [];

    public ConcurrentQueue<MetricsData> Metrics { get; } = [];

    /// <summary>Paths and bodies of what came as JSON.</summary>
    public ConcurrentQueue<(string Path, string Body)> Json { get; } = [];

    public ConcurrentQueue<IHeaderDictionary> Headers { get; } = [];

    public int Requests => Volatile.Read(ref requests);

    public IReadOnlyList<Span> Spans => [.. Traces.SelectMany(t => t.ResourceSpans).SelectMany(r => r.ScopeSpans).SelectMany(s => s.Spans)];

    /// <summary>Refuses everything with one status.</summary>
    public static Func<int, HttpContext, CancellationToken, Task<bool>> Refusing(int status) => (_, http, _) =>
    {
        http.Response.StatusCode = status;
        return Task.FromResult(true);
    };

    /// <summary>Never answers.</summary>
    public static async Task<bool> Silent(int number, HttpContext http, CancellationToken stopped)
    {
        await Task.Delay(Timeout.Infinite, CancellationTokenSource.CreateLinkedTokenSource(stopped, http.RequestAborted).Token)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return true;
    }

    public void Dispose()
    {
        stopped.Cancel();
        application.StopAsync(new CancellationToken(canceled: true)).GetAwaiter().GetResult();
        application.DisposeAsync().AsTask().GetAwaiter().GetResult();
        stopped.Dispose();
    }

    private async Task Answer(HttpContext http)
    {
        Headers.Enqueue(new HeaderDictionary(http.Request.Headers.ToDictionary()));
        if (await behave(Interlocked.Increment(ref requests), http, stopped.Token))
        {
            return;
        }

        using MemoryStream body = new();
        await http.Request.Body.CopyToAsync(body);
        byte[] bytes = body.ToArray();
        bool isGrpc = http.Request.ContentType == "application/grpc";
        if (http.Request.ContentType?.StartsWith("application/json", StringComparison.Ordinal) == true)
        {
            Json.Enqueue((http.Request.Path, System.Text.Encoding.UTF8.GetString(bytes)));
            await http.Response.WriteAsync("{}");
            return;
        }

        Take(http.Request.Path, isGrpc ? MessageIn(bytes) : bytes);
        if (isGrpc)
        {
            http.Response.ContentType = "application/grpc";
            await http.Response.Body.WriteAsync(new byte[5]);
            http.Response.AppendTrailer("grpc-status", "0");
        }
        else
        {
            http.Response.ContentType = "application/x-protobuf";
        }
    }

    private void Take(string path, byte[] message)
    {
        switch (path)
        {
            case "/v1/traces" or GrpcTraces:
                Traces.Enqueue(TracesData.Parser.ParseFrom(message));
                break;
            case "/v1/metrics" or GrpcMetrics:
                Metrics.Enqueue(MetricsData.Parser.ParseFrom(message));
                break;
            default:
                throw new InvalidOperationException($"nothing is at {path}");
        }
    }

    // gRPC: one byte that says whether it is compressed, four of length, the message.
    private static byte[] MessageIn(byte[] frame)
    {
        int length = BinaryPrimitives.ReadInt32BigEndian(frame.AsSpan(1));
        return frame[0] == 0 && frame.Length == 5 + length ? frame[5..] : throw new InvalidDataException("not one uncompressed message");
    }
}
