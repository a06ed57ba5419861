using System.Text.Json.Nodes;

namespace GcActors.Core.Scenarios;

/// <summary>One line of a scenario's output (scenario-language.md 6).</summary>
/// <param name="Number">From 1, in order of execution.</param>
/// <param name="Line">In the scenario.</param>
/// <param name="Verb"><c>show</c>, <c>expect</c>, <c>do</c> or <c>note</c>.</param>
/// <param name="What">The observation, <c>collect</c>, or a note's text.</param>
/// <param name="Args">Words as written; for <c>collect</c> the generation, if given; null for a note.</param>
/// <param name="Value">What was seen; null for a note.</param>
/// <param name="Want">The author's value; null unless an <c>expect</c>.</param>
public sealed record ScenarioRow(int Number, int Line, string Verb, string What, JsonArray? Args, JsonNode? Value, JsonNode? Want = null)
{
    /// <summary>Whether an <c>expect</c> saw what it wanted; true for all else.</summary>
    public bool Ok => Verb != "expect" || PythonEquality.AreEqual(Value, Want);
}
