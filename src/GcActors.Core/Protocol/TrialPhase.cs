using GcActors.Core.Collection;
using GcActors.Core.Telemetry;

namespace GcActors.Core.Protocol;

/// <summary>A stretch of a trial that is over.</summary>
/// <param name="Kind">One of <see cref="Spans.Phases"/>.</param>
/// <param name="Iteration">0-based; warm-up iterations count first.</param>
/// <param name="IsWarmup">Whether its iteration warms up.</param>
/// <param name="StartNs">By the runtime's clock: virtual in a simulation.</param>
/// <param name="EndNs">By the same.</param>
public sealed record TrialPhase(SpanDefinition Kind, int Iteration, bool IsWarmup, long StartNs, long EndNs);

/// <summary>A stop of the world as an observer gets it.</summary>
/// <param name="Report">What it came to.</param>
/// <param name="Stats">What the collector did in it; null: nothing was collected.</param>
public readonly record struct StopReport(CollectionReport Report, CollectionStats? Stats);
