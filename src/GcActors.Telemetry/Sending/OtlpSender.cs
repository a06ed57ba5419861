using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GcActors.Telemetry.Sending;

/// <summary>Posts lines to a receiver as OTLP/JSON over HTTP. A receiver that is busy is asked again, later and later.</summary>
public sealed class OtlpSender : IDisposable
{
    /// <summary>How often a line is sent before it is given up.</summary>
    public const int Attempts = 5;

    private static readonly TimeSpan s_firstDelay = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_longestDelay = TimeSpan.FromSeconds(30);

    // What the protocol's specification calls retryable.
    private static readonly HttpStatusCode[] s_busy =
        [HttpStatusCode.TooManyRequests, HttpStatusCode.BadGateway, HttpStatusCode.ServiceUnavailable, HttpStatusCode.GatewayTimeout];

    private readonly HttpClient client = new() { Timeout = TimeSpan.FromSeconds(30) };
    private readonly string endpoint;
    private readonly Action<TimeSpan> wait;

    /// <param name="endpoint">The receiver, without the path of a signal.</param>
    /// <param name="wait">Waits; it may throw when it is interrupted.</param>
    public OtlpSender(Uri endpoint, Action<TimeSpan> wait)
    {
        this.endpoint = endpoint.AbsoluteUri.TrimEnd('/');
        this.wait = wait;
    }

    /// <summary>Spans and data points that a receiver took a request without.</summary>
    public long Rejected { get; private set; }

    /// <summary>Why, as it said of the first of them.</summary>
    public string? Rejection { get; private set; }

    /// <summary>Sends a line, if need be several times.</summary>
    /// <exception cref="SendException">It was not accepted.</exception>
    public void Send(OtlpLine line, CancellationToken cancellation)
    {
        TimeSpan delay = s_firstDelay;
        for (int attempt = 1; ; attempt++)
        {
            (string? problem, bool isBusy, TimeSpan? asked) = Try(line, cancellation);
            if (problem is null)
            {
                return;
            }

            if (!isBusy || attempt == Attempts)
            {
                throw new SendException(line, attempt == 1 ? problem : $"{problem} ({attempt} attempts)");
            }

            wait(asked is { } time && time < s_longestDelay ? time : delay);
            delay = delay * 2 < s_longestDelay ? delay * 2 : s_longestDelay;
        }
    }

    public void Dispose() => client.Dispose();

    private (string? Problem, bool IsBusy, TimeSpan? Asked) Try(OtlpLine line, CancellationToken cancellation)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, endpoint + line.Path)
        {
            Content = new StringContent(line.Json, Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        };
        try
        {
            using HttpResponseMessage response = client.Send(request, cancellation);
            using StreamReader body = new(response.Content.ReadAsStream(cancellation));
            string text = body.ReadToEnd();
            if (response.IsSuccessStatusCode)
            {
                NoteRejections(text);
                return (null, false, null);
            }

            string answer = $"{request.RequestUri} answered {(int)response.StatusCode} {response.ReasonPhrase}{Excerpt(text)}";
            return (answer, s_busy.Contains(response.StatusCode), response.Headers.RetryAfter?.Delta);
        }
        catch (HttpRequestException e)
        {
            return ($"{request.RequestUri}: {e.Message}", true, null);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return ($"{request.RequestUri}: no answer within {client.Timeout.TotalSeconds:0} s", true, null);
        }
    }

    // A receiver may take a request and say what it left out.
    private void NoteRejections(string answer)
    {
        JsonNode? partial = answer.TrimStart().StartsWith('{') ? ParseOrNull(answer)?["partialSuccess"] : null;
        if (partial is not JsonObject members)
        {
            return;
        }

        foreach ((string name, JsonNode? value) in members)
        {
            bool isCount = name.StartsWith("rejected", StringComparison.Ordinal);
            if (isCount && long.TryParse(value?.ToString(), CultureInfo.InvariantCulture, out long count) && count > 0)
            {
                Rejected += count;
                Rejection ??= members["errorMessage"]?.ToString();
            }
        }
    }

    private static JsonNode? ParseOrNull(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Excerpt(string body)
    {
        const int longest = 200;
        string line = body.ReplaceLineEndings(" ").Trim();
        return line.Length == 0 ? "" : $": {(line.Length > longest ? line[..longest] + "…" : line)}";
    }
}
