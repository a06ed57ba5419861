using GcActors.Experiments.Figures;
using GcActors.Experiments.Predicates;
using GcActors.Experiments.Results;
using GcActors.Experiments.Running;

namespace GcActors.Experiments.Reporting;

/// <summary>What was asked, what came out, and the figures.</summary>
internal static class QuestionPart
{
    public static IEnumerable<ReportBlock> Of(RunFolder run)
    {
        string question = run.Analysis?.Experiment.File.Question ?? run.Manifest?["question"]?.ToString() ?? "";
        if (question.Length > 0)
            yield return new ReportParagraph(question);
        if (run.Analysis is { } analysis)
        {
            yield return Verdict(run, analysis);
            if (analysis.Experiment.IsIndicative)
                yield return new ReportParagraph("Quick profile: it shows shapes and is not to be cited.", Tone.Warning);
        }
        else
        {
            yield return new ReportParagraph("Unknown: there is no verdict without the experiment's file.", Tone.Unknown);
        }

        if (run.Missing.Count > 0)
        {
            yield return new ReportHeading("What is missing");
            yield return new ReportList(run.Missing);
        }

        foreach (ReportFigure figure in FiguresOf(run))
            yield return figure;
    }

    /// <summary>The word is that of the claims, and an interrupted run passes nothing.</summary>
    private static ReportParagraph Verdict(RunFolder run, Analysis analysis)
    {
        bool isWhole = !run.Missing.Any(sentence => sentence.StartsWith("the run was interrupted", StringComparison.Ordinal));
        Truth truth = isWhole ? analysis.Overall : Kleene.And(analysis.Overall, Truth.Unknown);
        return new ReportParagraph($"{Words.Capital(VerdictJson.Word(truth))}. {Words.Capital(VerdictSentence.Write(analysis))}", Words.ToneOf(truth));
    }

    private static IEnumerable<ReportFigure> FiguresOf(RunFolder run)
    {
        foreach (FigureSpec spec in run.Analysis?.Experiment.File.Figures ?? [])
            yield return new ReportFigure(spec.Name, FigureFiles.Draw(spec, run.Analysis!, run.Rows).Svg);
    }
}
