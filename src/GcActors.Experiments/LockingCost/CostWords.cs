using GcActors.Experiments.Results;

namespace GcActors.Experiments.LockingCost;

/// <summary>How a split is put in words, on a terminal and in a report.</summary>
public static class CostWords
{
    /// <summary>Before what is inconclusive: the median of the blocks as they are.</summary>
    public const string HollowMark = "~";

    /// <summary>What <see cref="HollowMark"/> means.</summary>
    public const string HollowMeaning = "~ hollow: inconclusive by the gate that is named; the median of the blocks as they are, a shape at best";

    public static string TitleOf(CostTable table)
    {
        int mutators = table.Parts.Program.Mutators;
        return $"{table.Parts.Workload}, {table.Parts.Strategy.Label}, {mutators} {(mutators == 1 ? "mutator" : "mutators")}";
    }

    /// <param name="cost">A value of a split.</param>
    /// <param name="format">Of <see cref="NumberText.Of"/>: ns, percent or empty.</param>
    /// <returns>The number, and why it is hollow; empty where it is not.</returns>
    public static (string Text, string Why) Value(CostValue cost, string format) =>
        cost.Value is { IsConclusive: true, Estimate.IsDefined: true } ? (NumberText.Of(cost.Value.Estimate, format), "")
        : double.IsNaN(cost.Hollow) ? ("inconclusive", cost.Value.Brief)
        : ($"{HollowMark} {NumberText.Number(cost.Hollow * (format == "percent" ? 100 : 1))}", cost.Value.Brief);

    /// <summary>In place of a number.</summary>
    public static string KindOf(CostPart part) => part.Kind == PartKind.ZeroByConstruction ? "0 by construction" : "not separated";

    /// <summary>Whether the parts come to the whole (rule 7.5).</summary>
    public static string ClosedText(CostTable table) => table.IsClosed switch
    {
        true => "closed: the parts come to the whole",
        false => "OPEN: the parts do not come to the whole, see X",
        null => "not judged whether the parts come to the whole",
    };

    /// <summary>How dense counting is, without which a share says nothing; and what a known cost came to.</summary>
    public static IEnumerable<string> NotesOf(CostTable table)
    {
        string perAlloc = table.OperationsPerAlloc is { } number ? $"{NumberText.Number(number)} an allocation" : "no allocation";
        yield return $"{Text(table.OperationsPerUs)} counted operations a µs of a thread's time, {perAlloc}";
        foreach (CostExposure exposure in table.Exposures)
            yield return $"a ns more {exposure.Place.Says} takes {Text(exposure.Value)} ns longer{(exposure.Place == DosePlace.Operation ? "" : ", each time")}";
    }

    public static bool HasHollow(CostTable table) => !table.Whole.Value.IsConclusive || table.Rows.Any(row => row.Cost is { Value.IsConclusive: false });

    private static string Text(CostValue value) => Value(value, "") is (var text, var why) && why.Length > 0 ? $"{text} ({why})" : text;
}
