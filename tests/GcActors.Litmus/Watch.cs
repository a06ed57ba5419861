using GcActors.Core.Mutators;
using GcActors.Core.Objects;

namespace GcActors.Litmus;

/// <summary>What the threads of a round look for: an object whose memory says that it was freed while somebody held it. The first one ends the round.</summary>
internal sealed class Watch
{
    private const ulong TagFactor = 0x9E3779B97F4A7C15;

    private volatile string? _violation;

    public string? Violation => _violation;

    /// <summary>What the payload of a live object holds: a poisoned cell does not, nor does another object's.</summary>
    public static ulong TagFor(uint cell) => cell * TagFactor;

    /// <summary>Marks a new object.</summary>
    public static unsafe void Stamp<TMutator>(ref TMutator m, ObjectRef o)
        where TMutator : struct, IMutator => *(ulong*)m.Payload(o) = TagFor(o.Granule);

    /// <summary>Whether an object that the caller holds is what it was made to be.</summary>
    public bool IsAlive<TMutator>(ref TMutator m, ObjectRef o, string doing)
        where TMutator : struct, IMutator
    {
        ulong tag = m.Tag(o);
        if (tag == TagFor(o.Granule))
        {
            return true;
        }

        Report($"mutator {m.Index}, {doing}: cell {o.Granule:x} was freed while it was held, its payload reads {tag:x}");
        return false;
    }

    public void Report(string violation) => _violation ??= violation;
}
