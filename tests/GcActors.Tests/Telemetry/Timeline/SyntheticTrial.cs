using GcActors.Core.Telemetry;
using GcActors.Telemetry.Timeline;

namespace GcActors.Tests.Telemetry.Timeline;

/// <summary>A made-up trial with the names, lanes and proportions of a real one. The same seed makes the same spans.</summary>
internal sealed class SyntheticTrial
{
    public const int Mutators = 10;
    private const int Workers = 3;
    private const int RefCountActors = 2;
    private const int CollectionsAnEpoch = 8;
    private const long StartUnixNs = 1_790_000_000_123_456_789;

    private static readonly (string Name, bool IsParallel, double Share)[] s_gcPhases =
    [
        ("update", false, 0.16), ("subtract", true, 0.28), ("move", true, 0.24), ("weak references", false, 0.06), ("finalizers", false, 0.05), ("delete", false, 0.21),
    ];

    private static readonly string[] s_activities = ["step", "step", "step", "quantum", "allocation", "large object", "wait for memory", "idle"];

    private readonly Random _random;
    private readonly List<TimelineSpan> _spans = [];
    private readonly string _traceId;
    private readonly string _runtime;
    private long _now = StartUnixNs;
    private long _heapBytes = 6 << 20;
    private long _ids;
    private int _stops;

    private SyntheticTrial(int seed, string runtime)
    {
        _random = new Random(seed);
        _traceId = $"{seed + 1:x8}{0xABCDEF:x24}";
        _runtime = runtime;
    }

    /// <summary>About 30 spans a collection.</summary>
    public static IReadOnlyList<TimelineSpan> Spans(int seed, int collections, string runtime = "threads")
    {
        SyntheticTrial trial = new(seed, runtime);
        trial.Build(collections);
        return trial._spans;
    }

    private void Build(int collections)
    {
        string root = NextId();
        Phase(root, Core.Telemetry.Spans.SetUp, 0);
        Phase(root, Core.Telemetry.Spans.WarmUp, collections / 5);
        Phase(root, Core.Telemetry.Spans.Measured, collections - (collections / 5) - 1);
        Phase(root, Core.Telemetry.Spans.Verify, 0);
        Phase(root, Core.Telemetry.Spans.Drain, 1);
        Add(root, "", Core.Telemetry.Spans.Trial, "trial", StartUnixNs, _now,
            (Attributes.Plan, "cpython-3.12"), (Attributes.Workload, "random-graph"), (Attributes.Strategy, "biased"), (Attributes.Mutators, (long)Mutators),
            (Attributes.Runtime, _runtime), (Attributes.Seed, "7"), (Attributes.Outcome, "passed"));
    }

    private void Phase(string root, SpanDefinition definition, int collections)
    {
        string id = NextId();
        long start = _now;
        int stopsBefore = _stops;
        _now += Around(definition == Core.Telemetry.Spans.SetUp ? 4_000_000 : 400_000);
        if (definition == Core.Telemetry.Spans.Verify)
        {
            Pause(id);
        }

        for (int i = 0; i < collections; i++)
        {
            RunMutators(id);
            if (i % CollectionsAnEpoch == 3)
            {
                _now += Epoch(id, _now, Around(60_000));
            }

            Collection(id, definition == Core.Telemetry.Spans.Drain ? 2 : i % 97 == 96 ? 2 : i % 11 == 10 ? 1 : 0);
        }

        _now += Around(300_000);
        Add(id, root, definition, "trial", start, _now, (Attributes.Iteration, 0L));
    }

    private void RunMutators(string phase)
    {
        long start = _now;
        _now += Around(420_000);
        _heapBytes += _random.Next(96 << 10);
        if (_random.Next(6) == 0)
        {
            int mutator = _random.Next(Mutators);
            long waitStart = Math.Min(start + Around(60_000), _now - 100);
            Add(NextId(), phase, Core.Telemetry.Spans.WaitForMemory, $"mutator/{mutator}", waitStart, Math.Min(_now, waitStart + Around(70_000)), (Attributes.Mutator, (long)mutator));
        }
    }

    private long Epoch(string parent, long start, long length)
    {
        string id = NextId();
        long entries = _random.Next(200, 4000);
        List<TimelineLink> links = [];
        for (int m = 0; m < Mutators; m++)
        {
            string handOver = NextId();
            long told = start + _random.Next((int)(length / 8));
            Add(handOver, id, Core.Telemetry.Spans.HandOver, $"mutator/{m}", told, told + (length / 4), (Attributes.Mutator, (long)m), (Attributes.Epoch, _ids));
            links.Add(new TimelineLink(_traceId, handOver, []));
        }

        for (int r = 0; r < RefCountActors; r++)
        {
            Add(NextId(), id, Core.Telemetry.Spans.ApplyLogs, $"refcount/{r}", start + (length / 2), start + length - (r * length / 9),
                [(Attributes.Entries, entries / RefCountActors)], [], [.. links.Where((_, m) => m % RefCountActors == r)]);
        }

        Add(id, parent, Core.Telemetry.Spans.Epoch, "epochs", start, start + length, (Attributes.Epoch, _ids), (Attributes.Entries, entries));
        return length;
    }

    private void Collection(string phase, int generation)
    {
        string id = NextId();
        long start = _now;
        int asked = _random.Next(Mutators);
        Add(NextId(), id, Core.Telemetry.Spans.Request, $"mutator/{asked}", _now, _now += Around(4_000));
        (string last, string doing) = Stop(id);
        if (_random.Next(12) == 0)
        {
            string drain = NextId();
            long drainStart = _now;
            _now += 1_000 + Epoch(drain, _now + 500, Around(30_000));
            Add(drain, id, Core.Telemetry.Spans.DrainLogs, "collector", drainStart, _now);
        }

        long before = _heapBytes;
        long freed = Collect(id, generation);
        _heapBytes -= (long)(_heapBytes * generation switch { 0 => 0.001, 1 => 0.02, _ => 0.2 });
        Resume(id);
        Add(id, phase, Core.Telemetry.Spans.Collection, "collector", start, _now,
            (Attributes.StopId, (long)++_stops), (Attributes.Generation, (long)generation), (Attributes.Reason, generation == 2 ? "emergency" : "threshold"),
            (Attributes.Collector, "generational"), (Attributes.Found, freed), (Attributes.Freed, freed), (Attributes.HeapBytesBefore, before),
            (Attributes.HeapBytesAfter, _heapBytes), (Attributes.LastToStop, last), (Attributes.LastReason, doing));
    }

    private void Pause(string phase)
    {
        string id = NextId();
        long start = _now;
        Stop(id);
        Add(NextId(), id, Core.Telemetry.Spans.Inspect, "collector", _now, _now += Around(900_000));
        Resume(id);
        Add(id, phase, Core.Telemetry.Spans.Pause, "collector", start, _now, (Attributes.StopId, (long)++_stops), (Attributes.Reason, "census"),
            (Attributes.HeapBytesBefore, _heapBytes), (Attributes.HeapBytesAfter, _heapBytes));
    }

    private (string Last, string Doing) Stop(string parent)
    {
        string id = NextId();
        long start = _now;
        (long End, string Actor, string Doing) last = (0, "", "");
        for (int m = 0; m < Mutators; m++)
        {
            string doing = s_activities[_random.Next(s_activities.Length)];
            long told = start + 300 + (m * 260) + _random.Next(120);
            long stopped = told + Around(doing switch { "idle" => 700, "large object" => 60_000, "quantum" => 22_000, _ => 9_000 });
            Add(NextId(), id, Core.Telemetry.Spans.StopMutator, $"mutator/{m}", told, stopped,
                [(Attributes.Mutator, (long)m), (Attributes.Activity, doing)], [new TimelineEvent("quantum ended", told + ((stopped - told) * 3 / 4), [])], []);
            if (stopped > last.End)
            {
                last = (stopped, $"mutator/{m}", doing);
            }
        }

        _now = last.End;
        Add(id, parent, Core.Telemetry.Spans.Stop, "collector", start, _now, (Attributes.LastToStop, last.Actor), (Attributes.LastReason, last.Doing));
        return (last.Actor, last.Doing);
    }

    private long Collect(string parent, int generation)
    {
        string id = NextId();
        long start = _now;
        long length = Around(generation switch { 0 => 24_000, 1 => 170_000, _ => 2_600_000 });
        foreach ((string name, bool isParallel, double share) in s_gcPhases)
        {
            string phase = NextId();
            long phaseStart = _now;
            _now += 400 + (long)(length * share);
            for (int w = 1; w <= Workers && isParallel; w++)
            {
                long end = phaseStart + (long)((_now - phaseStart) * (0.7 + (_random.NextDouble() * 0.3)));
                Add(NextId(), phase, Core.Telemetry.Spans.Share, $"collector-worker/{w}", phaseStart + 200, Math.Max(phaseStart + 200, end), (Attributes.GcPhase, name));
            }

            Add(phase, id, Core.Telemetry.Spans.GcPhase, "collector", phaseStart, _now, (Attributes.GcPhase, name), (Attributes.Parallel, isParallel));
        }

        long freed = length / 90;
        Add(id, parent, Core.Telemetry.Spans.Collect, "collector", start, _now, (Attributes.Collector, "generational"), (Attributes.Visited, freed * 7),
            (Attributes.Freed, freed), (Attributes.Survivors, freed / 2));
        return freed;
    }

    private void Resume(string parent) => Add(NextId(), parent, Core.Telemetry.Spans.Resume, "collector", _now, _now += Around(3_000));

    private string NextId() => $"{(ulong)++_ids * 0x9E3779B97F4A7C15:x16}";

    /// <summary>Mostly less than the mean, sometimes much more.</summary>
    private long Around(double mean) => 200 + (long)(mean * -Math.Log(1 - _random.NextDouble()));

    private void Add(string id, string parent, SpanDefinition definition, string actor, long start, long end, params (AttributeDefinition Key, object Value)[] attributes) =>
        Add(id, parent, definition, actor, start, end, attributes, [], []);

    private void Add(
        string id, string parent, SpanDefinition definition, string actor, long start, long end, (AttributeDefinition Key, object Value)[] attributes,
        IReadOnlyList<TimelineEvent> events, IReadOnlyList<TimelineLink> links) => _spans.Add(new TimelineSpan
        {
            TraceId = _traceId,
            SpanId = id,
            ParentId = parent,
            Name = definition.Name,
            StartUnixNs = start,
            EndUnixNs = end,
            Attributes = [new TimelineAttribute(Attributes.Actor.Name, actor), .. attributes.Select(a => new TimelineAttribute(a.Key.Name, a.Value))],
            Events = events,
            Links = links,
        });
}
