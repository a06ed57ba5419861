namespace GcActors.Telemetry.Printing;

/// <summary>Colours by ANSI sequences, or none. Text is aligned before it is coloured.</summary>
internal sealed class Ink(bool hasColor)
{
    // Readable on dark and on light ground; red is kept for what took longest.
    private static readonly int[] s_lanes = [36, 32, 35, 34, 33, 96, 92, 95];

    public string Bold(string text) => Paint(1, text);

    public string Dim(string text) => Paint(2, text);

    public string Alarm(string text) => hasColor ? $"\u001b[1;31m{text}\u001b[0m" : text;

    /// <summary>The same colour for the same lane, in every run.</summary>
    public string Lane(string lane, string text) => lane.Length == 0 ? text : Paint(s_lanes[Hash(lane) % (uint)s_lanes.Length], text);

    private string Paint(int code, string text) => hasColor && text.Length > 0 ? $"\u001b[{code}m{text}\u001b[0m" : text;

    // String.GetHashCode differs from process to process; this is FNV-1a.
    private static uint Hash(string text) => text.Aggregate(2166136261u, (hash, c) => (hash ^ c) * 16777619u);
}
