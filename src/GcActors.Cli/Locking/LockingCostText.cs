using GcActors.Cli.Output;
using GcActors.Experiments.LockingCost;

namespace GcActors.Cli.Locking;

/// <summary>One split, for reading.</summary>
internal static class LockingCostText
{
    public static void Write(CliContext context, CostTable table)
    {
        context.Out.WriteLine($"{CostWords.TitleOf(table)}: ns of thread time a counted operation");
        TextTable.Write(context, ["part", "what", "ns", "% of the whole", ""],
        [
            ["whole", "", Text(table.Whole, "ns"), "100 %", ""],
            .. table.Rows.Where(row => row.Part.Kind != PartKind.Beside).Select(row => Cells(row, "= ")),
            Cells(table.Locking, ""),
            .. table.Rows.Where(row => row.Part.Kind == PartKind.Beside).Select(row => Cells(row, "")),
        ]);
        if (CostWords.HasHollow(table))
        {
            context.Out.WriteLine(CostWords.HollowMeaning);
        }

        context.Out.WriteLine(string.Join("; ", CostWords.NotesOf(table).Prepend(CostWords.ClosedText(table))));
        context.Out.WriteLine();
    }

    private static string[] Cells(CostRow row, string prefix) =>
    [
        prefix + row.Part.Key, row.Part.Name, row.Cost is { } cost ? Text(cost, "ns") : CostWords.KindOf(row.Part), row.Share is { } share ? Text(share, "percent") : "", row.Part.Note,
    ];

    private static string Text(CostValue value, string format) => CostWords.Value(value, format) is (var text, var why) && why.Length > 0 ? $"{text} ({why})" : text;
}
