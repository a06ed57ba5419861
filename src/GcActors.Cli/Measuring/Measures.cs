using System.Text.Json.Nodes;

namespace GcActors.Cli.Measuring;

/// <summary>The primitives that can be measured, by the name of their sub-command: one line an entry.</summary>
internal static class Measures
{
    public static IReadOnlyDictionary<string, Func<MeasureOptions, JsonObject>> All { get; } =
        new Dictionary<string, Func<MeasureOptions, JsonObject>>(StringComparer.Ordinal)
        {
            ["collector"] = MeasureCollector.Run,
            ["counter"] = MeasureCounter.Run,
            ["allocator"] = MeasureAllocator.Run,
            ["mailbox"] = MeasureMailbox.Run,
            ["handshake"] = MeasureHandshake.Run,
        };
}
