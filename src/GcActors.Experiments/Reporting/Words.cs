using GcActors.Experiments.Predicates;
using GcActors.Experiments.Results;

namespace GcActors.Experiments.Reporting;

/// <summary>How the parts of a report put things.</summary>
internal static class Words
{
    public static string Capital(string word) => word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..];

    public static Tone ToneOf(Truth truth) => truth switch
    {
        Truth.True => Tone.Pass,
        Truth.False => Tone.Fail,
        _ => Tone.Unknown,
    };

    /// <summary>An estimate with its interval, marked where it is inconclusive, with the reason in a word.</summary>
    public static ReportCell Value(TableValue value, string unit)
    {
        string text = value.Estimate.IsDefined ? NumberText.Of(value.Estimate, NumberText.FormatFor(unit)) : "no value";
        return value.IsConclusive && value.Estimate.IsDefined ? new ReportCell(text) : new ReportCell(text, Tone.Unknown, $"inconclusive: {value.Brief}");
    }

    public static string Times(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";
}
