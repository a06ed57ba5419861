using System.Text.Json.Nodes;

namespace GcActors.Cli.Measuring;

/// <summary>Two programs in turn, so that a ratio comes from one run and slow drift of the machine cancels: who is first alternates.</summary>
internal static class Pairs
{
    /// <param name="ours">Measures ours once.</param>
    /// <param name="beside">The other program.</param>
    /// <param name="count">Pairs, at least 1.</param>
    /// <param name="progress">Called before each pair with its number, from 1.</param>
    /// <param name="cancellation">Ends between two programs.</param>
    /// <returns><c>beside</c> (the command), <c>pairs</c> (each with <c>ours</c> and <c>beside</c>) and <c>ratios</c>: by name of our
    /// quantity the median over the pairs of beside / ours.</returns>
    public static JsonObject Run(Func<JsonObject> ours, BesideCommand beside, int count, Action<int> progress, CancellationToken cancellation)
    {
        List<MeasuredPair> pairs = [];
        for (int i = 0; i < count; i++)
        {
            progress(i + 1);
            cancellation.ThrowIfCancellationRequested();
            JsonNode? early = i % 2 == 1 ? beside.Run(cancellation) : null;
            JsonObject own = ours();
            pairs.Add(new MeasuredPair(own, early ?? beside.Run(cancellation)));
        }

        return new JsonObject
        {
            ["beside"] = beside.Text,
            ["pairs"] = new JsonArray([.. pairs.Select(p => p.ToJson())]),
            ["ratios"] = Ratios(pairs),
        };
    }

    private static JsonObject Ratios(List<MeasuredPair> pairs)
    {
        JsonObject ratios = [];
        foreach (string name in pairs[0].ComparableNames())
        {
            double[] values = [.. pairs.Select(p => p.Ratio(name)).OfType<double>().Order()];
            if (values.Length == pairs.Count)
            {
                ratios[name] = (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
            }
        }

        return ratios;
    }
}
