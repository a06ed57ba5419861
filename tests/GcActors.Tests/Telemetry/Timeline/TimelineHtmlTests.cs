using System.Text.Json;
using System.Text.RegularExpressions;
using GcActors.Telemetry.Timeline;
using Xunit;

namespace GcActors.Tests.Telemetry.Timeline;

public partial class TimelineHtmlTests
{
    [Fact]
    public void What_spans_say_cannot_end_the_script_or_name_a_part_of_the_page()
    {
        const string Evil = "</script><script>alert(1)</script><!-- %%style%% & \" ' \u2028";
        TimelineSpan span = SyntheticTrial.Spans(1, 1)[0] with { Name = Evil, Attributes = [new TimelineAttribute("gcactors.plan", Evil), new TimelineAttribute(Evil, Evil)] };

        string page = TimelineHtml.Write([span]);

        Assert.Equal(2, Count(page, "</script>"));
        Assert.Equal(2, Count(page, "<script"));
        Assert.Equal(1, Count(page, "<style>"));
        Assert.Contains(Evil, Strings(page));
    }

    [Fact]
    public void Nothing_is_fetched_from_elsewhere()
    {
        string page = TimelineHtml.Write(SyntheticTrial.Spans(1, 3));

        Assert.DoesNotMatch("""(src|href)\s*=|@import|url\(|https?://""", page);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_spans_make_the_same_page_in_whatever_order_they_come()
    {
        IReadOnlyList<TimelineSpan> spans = SyntheticTrial.Spans(4, 20);

        Assert.Equal(TimelineHtml.Write(spans), TimelineHtml.Write(spans.Reverse()));
    }

    [Fact]
    public void A_page_of_a_hundred_thousand_spans_has_less_than_ten_megabytes()
    {
        IReadOnlyList<TimelineSpan> spans = SyntheticTrial.Spans(1, 3_500);

        Assert.True(spans.Count > 100_000);
        Assert.InRange(TimelineHtml.Write(spans).Length, 1_000_000, 10_000_000);
    }

    [Fact]
    public void Numbers_that_a_page_could_not_hold_exactly_are_texts()
    {
        TimelineSpan span = SyntheticTrial.Spans(1, 1)[0] with { Attributes = [new TimelineAttribute("huge", long.MaxValue), new TimelineAttribute("small", -5L)] };

        Assert.Contains("9223372036854775807", Strings(TimelineHtml.Write([span])));
        Assert.DoesNotContain("-5", Strings(TimelineHtml.Write([span])));
    }

    private static string?[] Strings(string page)
    {
        using JsonDocument data = JsonDocument.Parse(Data().Match(page).Groups[1].Value);
        return [.. data.RootElement.GetProperty("strings").EnumerateArray().Select(text => text.GetString())];
    }

    private static int Count(string page, string sought) => page.Split(sought).Length - 1;

    [GeneratedRegex("""id="data">(.*?)</script>""", RegexOptions.Singleline)]
    private static partial Regex Data();
}
