using System.Diagnostics;
using GcActors.Core.Telemetry;

namespace GcActors.Core.Protocol.Tracing;

/// <summary>A wait of a mutator, or another stretch of time in which it did not run its program.</summary>
/// <param name="Kind">Which.</param>
/// <param name="FromNs">Begin.</param>
/// <param name="ToNs">End.</param>
/// <param name="Detail">What else is known of it; null: nothing.</param>
internal readonly record struct WaitRecord(SpanDefinition Kind, long FromNs, long ToNs, WaitDetail? Detail);

/// <summary>What a wait came to, as an attribute of its span.</summary>
internal sealed record WaitDetail(AttributeDefinition Attribute, object Value);

/// <summary>
/// A mutator's waits above the threshold in one piece of its work, noted at its boundaries where the trial is traced; goes to the trial when the work is done.
/// Room for <see cref="Most"/> of them; what comes then is counted.
/// </summary>
/// <param name="trace">The span of the phase that the work belongs to.</param>
/// <param name="thresholdNs">Shorter waits are nothing to note.</param>
internal sealed class WaitLog(ActivityContext trace, long thresholdNs)
{
    public const int Most = 1 << 14;

    private readonly List<WaitRecord> _waits = [];

    public ActivityContext Trace => trace;

    public IReadOnlyList<WaitRecord> Waits => _waits;

    public long Unnoted { get; private set; }

    public bool IsWorthNoting(long fromNs, long toNs) => toNs - fromNs >= thresholdNs;

    public void Note(SpanDefinition kind, long fromNs, long toNs, WaitDetail? detail = null)
    {
        if (!IsWorthNoting(fromNs, toNs))
        {
            return;
        }

        if (_waits.Count == Most)
        {
            Unnoted++;
            return;
        }

        _waits.Add(new WaitRecord(kind, fromNs, toNs, detail));
    }
}
