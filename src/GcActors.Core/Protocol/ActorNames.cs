using System.Globalization;

namespace GcActors.Core.Protocol;

/// <summary>The actors of a trial as reports, traces and errors name them.</summary>
internal static class ActorNames
{
    public const string Trial = "trial";

    public const string Allocator = "allocator";

    public const string Epochs = "epochs";

    public const string Collector = "collector";

    /// <param name="index">0-based.</param>
    public static string Mutator(int index) => Numbered("mutator", index);

    /// <param name="share">0-based.</param>
    public static string RefCount(int share) => Numbered("refcount", share);

    /// <param name="worker">From 1: share 0 of a phase is the collector's own.</param>
    public static string Worker(int worker) => Numbered("collector-worker", worker);

    private static string Numbered(string kind, int number) => string.Create(CultureInfo.InvariantCulture, $"{kind}/{number}");
}
