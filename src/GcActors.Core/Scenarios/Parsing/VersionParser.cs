namespace GcActors.Core.Scenarios.Parsing;

internal static class VersionParser
{
    /// <summary>Words that must be versions, at least one.</summary>
    public static IReadOnlyList<string> Parse(Operands words, string usage, Diagnostics diagnostics)
    {
        if (words.Count == 0)
        {
            throw words.Wrong(usage);
        }

        foreach (Word word in words.Where(word => !ScenarioVersions.All.Contains(word.Text)))
        {
            // Versions are too short and too alike for a guess.
            throw diagnostics.At(word, $"unknown version {Diagnostics.Quote(word.Text)}; there are: {string.Join(", ", ScenarioVersions.All)}");
        }

        return [.. words.Select(word => word.Text)];
    }
}
