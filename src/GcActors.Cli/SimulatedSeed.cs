using System.Text.Json.Nodes;

namespace GcActors.Cli;

/// <summary>What one seed of a simulation came to.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Outcome">A word of result rows, or <c>actor-failed</c>.</param>
/// <param name="Signature">Hash over the order of messages, 16 hexadecimal digits; null when there was no end.</param>
/// <param name="Check">The workload's check value.</param>
/// <param name="Reason">Why it did not pass; else null.</param>
/// <param name="Violations">The verifier's lines.</param>
/// <param name="Repeat">The command line that repeats a run that did not pass; else null.</param>
/// <param name="ExitCode">What this seed alone would end the process with.</param>
internal sealed record SimulatedSeed(
    ulong Seed, string Outcome, string? Signature, string Check, string? Reason, IReadOnlyList<string> Violations, string? Repeat, int ExitCode)
{
    public JsonObject ToJson() => new()
    {
        ["seed"] = Seed,
        ["outcome"] = Outcome,
        ["signature"] = Signature,
        ["check"] = Check,
        ["reason"] = Reason,
        ["violations"] = new JsonArray([.. Violations.Select(v => (JsonNode)v)]),
        ["repeat"] = Repeat,
    };
}
