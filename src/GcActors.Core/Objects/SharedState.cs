using System.Runtime.InteropServices;
using GcActors.Core.Memory;

namespace GcActors.Core.Objects;

/// <summary>What all mutators share under <see cref="SharedAllocator{TLatch}"/>: used pools by class as circular lists without a sentinel
/// (head and tail), the youngest generation, and the latch where one is needed.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SharedState
{
    /// <summary>One more than there are classes: that of <see cref="Shape.Uncommon"/> stays empty.</summary>
    public fixed uint Head[PoolGeometry.SizeClasses + 2];

    public fixed uint Tail[PoolGeometry.SizeClasses + 1];
    public SpinLatch Latch;
    public YoungSpace Young;
}
