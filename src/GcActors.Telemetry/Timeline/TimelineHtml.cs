using System.Net;
using System.Reflection;

namespace GcActors.Telemetry.Timeline;

/// <summary>One page that needs nothing beside itself: style, script and data are in it, and its policy forbids the network.</summary>
public static class TimelineHtml
{
    /// <summary>In the order in which they depend on each other.</summary>
    private static readonly string[] s_scripts =
    [
        "data.js", "format.js", "kinds.js", "trial.js", "pauses.js", "heap.js", "arrows.js", "view.js", "search.js", "theme.js",
        "spans.js", "bands.js", "messages.js", "header.js", "minimap.js", "drawing.js", "details.js", "why.js", "list.js", "input.js", "start.js",
    ];

    public static string Write(IEnumerable<TimelineSpan> spans) => Write(TimelineTrial.Of(spans));

    internal static string Write(IReadOnlyList<TimelineTrial> trials)
    {
        string title = trials.Count == 0 ? "Timeline" : trials.Count == 1 ? trials[0].Name : $"{trials.Count} trials";
        Dictionary<string, string> parts = new(StringComparer.Ordinal)
        {
            ["title"] = WebUtility.HtmlEncode(title),
            ["style"] = Resource("style.css"),
            ["script"] = string.Join('\n', s_scripts.Select(Resource)),
            ["data"] = PageData.Write(trials),
        };
        // What is filled in is never looked at again, so texts of the data cannot name a part.
        string[] pieces = Resource("page.html").Split("%%");
        return string.Concat(pieces.Select((piece, i) => i % 2 == 0 ? piece : parts[piece]));
    }

    private static string Resource(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Timeline/{name}")
            ?? throw new InvalidOperationException($"the page's {name} is not embedded");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
