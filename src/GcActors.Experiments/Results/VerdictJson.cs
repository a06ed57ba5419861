using System.Text.Json;
using System.Text.Json.Nodes;
using GcActors.Experiments.Predicates;
using GcActors.Experiments.Statistics;

namespace GcActors.Experiments.Results;

/// <summary><c>verdict.json</c>: every claim with the estimate that decided it.</summary>
public static class VerdictJson
{
    private static readonly JsonSerializerOptions Format = new(TrialLog.LineFormat) { WriteIndented = true };

    public static string Of(Analysis analysis, string sentence, bool isInterrupted) => new JsonObject
    {
        ["sentence"] = sentence,
        ["overall"] = Word(analysis.Overall),
        ["interrupted"] = isInterrupted,
        ["predicate_hash"] = analysis.Experiment.PredicateHash,
        ["aa_ratio"] = analysis.AaRatio() is { } ratio ? EstimateJson(ratio.Estimate) : null,
        ["minimum_detectable_factor"] = NumberOrNull(analysis.MinimumDetectableEffect),
        ["steady_states"] = new JsonObject(analysis.SteadyStates.GroupBy(s => s.State.Class).OrderBy(g => g.Key)
            .Select(g => KeyValuePair.Create(g.Key.ToString(), (JsonNode?)g.Count()))),
        ["predicates"] = PredicatesJson(analysis),
        ["left_out"] = new JsonArray([.. analysis.Experiment.LeftOut.Select(one => (JsonNode)new JsonObject
        {
            ["kind"] = one.Kind, ["name"] = one.Name, ["reason"] = one.Reason,
        })]),
        ["excluded"] = new JsonArray([.. analysis.Excluded.Select(e => (JsonNode)new JsonObject { ["key"] = e.Row.Key, ["reason"] = e.Reason })]),
    }.ToJsonString(Format) + "\n";

    /// <summary>Truth as a verdict.</summary>
    public static string Word(Truth truth) => truth switch
    {
        Truth.True => "pass",
        Truth.False => "fail",
        _ => "inconclusive",
    };

    private static JsonArray PredicatesJson(Analysis analysis)
    {
        var adjusted = new Queue<double>(analysis.AdjustedPValues);
        return new JsonArray([.. analysis.Verdicts.Select(v => (JsonNode)PredicateJson(v, adjusted))]);
    }

    private static JsonObject PredicateJson(PredicateVerdict verdict, Queue<double> adjusted) => new JsonObject
    {
        ["id"] = verdict.Spec.Id,
        ["text"] = verdict.Spec.Text,
        ["verdict"] = Word(verdict.Truth),
        ["reason"] = verdict.Reason,
        ["comparisons"] = new JsonArray([.. verdict.Comparisons.Select(c => (JsonNode)new JsonObject
        {
            ["text"] = c.Text,
            ["verdict"] = Word(c.Truth),
            ["reason"] = c.Reason,
            ["estimate"] = EstimateJson(c.Estimate),
            ["p_value"] = NumberOrNull(c.PValue),
            ["p_value_holm"] = NumberOrNull(adjusted.Dequeue()),
        })]),
    };

    private static JsonNode? NumberOrNull(double value) => double.IsFinite(value) ? value : null;

    private static JsonObject? EstimateJson(Estimate estimate) => estimate.IsDefined
        ? new JsonObject { ["value"] = estimate.Value, ["low"] = estimate.Low, ["high"] = estimate.High, ["blocks"] = estimate.BlockValues.Count }
        : null;
}
