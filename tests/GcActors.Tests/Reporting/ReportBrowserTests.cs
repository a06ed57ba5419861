using GcActors.Experiments.Reporting;
using GcActors.Tests.Running;
using GcActors.Tests.Telemetry.Timeline;
using Xunit;

namespace GcActors.Tests.Reporting;

/// <summary>The page in a real browser. <c>GCACTORS_SCREENSHOTS</c> names a folder for pictures of it, to be looked at.</summary>
public sealed class ReportBrowserTests : IAsyncLifetime, IDisposable
{
    /// <summary>Of A4 less its margins, and of a telephone.</summary>
    private const int PaperPx = 680;
    private const int TelephonePx = 380;

    private readonly RunFixture _fixture = new();
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromMinutes(1));
    private Chromium? _browser;
    private ChromiumPage? _opened;

    private ChromiumPage Page => _opened!;

    private string Report => Path.Combine(_fixture.Out, ReportFiles.Html);

    public async Task InitializeAsync()
    {
        if (Chromium.Executable != null)
        {
            _browser = Chromium.Start();
            _opened = await _browser.OpenPage(_deadline.Token);
        }
    }

    public async Task DisposeAsync()
    {
        if (_opened != null)
        {
            await _opened.DisposeAsync();
        }

        if (_browser != null)
        {
            await _browser.DisposeAsync();
        }
    }

    public void Dispose()
    {
        _fixture.Dispose();
        _deadline.Dispose();
    }

    [BrowserFact]
    public async Task It_reads_in_light_dark_narrow_and_on_paper()
    {
        _fixture.Run(new SyntheticMachine());
        await Page.SetDark(false);
        await Page.Open(Report);
        await NothingSticksOut();
        string light = await Background();
        await Picture("light");

        await Page.SetDark(true);
        await NothingSticksOut();
        Assert.NotEqual(light, await Background());
        Assert.Equal("rgb(20, 24, 31)", await Page.Ask("getComputedStyle(document.querySelector('svg.fig rect')).fill"));
        await Picture("dark");

        await Page.SetDark(false);
        await Page.SetSize(TelephonePx, 800);
        await NothingSticksOut();
        await Picture("narrow");

        await Page.SetPrint(PaperPx);
        await NothingSticksOut(inTablesToo: true);
        Assert.Equal(light, await Background());
        await Picture("print");
        string pdf = Path.Combine(_fixture.Out, "report.pdf");
        await Page.SavePdf(pdf);
        Assert.Equal("%PDF", System.Text.Encoding.ASCII.GetString(await File.ReadAllBytesAsync(pdf), 0, 4));

        Assert.Empty(Page.Complaints);
        Assert.All(Page.Requests, request => Assert.True(request == new Uri(Report).AbsoluteUri || request == "about:blank", request));
    }

    [BrowserFact]
    public async Task A_click_on_the_legend_hides_a_series_and_the_mouse_shows_an_interval()
    {
        _fixture.Run(new SyntheticMachine { IsBusy = true });
        await Page.Open(Report);
        string hidden = "[...document.querySelectorAll('svg [data-series=\"0\"]')].filter(e => e.style.display === 'none').length";
        Assert.Equal("0", await Page.Ask(hidden));
        await Page.Ask("document.querySelector('[data-toggle=\"0\"]').dispatchEvent(new Event('click'))");
        Assert.NotEqual("0", await Page.Ask(hidden));
        await Page.Ask("document.querySelector('[data-toggle=\"0\"]').dispatchEvent(new Event('click'))");
        Assert.Equal("0", await Page.Ask(hidden));

        await Page.Ask("document.querySelector('svg [data-series=\"0\"] path').dispatchEvent(new MouseEvent('mousemove', { bubbles: true }))");
        Assert.Contains("[", await Page.Ask("document.getElementById('tip').textContent"), StringComparison.Ordinal);
        await NothingSticksOut();
        await Picture("void");
        Assert.Empty(Page.Complaints);
    }

    /// <summary>Wide tables scroll in a box of their own on a screen; paper has no scrolling.</summary>
    private async Task NothingSticksOut(bool inTablesToo = false)
    {
        string wide = await Page.Ask($$"""
            [...document.querySelectorAll('main *')]
              .filter(e => e.namespaceURI.endsWith('xhtml') && ({{(inTablesToo ? "true" : "false")}} || !e.closest('.scroll table')))
              .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
              .map(e => `${e.tagName} ${e.className} ${e.textContent.slice(0, 40)}`).join('; ')
            """);
        Assert.Equal("", wide);
        Assert.Equal("true", (await Page.Ask("document.documentElement.scrollWidth <= document.documentElement.clientWidth")).ToLowerInvariant());
    }

    private Task<string> Background() => Page.Ask("getComputedStyle(document.body).backgroundColor");

    private async Task Picture(string name)
    {
        if (Environment.GetEnvironmentVariable("GCACTORS_SCREENSHOTS") is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
            await Page.Save(Path.Combine(folder, $"report-{name}.png"), isWhole: true);
        }
    }
}
