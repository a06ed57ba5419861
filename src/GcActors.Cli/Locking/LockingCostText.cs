using GcActors.Cli.Output;
using GcActors.Experiments.LockingCost;
using GcActors.Experiments.Results;

namespace GcActors.Cli.Locking;

/// <summary>One split, for reading.</summary>
internal static class LockingCostText
{
    public static void Write(CliContext context, LockingCostPlan plan, CostTable table)
    {
        int mutators = table.Parts.Program.Mutators;
        context.Out.WriteLine($"{plan.Workload}, {table.Parts.Strategy.Label}, {mutators} {(mutators == 1 ? "mutator" : "mutators")}: ns of thread time a counted operation");
        TextTable.Write(context, ["part", "what", "ns", "% of the whole", ""],
        [
            ["whole", "", Text(table.Whole, "ns"), "100 %", ""],
            .. table.Rows.Where(row => row.Part.Kind != PartKind.Beside).Select(row => Cells(row, "= ")),
            Cells(table.Locking, ""),
            .. table.Rows.Where(row => row.Part.Kind == PartKind.Beside).Select(row => Cells(row, "")),
        ]);
        if (!table.Whole.Value.IsConclusive || table.Rows.Any(row => row.Cost is { Value.IsConclusive: false }))
        {
            context.Out.WriteLine("~ hollow: inconclusive by the gate that is named; the median of the blocks as they are, a shape at best");
        }

        string closed = table.IsClosed switch
        {
            true => "closed: the parts come to the whole",
            false => "OPEN: the parts do not come to the whole, see X",
            null => "not judged whether the parts come to the whole",
        };
        string perAlloc = table.OperationsPerAlloc is { } number ? $", {NumberText.Number(number)} an allocation" : ", no allocation";
        context.Out.WriteLine($"{closed}; {Text(table.OperationsPerUs, "")} counted operations a µs of a thread's time{perAlloc}");
        if (table.Exposure is { } exposure)
        {
            context.Out.WriteLine($"a ns more for each counted operation takes {Text(exposure, "")} ns longer");
        }

        context.Out.WriteLine();
    }

    private static string[] Cells(CostRow row, string prefix) =>
        [prefix + row.Part.Key, row.Part.Name, row.Cost is { } cost ? Text(cost, "ns") : KindOf(row.Part.Kind), row.Share is { } share ? Text(share, "percent") : "", row.Part.Note];

    private static string KindOf(PartKind kind) => kind == PartKind.ZeroByConstruction ? "0 by construction" : "not separated";

    private static string Text(CostValue value, string format) =>
        value.Value is { IsConclusive: true, Estimate.IsDefined: true } ? NumberText.Of(value.Value.Estimate, format)
        : double.IsNaN(value.Hollow) ? $"inconclusive ({value.Value.Brief})"
        : $"~ {NumberText.Number(value.Hollow * (format == "percent" ? 100 : 1))} ({value.Value.Brief})";
}
