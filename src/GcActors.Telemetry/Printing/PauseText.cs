using GcActors.Core.Telemetry;

namespace GcActors.Telemetry.Printing;

/// <summary>
/// Why the longest pauses were long: what each consisted of, who was last to stop and what it was doing, and which phase of the collector took the time.
/// </summary>
internal static class PauseText
{
    private const int Shown = 3;
    private const int DurationWidth = 9;

    public static void Write(TextWriter writer, SpanTree tree, Ink ink)
    {
        SpanNode[] pauses = [.. tree.All.Where(n => n.Name == Spans.Collection.Name || n.Name == Spans.Pause.Name)];
        if (pauses.Length == 0)
        {
            return;
        }

        SpanNode[] longest = [.. pauses.OrderByDescending(p => p.Duration).Take(Shown)];
        writer.WriteLine();
        writer.WriteLine(ink.Bold($"the longest of {pauses.Length:N0} pauses"));
        foreach (SpanNode pause in longest)
        {
            Write(writer, pause, ink);
        }
    }

    private static void Write(TextWriter writer, SpanNode pause, Ink ink)
    {
        writer.WriteLine($"{ink.Alarm($"{Units.Time(pause.Duration),DurationWidth}")}  {Title(pause)}");
        int width = pause.Children.Count == 0 ? 0 : pause.Children.Max(c => c.Name.Length);
        SpanNode? most = pause.Children.MaxBy(c => c.Duration);
        foreach (SpanNode part in pause.Children)
        {
            double share = pause.Duration > TimeSpan.Zero ? part.Duration / pause.Duration : 0;
            string text = $"{Units.Time(part.Duration),DurationWidth}  {share,5:P0}  {part.Name.PadRight(width)}  {Why(part)}".TrimEnd();
            writer.WriteLine($"  {(part == most ? ink.Bold(text) : text)}");
        }
    }

    private static string Title(SpanNode pause)
    {
        List<string> words = [pause.Name];
        Add(words, "", pause.Text(Attributes.StopId) is { } id ? $"#{id}" : null);
        Add(words, "of generation ", pause.Text(Attributes.Generation));
        Add(words, "for ", pause.Text(Attributes.Reason));
        Add(words, "in ", PhaseOf(pause));
        return string.Join(' ', words);
    }

    private static string? PhaseOf(SpanNode pause) =>
        pause.Parent is { } phase ? $"{phase.Name}{(phase.Text(Attributes.Iteration) is { } iteration ? $" {iteration}" : "")}" : null;

    private static string Why(SpanNode part) => part.Name switch
    {
        _ when part.Name == Spans.Stop.Name => LastToStop(part),
        _ when part.Children.MaxBy(c => c.Duration) is { } longest =>
            $"most of it {longest.Text(Attributes.GcPhase) ?? longest.Name}, {Units.Time(longest.Duration)}",
        _ => part.Lane == part.Parent?.Lane ? "" : part.Lane,
    };

    private static string LastToStop(SpanNode stop)
    {
        SpanNode? slowest = stop.Children.MaxBy(c => c.Duration);
        string? last = stop.Text(Attributes.LastToStop) ?? slowest?.Lane;
        string? doing = stop.Text(Attributes.LastReason) ?? slowest?.Text(Attributes.Activity);
        return last is null ? "" : $"last was {last}{(doing is null ? "" : $", doing: {doing}")}";
    }

    private static void Add(List<string> words, string before, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            words.Add(before + value);
        }
    }
}
