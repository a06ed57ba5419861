using System.Diagnostics;
using GcActors.Core.Actors;
using GcActors.Core.Collection;

namespace GcActors.Core.Protocol;

/// <summary>One share of a parallel phase for a collector worker.</summary>
internal sealed record WorkerMessage(
    long CollectionId, int PhaseNumber, IParallelPhase Phase, int Share, IActorRef<CollectorMessage> ReplyTo, ActivityContext Trace);
