using System.Runtime.InteropServices;

namespace GcActors.Core.Protocol;

/// <summary>A second witness of the handshake, apart from its messages: raised by the collector for the stop, looked at by a mutator before each quantum and by
/// the allocator before each grant.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct WorldGuard
{
    [FieldOffset(128)]
    public int IsStopped;

    /// <summary>Mutators that have come to the start of a run, added up over all runs.</summary>
    [FieldOffset(136)]
    public int AtStart;

    /// <summary>Always 0: what a mutator polls that does not look at its breaker.</summary>
    [FieldOffset(132)]
    public int NeverSet;
}
