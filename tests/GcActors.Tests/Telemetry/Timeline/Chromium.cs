using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace GcActors.Tests.Telemetry.Timeline;

/// <summary>A headless browser with a profile of its own, ended with the test.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    public const string Variable = "GCACTORS_CHROMIUM";
    private const string Announcement = "DevTools listening on ws://";

    private readonly Process _process;
    private readonly string _profile;

    private readonly TaskCompletionSource<string> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Chromium(Process process, string profile)
    {
        _process = process;
        _profile = profile;
        _process.ErrorDataReceived += (_, e) => ReadLine(e.Data);
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
    }

    public static IReadOnlyList<string> Names { get; } = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

    /// <summary>Null: there is none.</summary>
    public static string? Executable { get; } = Find();

    public static Chromium Start()
    {
        string profile = Directory.CreateTempSubdirectory("chromium-").FullName;
        ProcessStartInfo start = new(Executable!) { RedirectStandardError = true, RedirectStandardOutput = true };
        // The sandbox needs rights that containers do not give; the only page is our own. Shared memory is small there, too.
        string[] options =
        [
            "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run", "--no-default-browser-check", "--hide-scrollbars",
            "--disable-background-networking", "--remote-debugging-port=0", $"--user-data-dir={profile}", "about:blank",
        ];
        foreach (string option in options)
        {
            start.ArgumentList.Add(option);
        }

        return new Chromium(Process.Start(start)!, profile);
    }

    /// <summary>The tab that it begins with.</summary>
    public async Task<ChromiumPage> OpenPage(CancellationToken cancellation)
    {
        string address = await _address.Task.WaitAsync(cancellation);
        using HttpClient client = new();
        while (true)
        {
            JsonElement targets = await client.GetFromJsonAsync<JsonElement>($"http://{address}/json", cancellation);
            foreach (JsonElement target in targets.EnumerateArray())
            {
                if (target.GetProperty("type").GetString() == "page")
                {
                    return await ChromiumPage.Connect(new Uri(target.GetProperty("webSocketDebuggerUrl").GetString()!), cancellation);
                }
            }

            await Task.Delay(20, cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        try
        {
            Directory.Delete(_profile, recursive: true);
        }
        catch (IOException)
        {
            // A child of it may still be writing; the folder is a temporary one.
        }
    }

    private void ReadLine(string? line)
    {
        int at = line?.IndexOf(Announcement, StringComparison.Ordinal) ?? -1;
        if (line == null)
        {
            _address.TrySetException(new InvalidOperationException("Chromium ended before it listened"));
        }
        else if (at >= 0)
        {
            _address.TrySetResult(line[(at + Announcement.Length)..].Split('/')[0]);
        }
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            return File.Exists(named) ? named : null;
        }

        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    }
}
