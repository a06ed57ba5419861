using System.Globalization;
using System.Text.Json;
using GcActors.Telemetry.Timeline;
using Xunit;
using Xunit.Abstractions;

namespace GcActors.Tests.Telemetry.Timeline;

/// <summary>The page in a real browser. <c>GCACTORS_SCREENSHOTS</c> names a folder for pictures of it, to be looked at.</summary>
public sealed class TimelineBrowserTests(ITestOutputHelper output) : IAsyncLifetime, IDisposable
{
    private const double MostMs = 3_000;
    private const int MostAttempts = 5;

    private readonly string _folder = Directory.CreateTempSubdirectory("timeline-").FullName;
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromMinutes(1));
    private Chromium? _browser;
    private ChromiumPage? _opened;

    private ChromiumPage Page => _opened!;

    public async Task InitializeAsync()
    {
        _browser = Chromium.Start();
        try
        {
            _opened = await _browser.OpenPage(_deadline.Token);
        }
        catch
        {
            await _browser.DisposeAsync();
            throw;
        }
    }

    public async Task DisposeAsync()
    {
        await Page.DisposeAsync();
        await _browser!.DisposeAsync();
    }

    public void Dispose()
    {
        _deadline.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [BrowserFact]
    public async Task A_hundred_thousand_spans_are_drawn_in_three_seconds()
    {
        IReadOnlyList<TimelineSpan> spans = SyntheticTrial.Spans(1, 3_500);
        string file = Write(spans);
        // By the page's own clock, from the beginning of the navigation. Another process may have the core meanwhile: the best attempt counts.
        double best = double.MaxValue;
        for (int attempt = 0; attempt < MostAttempts && best > MostMs; attempt++)
        {
            await Page.Open(file);
            best = Math.Min(best, double.Parse(await Page.Ask("gcactorsReady.drawnMs"), CultureInfo.InvariantCulture));
        }

        output.WriteLine($"{spans.Count:N0} spans, {new FileInfo(file).Length / 1e6:F1} MB: drawn in {best:F0} ms");
        Assert.Equal(spans.Count.ToString(CultureInfo.InvariantCulture), await Page.Ask("gcactorsReady.spans"));
        Assert.True(int.Parse(await Colours(), CultureInfo.InvariantCulture) > 20, "the canvas is empty");
        Assert.Empty(Page.Complaints);
        Assert.True(best < MostMs, $"the best of {MostAttempts} attempts took {best:F0} ms");
        await Picture("whole-trial");
    }

    [BrowserFact]
    public async Task Two_clicks_tell_why_a_pause_was_long()
    {
        await Page.Open(Write(SyntheticTrial.Spans(1, 300)));

        await Page.Click("#pauses thead th:nth-child(2) button");
        await Page.Click("#pauses tbody tr:first-child");
        string why = await Details();
        string last = await Page.Ask("document.querySelector('#pauses tbody tr:first-child td:nth-child(3)').textContent");
        string doing = await Page.Ask("document.querySelector('#pauses tbody tr:first-child td:nth-child(4)').textContent");
        await Picture("one-pause");
        await Page.Click("#details .lead .link");

        Assert.Contains($"Last to stop: {last}, which was in: {doing}.", why, StringComparison.Ordinal);
        Assert.Contains("time to stop", why, StringComparison.Ordinal);
        Assert.Contains($"last to stop · {doing}", await Details(), StringComparison.Ordinal);
        Assert.Contains("gcactors.activity", await Details(), StringComparison.Ordinal);
        Assert.Empty(Page.Complaints);
    }

    [BrowserFact]
    public async Task Search_counts_and_steps_and_a_click_on_a_span_shows_it()
    {
        IReadOnlyList<TimelineSpan> spans = SyntheticTrial.Spans(2, 100);
        int expected = spans.Count(span => span.Name == "stop mutator" && span.TextOf("gcactors.actor") == "mutator/3");
        await Page.Open(Write(spans));

        await Page.Ask("document.getElementById('query').value = 'stop actor=mutator/3'; document.getElementById('query').dispatchEvent(new Event('input'))");
        await Page.Until($"document.getElementById('matches').textContent === '{expected}'");
        await Page.Click("#next");
        await Page.Click("#next");
        Assert.Equal($"2 of {expected}", await Page.Ask("document.getElementById('matches').textContent"));
        Assert.Contains("mutator/3", await Details(), StringComparison.Ordinal);

        int collection = Assert.Single(TimelineTrial.Of(spans)).Spans.ToList().FindIndex(span => span.Name == "collection");
        await Page.Click("#fit");
        await Page.Click($"#pauses tbody tr[data-span='{collection}']");
        double[] place = JsonSerializer.Deserialize<double[]>(await Page.Ask($"JSON.stringify(gcactorsReady.locate({collection}))"))!;
        await Page.ClickAt(place[0], place[1] + 500);
        await Page.ClickAt(place[0], place[1]);
        Assert.StartsWith("collection", await Page.Ask("document.querySelector('#details h2').textContent"), StringComparison.Ordinal);
        await Page.Wheel(place[0], place[1], -300);
        Assert.Empty(Page.Complaints);
    }

    [BrowserFact]
    public async Task Virtual_time_is_called_so_in_the_dark_as_well()
    {
        await Page.SetDark(true);
        await Page.Open(Write(SyntheticTrial.Spans(3, 200, "simulation")));
        await Page.Click("#pauses thead th:nth-child(2) button");
        await Page.Click("#pauses tbody tr:first-child");

        Assert.Equal("dark", await Page.Ask("document.documentElement.dataset.theme"));
        Assert.Contains("virtual time", await Page.Ask("document.getElementById('facts').textContent"), StringComparison.Ordinal);
        Assert.Contains("of virtual time", await Details(), StringComparison.Ordinal);
        Assert.Empty(Page.Complaints);
        await Picture("dark");
    }

    [BrowserFact]
    public async Task Odd_pages_open_too()
    {
        TimelineSpan odd = SyntheticTrial.Spans(1, 1)[0] with { Name = "</script><b>", ParentId = new string('f', 16), Attributes = [], Status = TimelineStatus.Error };
        IEnumerable<TimelineSpan>[] pages = [[], [odd], [.. SyntheticTrial.Spans(1, 3), .. SyntheticTrial.Spans(2, 3)]];
        foreach (IEnumerable<TimelineSpan> page in pages)
        {
            await Page.Open(Write(page));
        }

        Assert.Equal("2", await Page.Ask("document.querySelectorAll('#trials option').length"));
        Assert.Empty(Page.Complaints);
    }

    private string Write(IEnumerable<TimelineSpan> spans)
    {
        string file = Path.Combine(_folder, $"{Guid.NewGuid():N}.html");
        TimelineFiles.Write(file, spans);
        return file;
    }

    private Task<string> Details() => Page.Ask("document.getElementById('details').innerText");

    private Task<string> Colours() => Page.Ask("""
        (() => {
          const canvas = document.getElementById('canvas');
          return new Set(new Uint32Array(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.buffer)).size;
        })()
        """);

    private async Task Picture(string name)
    {
        if (Environment.GetEnvironmentVariable("GCACTORS_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await Page.Ask("new Promise(done => requestAnimationFrame(() => setTimeout(done)))");
            Directory.CreateDirectory(folder);
            await Page.Save(Path.Combine(folder, $"timeline-{name}.png"));
        }
    }
}
