using System.Diagnostics;
using GcActors.Core.Actors;
using GcActors.Core.Telemetry;

namespace GcActors.Core.Protocol.Tracing;

/// <summary>A mutator's side of a trace, at its boundaries only: what it waited for, and when its last quantum ended.</summary>
/// <param name="mutator">0-based.</param>
/// <param name="thresholdNs">Shorter waits are nothing to note.</param>
internal sealed class MutatorTrace(int mutator, long thresholdNs)
{
    private readonly string _name = ActorNames.Mutator(mutator);
    private WaitLog? _waits;
    private SpanDefinition? _waitsFor;
    private long _waitsSinceNs;

    /// <summary>The span of the phase that its work belongs to; default between works, and where nobody traces.</summary>
    public ActivityContext Context { get; private set; }

    /// <summary>0 before the first.</summary>
    public long QuantumEndedNs { get; private set; }

    /// <summary>Whether what is noted now will be seen.</summary>
    public bool IsOn => _waits != null;

    public void BeginWork(ActivityContext phase)
    {
        Context = phase;
        _waits = phase.IsRecorded ? new WaitLog(phase, thresholdNs) : null;
    }

    /// <summary>Hands over what was noted.</summary>
    public WaitLog? EndWork()
    {
        WaitLog? waits = _waits;
        (_waits, Context, QuantumEndedNs) = (null, default, 0);
        return waits;
    }

    public void EndQuantum(IActorContext<MutatorMessage> context)
    {
        if (IsOn)
        {
            QuantumEndedNs = context.NowNs;
        }
    }

    /// <summary>For a request that may stop the world, made at the boundary of the quantum that has just ended, and for which the mutator waits from there on.</summary>
    public StopCause Ask(SpanDefinition waitsFor)
    {
        if (!IsOn)
        {
            return default;
        }

        _waitsFor = waitsFor;
        _waitsSinceNs = QuantumEndedNs;
        return new StopCause(Context, _name, _waitsSinceNs);
    }

    /// <summary>What was asked for has come.</summary>
    /// <param name="context">The mutator's.</param>
    /// <param name="pools">Granted; 0: it did not wait for pools.</param>
    public void Served(IActorContext<MutatorMessage> context, long pools = 0)
    {
        if (IsOn && _waitsFor is { } kind)
        {
            Note(kind, _waitsSinceNs, context.NowNs, pools == 0 ? null : new WaitDetail(Attributes.Pools, pools));
            _waitsFor = null;
        }
    }

    /// <summary>Whether a stretch of time is long enough: to be asked where the detail would be made for nothing at most boundaries.</summary>
    public bool IsWorthNoting(long fromNs, long toNs) => _waits?.IsWorthNoting(fromNs, toNs) == true;

    public void Note(SpanDefinition kind, long fromNs, long toNs, WaitDetail? detail = null) => _waits?.Note(kind, fromNs, toNs, detail);
}
