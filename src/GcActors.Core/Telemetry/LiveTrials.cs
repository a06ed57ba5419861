using System.Diagnostics.Metrics;

namespace GcActors.Core.Telemetry;

/// <summary>
/// The trials that observable instruments read. What a trial counted stays in the totals when it has ended, so that they never fall; of its heap the last reading
/// stays until another trial begins, so that the export behind a short trial has one.
/// </summary>
internal static class LiveTrials
{
    private static readonly Lock s_gate = new();
    private static readonly List<ITrialReadings> s_live = [];
    private static readonly Dictionary<OperationKey, long> s_ended = [];
    private static HeapReading? s_lastHeap;

    public static void Attach(ITrialReadings trial)
    {
        lock (s_gate)
        {
            s_live.Add(trial);
            s_lastHeap = null;
        }
    }

    public static void Detach(ITrialReadings trial)
    {
        lock (s_gate)
        {
            if (!s_live.Remove(trial))
            {
                return;
            }

            AddTo(s_ended, trial);
            s_lastHeap = trial.Heap;
        }
    }

    /// <summary>Forgets what ended trials have left. For tests of whole pages: one process runs many of them.</summary>
    public static void Forget()
    {
        lock (s_gate)
        {
            s_ended.Clear();
            s_lastHeap = null;
        }
    }

    public static IEnumerable<Measurement<long>> Operations()
    {
        lock (s_gate)
        {
            var totals = new Dictionary<OperationKey, long>(s_ended);
            foreach (ITrialReadings trial in s_live)
            {
                AddTo(totals, trial);
            }

            return [.. totals.Select(total => new Measurement<long>(total.Value, TagsOf(total.Key)))];
        }
    }

    /// <summary>One quantity of each heap.</summary>
    public static IEnumerable<Measurement<T>> Heaps<T>(Func<HeapReading, T> quantity)
        where T : struct =>
        Heaps().Select(heap => new Measurement<T>(quantity(heap)));

    public static IEnumerable<Measurement<long>> Objects() => Heaps().SelectMany(heap =>
        heap.ObjectsByGeneration.Select((objects, generation) => new Measurement<long>(objects, new KeyValuePair<string, object?>(Attributes.Generation.Name, generation))));

    private static HeapReading[] Heaps()
    {
        lock (s_gate)
        {
            return s_live.Count > 0 ? [.. s_live.Select(trial => trial.Heap)] : s_lastHeap is { } last ? [last] : [];
        }
    }

    private static void AddTo(Dictionary<OperationKey, long> totals, ITrialReadings trial)
    {
        foreach (OperationCount count in trial.Operations)
        {
            totals[count.Key] = totals.GetValueOrDefault(count.Key) + count.Count;
        }
    }

    private static KeyValuePair<string, object?>[] TagsOf(OperationKey key)
    {
        KeyValuePair<string, object?>[] tags = [new(Attributes.Mutator.Name, key.Mutator), new(Attributes.Operation.Name, key.Operation)];
        return key.Path == null ? tags : [.. tags, new(Attributes.Path.Name, key.Path)];
    }
}
