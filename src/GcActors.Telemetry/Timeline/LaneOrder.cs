using System.Globalization;
using GcActors.Core.Telemetry;

namespace GcActors.Telemetry.Timeline;

/// <summary>From who leads to who is led: trial, allocator, collector and its workers, epochs, refcount actors, mutators; what is not known comes last.</summary>
internal sealed class LaneOrder : IComparer<string>
{
    /// <summary>Lane of spans that name no actor and lie in nothing that does.</summary>
    public static readonly string Root = Spans.Trial.Name;

    private static readonly string[] s_kinds = [Root, "allocator", "collector", "collector-worker", "worker", "epochs", "refcount", "mutator"];

    private LaneOrder()
    {
    }

    public static LaneOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        (int kind, string name, long number) = KeyOf(x ?? "");
        (int otherKind, string otherName, long otherNumber) = KeyOf(y ?? "");
        int order = kind.CompareTo(otherKind);
        order = order != 0 ? order : string.CompareOrdinal(name, otherName);
        order = order != 0 ? order : number.CompareTo(otherNumber);
        return order != 0 ? order : string.CompareOrdinal(x, y);
    }

    private static (int Kind, string Name, long Number) KeyOf(string lane)
    {
        int slash = lane.LastIndexOf('/');
        bool isNumbered = long.TryParse(lane.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long number) && slash >= 0;
        string name = isNumbered ? lane[..slash] : lane;
        int kind = Array.IndexOf(s_kinds, name);
        return (kind >= 0 ? kind : s_kinds.Length, name, isNumbered ? number : -1);
    }
}
