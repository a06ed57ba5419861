using System.Diagnostics;

namespace GcActors.Core.Protocol.Tracing;

/// <summary>Who wants the world stopped, since when, and inside which span; travels with the request. Default where nobody traces.</summary>
/// <param name="Trace">The span of the phase in which it was asked.</param>
/// <param name="Actor">Name of who asked.</param>
/// <param name="AskedAtNs">On the runtime's clock.</param>
internal readonly record struct StopCause(ActivityContext Trace, string? Actor, long AskedAtNs)
{
    public bool IsTraced => Trace.IsRecorded;
}

internal static class TraceContexts
{
    extension(ActivityContext context)
    {
        /// <summary>Decided once, at the trial's root, and carried by every context below it: asked before anything is noted.</summary>
        public bool IsRecorded => (context.TraceFlags & ActivityTraceFlags.Recorded) != 0;
    }
}
