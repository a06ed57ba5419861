using System.Globalization;

namespace GcActors.Experiments.Running;

/// <summary>Ends and middle first (rule A8): a sweep that breaks early still shows where the curves go.</summary>
internal static class LevelOrder
{
    /// <summary>Fewer levels are ends and middle only.</summary>
    private const int LevelsWithGaps = 4;

    /// <summary>In the order of the file where the rank is equal.</summary>
    public static List<string> EndsFirst(Experiment experiment) => EndsFirst(experiment, [.. experiment.Cells.Select(cell => cell.Name)]);

    /// <param name="experiment">Resolved.</param>
    /// <param name="order">Names of its cells; kept among cells of equal rank.</param>
    public static List<string> EndsFirst(Experiment experiment, List<string> order)
    {
        Dictionary<string, string[]> dials = experiment.File.Matrix.Select(factor => factor.Name)
            .ToDictionary(tag => tag, tag => experiment.Language.Cells.LevelsOf(tag).ToArray());
        foreach (string tag in dials.Where(dial => !IsDial(dial.Value)).Select(dial => dial.Key).ToArray())
            dials.Remove(tag);
        Dictionary<string, int> ranks = experiment.Cells.ToDictionary(cell => cell.Name, cell => dials
            .Where(dial => cell.Tags.ContainsKey(dial.Key))
            .Select(dial => RankOf(Array.IndexOf(dial.Value, cell.Tags[dial.Key]), dial.Value.Length)).DefaultIfEmpty(0).Max());
        return [.. order.OrderBy(cell => ranks[cell])];
    }

    /// <summary>0 for ends and middle, then 1 for the middles of what lies between, and so on.</summary>
    public static int RankOf(int index, int count)
    {
        int low = 0, high = count - 1;
        if (index == low || index == high)
            return 0;
        for (int rank = 0; ; rank++)
        {
            int middle = (low + high) / 2;
            if (index == middle)
                return rank;
            (low, high) = index < middle ? (low, middle) : (middle, high);
        }
    }

    /// <summary>Numbers, and enough of them: kinds have no middle.</summary>
    private static bool IsDial(string[] levels) =>
        levels.Length >= LevelsWithGaps && levels.All(level => double.TryParse(level, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
}
