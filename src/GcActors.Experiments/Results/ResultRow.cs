using System.Globalization;
using System.Text.Json.Nodes;
using GcActors.Experiments.Predicates;
using GcActors.Experiments.Running;

namespace GcActors.Experiments.Results;

/// <summary>A line of <c>trials.jsonl</c>: what the child printed and where it belongs.</summary>
public sealed class ResultRow(JsonObject json)
{
    public JsonObject Json => json;

    public string Kind => Text("kind");

    public string Cell => Text("cell");

    public int Block => (int)(Number("block") ?? -1);

    public int Round => (int)(Number("round") ?? 0);

    public string Group => Text("group");

    public string Key => Text("key");

    public string Outcome => Text("outcome");

    public string Reason => Text("reason");

    public bool IsTimed => Kind == nameof(InvocationKind.Timed);

    public bool IsCanary => Kind == nameof(InvocationKind.Canary);

    /// <summary>It stops the world to see how long that takes: whoever asks is one more beside the mutators.</summary>
    public bool StopsForMeasure => Settings.GetValueOrDefault("measure.stop_every_us", "0") != "0";

    /// <summary>Its mutators have their turns on one thread.</summary>
    public bool TakesTurns => Settings.GetValueOrDefault("runtime") == "serial";

    /// <summary>A trial of a simulation; a probe of messages there has real times.</summary>
    public bool IsVirtualTime => Settings.GetValueOrDefault("runtime") == "simulation" && !MessagingCell.Is(Settings);

    /// <summary>Its spans and metrics went somewhere.</summary>
    public bool IsTraced => json["traced"] is JsonValue traced && traced.TryGetValue(out bool isTraced) && isTraced;

    public bool IsPassed => Outcome == "passed";

    public double? Overlap => Number("overlap");

    public string Check => Text("check");

    /// <summary>The lower 52 bits of the hash over the order of messages, which a double holds exactly; 0 where the runtime does not own the order.</summary>
    public double? OrderBits =>
        ulong.TryParse(Text("order_signature"), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ulong hash) ? hash & ((1UL << 52) - 1) : null;

    public IReadOnlyDictionary<string, string> Settings =>
        (json["settings"] as JsonObject)?.ToDictionary(s => s.Key, s => s.Value?.ToString() ?? "") ?? [];

    public int Mutators => int.TryParse(Settings.GetValueOrDefault("mutators"), out int mutators) ? mutators : 1;

    public IReadOnlyList<double> Iterations(string quantity) =>
        [.. (json["iterations"] as JsonArray ?? []).OfType<JsonObject>().Select(i => NumberIn(i, quantity)).OfType<double>()];

    /// <summary>One value of each stop of the world, in order.</summary>
    public IReadOnlyList<double> Stops(string quantity) =>
        [.. (json["collections"] as JsonArray ?? []).OfType<JsonObject>().Select(stop => NumberIn(stop, quantity)).OfType<double>()];

    /// <summary>One value of each moment at which the backlog was looked at, in order.</summary>
    public IReadOnlyList<double> Samples(string quantity) =>
        [.. (json["samples"] as JsonArray ?? []).OfType<JsonObject>().Select(sample => NumberIn(sample, quantity)).OfType<double>()];

    public double? Number(string key) => NumberIn(json, key);

    public double? Host(string key) => NumberIn(json["host"] as JsonObject, key);

    public double? Extra(string key) => NumberIn(json["extra"] as JsonObject, key);

    /// <summary>Stored gate: passed, failed, or null for not judged.</summary>
    public bool? Gate(string gate) => ((json["gates"] as JsonObject)?[gate] as JsonObject)?["passed"]?.GetValue<bool>();

    public string GateReason(string gate) => ((json["gates"] as JsonObject)?[gate] as JsonObject)?["reason"]?.GetValue<string>() ?? "";

    /// <summary>As predicates see it.</summary>
    public CellSample ToSample()
    {
        var perIteration = CellSample.IterationQuantities.ToDictionary(q => q, q => Iterations(q).ToArray());
        var perInvocation = CellSample.InvocationQuantities.Where(q => Number(q) is not null).ToDictionary(q => q, q => Number(q)!.Value);
        perInvocation["operations"] = (Number("increments") ?? double.NaN) + (Number("decrements") ?? double.NaN);
        perInvocation["mutators"] = Mutators;
        perInvocation["steps"] = Iterations("steps").LastOrDefault(double.NaN);
        perInvocation["iterations"] = Iterations("steps").Count;
        foreach ((string name, double value) in BacklogQuantities.Of(this))
            perInvocation[name] = value;
        foreach (string name in CellSample.HostQuantities.Where(name => Host(name) is not null))
            perInvocation[name] = Host(name)!.Value;
        if (OrderBits is { } order)
            perInvocation["order_bits"] = order;
        foreach ((string name, double value) in StopQuantities.Of(this))
            perInvocation[name] = value;
        foreach ((string name, JsonNode? _) in json["extra"] as JsonObject ?? [])
            perInvocation[CellSample.ExtraPrefix + name] = Extra(name) ?? double.NaN;
        return new CellSample(perIteration, perInvocation);
    }

    private string Text(string key) => json[key] is JsonValue value ? value.ToString() : "";

    private static double? NumberIn(JsonObject? holder, string key) =>
        holder?[key] is JsonValue value && double.TryParse(value.ToString(), out double number) ? number : null;
}
