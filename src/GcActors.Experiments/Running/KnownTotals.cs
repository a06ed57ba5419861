using System.Globalization;

namespace GcActors.Experiments.Running;

/// <summary>Totals of a workload in closed form, from its settings (the cost model that each workload is specified with).</summary>
public static class KnownTotals
{
    /// <returns>Null where the workload has no closed form here.</returns>
    public static WorkTotals? Of(IReadOnlyDictionary<string, string> settings) =>
        settings.GetValueOrDefault("workload") == "hot" ? OfHot(settings) : null;

    /// <summary>A step touches <c>pairs</c> times, each one increment and one decrement; h shared leaves and q private ones a mutator live
    /// on.</summary>
    private static WorkTotals? OfHot(IReadOnlyDictionary<string, string> settings)
    {
        double? steps = Number(settings, "workload.steps");
        double? pairs = Number(settings, "workload.pairs");
        double? shared = Number(settings, "workload.singletons");
        double? owned = Number(settings, "workload.privates");
        double? mutators = Number(settings, "mutators");
        return new WorkTotals("the closed form", shared + (owned * mutators), 0, steps * pairs, steps * pairs, null);
    }

    private static double? Number(IReadOnlyDictionary<string, string> settings, string key) =>
        double.TryParse(settings.GetValueOrDefault(key), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null;
}
