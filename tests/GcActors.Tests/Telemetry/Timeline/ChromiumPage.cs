using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GcActors.Tests.Telemetry.Timeline;

/// <summary>A tab, driven by the DevTools protocol: enough of it to open a page, to click, to type and to ask.</summary>
internal sealed class ChromiumPage : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> _waiting = new();
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly CancellationToken _cancellation;
    private Task _receiving = Task.CompletedTask;
    private int _lastId;

    private ChromiumPage(CancellationToken cancellation) => _cancellation = cancellation;

    /// <summary>Exceptions and console messages of the page.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>Addresses that the page asked for, its own file among them.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    public static async Task<ChromiumPage> Connect(Uri address, CancellationToken cancellation)
    {
        ChromiumPage page = new(cancellation);
        await page._socket.ConnectAsync(address, cancellation);
        page._receiving = page.Receive();
        foreach (string domain in (string[])["Page.enable", "Runtime.enable", "Log.enable", "Network.enable"])
        {
            await page.Send(domain);
        }

        await page.SetSize(1600, 900);
        return page;
    }

    public Task SetDark(bool isDark) => Send("Emulation.setEmulatedMedia", new JsonObject
    {
        ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = isDark ? "dark" : "light" }),
    });

    /// <summary>As on paper of a width in CSS pixels; null: as on a screen again.</summary>
    public async Task SetPrint(int? width)
    {
        await Send("Emulation.setEmulatedMedia", new JsonObject { ["media"] = width is null ? "" : "print" });
        await SetSize(width ?? 1600, 900);
    }

    public Task SetSize(int width, int height) =>
        Send("Emulation.setDeviceMetricsOverride", new JsonObject { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = false });

    public async Task SavePdf(string file)
    {
        JsonElement answer = await Send("Page.printToPDF", new JsonObject { ["printBackground"] = true });
        await File.WriteAllBytesAsync(file, answer.GetProperty("data").GetBytesFromBase64(), _cancellation);
    }

    public async Task Open(string file)
    {
        await Send("Page.navigate", new JsonObject { ["url"] = "about:blank" });
        await Until("location.href === 'about:blank'");
        await Send("Page.navigate", new JsonObject { ["url"] = new Uri(file).AbsoluteUri });
        await Until("window.gcactorsReady !== undefined");
    }

    /// <summary>Waits until an expression is true; a page that is being left may not answer, which is no answer either.</summary>
    public async Task Until(string condition)
    {
        while (!(await TryAsk(condition)).Equals("true", StringComparison.OrdinalIgnoreCase))
        {
            await Task.Delay(20, _cancellation);
        }
    }

    /// <summary>The value of an expression as a text.</summary>
    public async Task<string> Ask(string expression)
    {
        JsonElement answer = await Evaluate(expression);
        return answer.TryGetProperty("exceptionDetails", out JsonElement exception)
            ? throw new InvalidOperationException($"{expression}: {exception}")
            : TextOf(answer);
    }

    public Task Click(string selector) => Ask($"document.querySelector({JsonSerializer.Serialize(selector)}).click()");

    public async Task ClickAt(double x, double y)
    {
        (string, int)[] steps = [("mouseMoved", 0), ("mousePressed", 1), ("mouseReleased", 1)];
        foreach ((string type, int count) in steps)
        {
            await Send("Input.dispatchMouseEvent", new JsonObject
            {
                ["type"] = type, ["x"] = x, ["y"] = y, ["clickCount"] = count, ["button"] = count > 0 ? "left" : "none",
            });
        }
    }

    public async Task Wheel(double x, double y, double delta) => await Send("Input.dispatchMouseEvent", new JsonObject
    {
        ["type"] = "mouseWheel", ["x"] = x, ["y"] = y, ["deltaX"] = 0, ["deltaY"] = delta,
    });

    /// <param name="picture">A file.</param>
    /// <param name="isWhole">Also what is below the window.</param>
    public async Task Save(string picture, bool isWhole = false)
    {
        JsonElement answer = await Send("Page.captureScreenshot", new JsonObject { ["format"] = "png", ["captureBeyondViewport"] = isWhole });
        await File.WriteAllBytesAsync(picture, answer.GetProperty("data").GetBytesFromBase64(), _cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _receiving.ContinueWith(_ => { }, TaskScheduler.Default);
        _socket.Dispose();
    }

    private async Task<string> TryAsk(string expression) => TextOf(await Evaluate(expression));

    private Task<JsonElement> Evaluate(string expression) =>
        Send("Runtime.evaluate", new JsonObject { ["expression"] = expression, ["returnByValue"] = true, ["awaitPromise"] = true });

    private static string TextOf(JsonElement answer) =>
        answer.TryGetProperty("result", out JsonElement result) && result.TryGetProperty("value", out JsonElement value) ? value.ToString() : "";

    private async Task<JsonElement> Send(string method, JsonObject? parameters = null)
    {
        int id = Interlocked.Increment(ref _lastId);
        TaskCompletionSource<JsonElement> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[id] = answer;
        JsonObject message = new() { ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] };
        await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, endOfMessage: true, _cancellation);
        return await answer.Task.WaitAsync(_cancellation);
    }

    private async Task Receive()
    {
        byte[] buffer = new byte[1 << 16];
        while (_socket.State == WebSocketState.Open)
        {
            using MemoryStream text = new();
            WebSocketReceiveResult part;
            do
            {
                part = await _socket.ReceiveAsync(buffer, _cancellation);
                text.Write(buffer, 0, part.Count);
            }
            while (!part.EndOfMessage);

            if (text.Length > 0)
            {
                Take(JsonDocument.Parse(text.ToArray()).RootElement);
            }
        }
    }

    private void Take(JsonElement message)
    {
        if (message.TryGetProperty("id", out JsonElement id) && _waiting.TryRemove(id.GetInt32(), out TaskCompletionSource<JsonElement>? answer))
        {
            answer.SetResult(message.TryGetProperty("result", out JsonElement result) ? result : message);
        }
        else if (message.TryGetProperty("method", out JsonElement method) && method.GetString() is "Runtime.exceptionThrown" or "Runtime.consoleAPICalled" or "Log.entryAdded")
        {
            _complaints.Enqueue(message.GetRawText());
        }
        else if (method.ValueKind == JsonValueKind.String && method.GetString() == "Network.requestWillBeSent")
        {
            _requests.Enqueue(message.GetProperty("params").GetProperty("request").GetProperty("url").GetString()!);
        }
    }
}
