using GcActors.Experiments.Figures;
using GcActors.Experiments.LockingCost;
using GcActors.Experiments.Results;

namespace GcActors.Experiments.Reporting;

/// <summary>The locking cost by cause: the bars, and each split as a table with its sum judged.</summary>
internal static class SplitPart
{
    private static readonly ReportCell s_nothing = "";

    public static IEnumerable<ReportBlock> Of(RunFolder run)
    {
        if (run.Analysis is not { Splits: { Count: > 0 } splits } analysis)
            yield break;
        yield return new ReportHeading("Locking cost by cause");
        yield return new ReportParagraph(
            "The same recorded operations run as twins, each with one cause less; a part is what two of them differ by. ns of thread time a counted operation.");
        yield return new ReportFigure(CostFigure.Name, CostFigure.Draw(splits, FigureFiles.Caption(analysis.Experiment)).Svg);
        foreach (CostTable split in splits)
        {
            yield return new ReportSubheading(CostWords.TitleOf(split));
            yield return TableOf(split);
            yield return new ReportParagraph($"{Words.Capital(CostWords.ClosedText(split))}.", ToneOf(split.IsClosed));
            yield return new ReportList([.. CostWords.NotesOf(split), .. CostWords.HasHollow(split) ? (string[])[CostWords.HollowMeaning] : []]);
        }

        yield return new ReportDetails("Every twin", [ResultsPart.TableOf(ExperimentTable.OfTwins(analysis))]);
    }

    private static ReportTable TableOf(CostTable split) => new(
        ["part", "what", "ns", "% of the whole", ""],
        [
            ["whole", s_nothing, CellOf(split.Whole, "ns"), "100 %", s_nothing],
            .. split.Rows.Where(row => row.Part.Kind != PartKind.Beside).Select(row => RowOf(row, "= ")),
            RowOf(split.Locking, ""),
            .. split.Rows.Where(row => row.Part.Kind == PartKind.Beside).Select(row => RowOf(row, "")),
        ],
        FirstNumber: 2,
        LastNumber: 3);

    private static IReadOnlyList<ReportCell> RowOf(CostRow row, string prefix) =>
    [
        prefix + row.Part.Key,
        row.Part.Name,
        row.Cost is { } cost ? CellOf(cost, "ns") : CostWords.KindOf(row.Part),
        row.Share is { } share ? CellOf(share, "percent") : s_nothing,
        row.Part.Note,
    ];

    private static ReportCell CellOf(CostValue value, string format) =>
        CostWords.Value(value, format) is (var text, var why) && why.Length > 0 ? new ReportCell(text, Tone.Unknown, $"inconclusive: {why}") : new ReportCell(text);

    private static Tone ToneOf(bool? isClosed) => isClosed switch
    {
        true => Tone.Pass,
        false => Tone.Fail,
        null => Tone.Unknown,
    };
}
