using System.Text.Json.Nodes;
using GcActors.Core.Scenarios;

namespace GcActors.Experiments.Conformance;

/// <summary>A scenario's run under a plan.</summary>
/// <param name="Facts">Null where it did not come to its end.</param>
/// <param name="Problem">Why it did not, or null.</param>
public sealed record PlanRun(IReadOnlyList<ScenarioRow> Rows, ScenarioRemains? Facts, string? Problem);

/// <summary>
/// What must stay equal under another plan, and what may differ. Every value of every row must be equal, only lists that a collection fills (log, garbage,
/// debug output, referrers) may have another order, and nested tuples may lose their tracking one collection earlier or later; and at the end the heap must hold the same objects with the same counts, after as many collected ones. A
/// plan whose collector has no generations collects at other times: it is held against a run in which every collection is a full one.
/// </summary>
public static class PlanComparison
{
    private static readonly string[] s_filledByCollections = ["log", "garbage", "stderr", "referrers"];
    private static readonly string[] s_ofTracking = ["tracked", "generation", "population"];

    /// <param name="normal">With CPython's choices.</param>
    /// <param name="full">The same with every collection a full one; null where the plan's collector has generations.</param>
    /// <param name="actual">Under the plan.</param>
    public static (PlanVerdict Verdict, string Note) Judge(PlanRun normal, PlanRun? full, PlanRun actual)
    {
        PlanRun reference = full ?? normal;
        if (Defect(reference, actual) is { } defect)
        {
            return (PlanVerdict.Different, defect);
        }

        if (ScenarioComparison.FirstDifference(normal.Rows, actual.Rows) is not { } difference)
        {
            return (PlanVerdict.Equal, "");
        }

        bool isOrder = full == null || Difference(normal, actual, Sorted) == null;
        return (isOrder ? PlanVerdict.OrderDiffers : PlanVerdict.TimeDiffers, difference.Short);
    }

    private static string? Defect(PlanRun expected, PlanRun actual)
    {
        if (expected.Problem != actual.Problem)
        {
            return actual.Problem ?? $"came to its end, which it must not: {expected.Problem}";
        }

        if (expected.Facts != null && actual.Facts!.DifferenceTo(expected.Facts) is { } fact)
        {
            return fact;
        }

        ScenarioDifference? difference = Difference(expected, actual, Sorted);
        return difference == null || Difference(expected, actual, row => WithoutTracking(Sorted(row))) == null ? null : difference.Short;
    }

    private static ScenarioDifference? Difference(PlanRun expected, PlanRun actual, Func<ScenarioRow, ScenarioRow> canonical) =>
        ScenarioComparison.FirstDifference([.. expected.Rows.Select(canonical)], [.. actual.Rows.Select(canonical)]);

    private static ScenarioRow Sorted(ScenarioRow row) => row.Value is JsonArray values && s_filledByCollections.Contains(row.What)
        ? row with { Value = new JsonArray([.. values.Select(value => value!.GetValue<string>()).Order(StringComparer.Ordinal).Select(text => (JsonNode)text)]) }
        : row;

    /// <summary>A tuple around tuples is untracked one collection earlier or later, as the collector comes by the inner or the outer one first.</summary>
    private static ScenarioRow WithoutTracking(ScenarioRow row) => s_ofTracking.Contains(row.What) ? row with { Value = null } : row;
}
