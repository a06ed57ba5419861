using System.Text;

namespace GcActors.Experiments.Results;

/// <summary><c>excluded.csv</c>: every invocation that does not count, with the reason; only the heading where all count.</summary>
public static class ExcludedCsv
{
    public static string Of(IEnumerable<ExcludedRow> excluded)
    {
        var text = new StringBuilder(CsvText.Line(["key", "cell", "block", "round", "reason"]));
        foreach (ExcludedRow row in excluded)
            text.Append(CsvText.Line([row.Row.Key, row.Row.Cell, row.Row.Block, row.Row.Round, row.Reason]));
        return text.ToString();
    }
}
