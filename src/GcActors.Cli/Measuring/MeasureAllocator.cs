using System.Text.Json.Nodes;
using GcActors.Core.Host;
using GcActors.Core.Probes;

namespace GcActors.Cli.Measuring;

/// <summary><c>measure allocator</c>: ns per allocate + free of a 48-byte container, own and foreign.</summary>
internal static class MeasureAllocator
{
    private const int Objects = 1 << 22;

    public static JsonObject Run(MeasureOptions options)
    {
        var probe = new AllocatorProbe(ThreadCore.TryBindCurrentThread, Objects);
        return Medians.Of(options,
        [
            ("leased_at_once_ns", () => probe.AtOnceNs(leased: true)),
            ("leased_lifo_64_ns", () => probe.LifoNs(leased: true)),
            ("leased_window_64_ns", () => probe.WindowNs(leased: true)),
            ("shared_at_once_ns", () => probe.AtOnceNs(leased: false)),
            ("shared_lifo_64_ns", () => probe.LifoNs(leased: false)),
            ("shared_window_64_ns", () => probe.WindowNs(leased: false)),
            ("leased_foreign_ns", probe.ForeignNs),
        ]);
    }
}
