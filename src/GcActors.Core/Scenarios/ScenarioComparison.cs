namespace GcActors.Core.Scenarios;

/// <summary>Compares two outputs row by row, as parsed values.</summary>
public static class ScenarioComparison
{
    private const int ContextRows = 3;

    /// <returns>The first difference, or null when the outputs are equal.</returns>
    public static ScenarioDifference? FirstDifference(IReadOnlyList<ScenarioRow> expected, IReadOnlyList<ScenarioRow> actual)
    {
        int common = Math.Min(expected.Count, actual.Count);
        for (int i = 0; i < common; i++)
        {
            if (!AreEqual(expected[i], actual[i]))
            {
                return At(i, expected, actual);
            }
        }

        return expected.Count == actual.Count ? null : At(common, expected, actual);
    }

    // The writer has one text for each value.
    private static bool AreEqual(ScenarioRow a, ScenarioRow b) => ScenarioRowWriter.Format(a) == ScenarioRowWriter.Format(b);

    private static ScenarioDifference At(int index, IReadOnlyList<ScenarioRow> expected, IReadOnlyList<ScenarioRow> actual) => new(
        index,
        [.. expected.Take(index).Skip(index - ContextRows)],
        index < expected.Count ? expected[index] : null,
        index < actual.Count ? actual[index] : null);
}
