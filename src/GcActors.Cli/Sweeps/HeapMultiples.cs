using System.Globalization;
using System.Text.Json.Nodes;
using GcActors.Experiments.Running;
using GcActors.Experiments.Settings;

namespace GcActors.Cli.Sweeps;

/// <summary>
/// Resolves <c>heap.limit_bytes: 3x</c>: three times the smallest heap in which the cell's trial ends. What was found is kept with the results (<c>minheap.json</c>), by the trial's id
/// without the limit; a shard or a resumed run that lacks the file comes to the same, as the search runs in virtual time.
/// </summary>
/// <param name="inner">Completes and checks.</param>
/// <param name="folder">Results folder to read what is known from; null: there is none yet.</param>
/// <param name="isDryRun">Nothing is searched: the multiple stays as it is written.</param>
internal sealed class HeapMultiples(ISettingsResolver inner, string? folder, bool isDryRun, CliContext context) : ISettingsResolver
{
    private const string FileName = "minheap.json";

    private readonly Lazy<JsonObject> known = new(() => Read(folder));
    private bool isNew;

    public IReadOnlyDictionary<string, string> Resolve(IReadOnlyDictionary<string, string> settings)
    {
        string limit = settings.GetValueOrDefault(MinimumHeaps.LimitKey, "");
        if (!limit.EndsWith('x'))
        {
            return inner.Resolve(settings);
        }

        double factor = FactorOf(limit);
        var free = new Dictionary<string, string>(settings);
        free.Remove(MinimumHeaps.LimitKey);
        IReadOnlyDictionary<string, string> resolved = inner.Resolve(free);
        string bytes = isDryRun ? limit : ((long)Math.Ceiling(factor * MinimumOf(resolved))).ToString(CultureInfo.InvariantCulture);
        return isDryRun
            ? new Dictionary<string, string>(resolved) { [MinimumHeaps.LimitKey] = bytes }
            : inner.Resolve(new Dictionary<string, string>(settings) { [MinimumHeaps.LimitKey] = bytes });
    }

    public string? WhyMissing(IReadOnlyDictionary<string, string> settings) => inner.WhyMissing(settings);

    public string TrialId(IReadOnlyDictionary<string, string> resolved) => inner.TrialId(resolved);

    /// <summary>Keeps what was searched for with the results.</summary>
    public void Save(string results)
    {
        if (isNew && Directory.Exists(results))
        {
            string unfinished = Path.Combine(results, $"{FileName}.{Path.GetRandomFileName()}.tmp");
            File.WriteAllText(unfinished, known.Value.ToJsonString() + "\n");
            File.Move(unfinished, Path.Combine(results, FileName), overwrite: true);
        }
    }

    private static double FactorOf(string limit) =>
        double.TryParse(limit[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double factor) && factor >= 1
            ? factor
            : throw new SettingsException(MinimumHeaps.LimitKey, $"'{limit}' is no multiple of the smallest heap: at least 1x is expected, as in 1.5x");

    private long MinimumOf(IReadOnlyDictionary<string, string> resolved)
    {
        string id = inner.TrialId(resolved);
        if (known.Value[id] is not { } bytes)
        {
            bytes = MinimumHeaps.Find(FlatSettings.Unflatten(resolved, context.Vocabulary), context).Bytes;
            known.Value[id] = bytes;
            isNew = true;
        }

        return bytes.GetValue<long>();
    }

    private static JsonObject Read(string? folder)
    {
        string file = Path.Combine(folder ?? "", FileName);
        return folder is not null && File.Exists(file) ? (JsonObject)JsonNode.Parse(File.ReadAllText(file))! : [];
    }
}
