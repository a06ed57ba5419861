using System.Text.RegularExpressions;
using GcActors.Experiments.Predicates;
using GcActors.Experiments.Running;

namespace GcActors.Experiments.Results;

/// <summary>Fills <c>{expression:format}</c> in an experiment's verdict; what is not conclusive is said to be so.</summary>
public static partial class VerdictSentence
{
    public static string Write(Analysis analysis)
    {
        // Clause by clause: what is known is said, and a clause with an unknown in it says what kept it from being known.
        string text = string.Join("; ", analysis.Experiment.File.Verdict.TrimEnd('.', ' ', '\n').Split("; ").Select(clause => Clause(analysis, clause))) + ".";
        return analysis.Experiment.IsIndicative && text.Length > 0 ? $"{text} (quick: shape only, not to be cited)" : text;
    }

    /// <summary>Reads every placeholder without data, so that a mistake shows before the run.</summary>
    /// <exception cref="ExperimentFileException">A placeholder that cannot be read.</exception>
    public static void Check(Experiment experiment)
    {
        foreach (Match match in Placeholder().Matches(experiment.File.Verdict))
        {
            try
            {
                experiment.Language.ParseExpression(match.Groups["expression"].Value);
            }
            catch (PredicateSyntaxException e)
            {
                throw new ExperimentFileException($"{experiment.File.Path}: verdict: {e.Message}");
            }

            if (!NumberText.IsKnownFormat(match.Groups["format"].Value))
                throw new ExperimentFileException($"{experiment.File.Path}: verdict: unknown format '{match.Groups["format"].Value}'");
        }
    }

    private static string Clause(Analysis analysis, string clause)
    {
        var unknown = new List<string>();
        string filled = Placeholder().Replace(clause, match =>
        {
            TableValue value = analysis.ValueOf(analysis.Experiment.Language.ParseExpression(match.Groups["expression"].Value));
            if (!value.IsConclusive)
            {
                unknown.Add($"{match.Groups["expression"].Value}: {value.Brief}");
            }

            return value.IsConclusive ? NumberText.Of(value.Estimate, match.Groups["format"].Value) : "?";
        });
        return unknown.Count == 0 ? filled : $"not settled: {filled} (inconclusive: {string.Join(", ", unknown.Distinct())})";
    }

    [GeneratedRegex(@"\{(?<expression>[^{}]+?)(?::(?<format>\w+))?\}")]
    private static partial Regex Placeholder();
}
