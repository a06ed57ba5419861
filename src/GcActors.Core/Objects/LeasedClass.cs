using System.Runtime.InteropServices;

namespace GcActors.Core.Objects;

/// <summary>What an allocation or an own free of one size class touches, and nothing else.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LeasedClass
{
    /// <summary>First free cell of the current pool; 0: carve, or take another pool.</summary>
    public uint Free;

    /// <summary>The current pool; 0: none, or freed cells are not to be reused.</summary>
    public uint Pool;
}
