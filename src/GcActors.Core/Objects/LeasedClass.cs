using System.Runtime.InteropServices;
using GcActors.Core.Memory;

namespace GcActors.Core.Objects;

/// <summary>What an allocation or an own free of one size class reads. As large as a granule, so that a cell's bytes are the offset of its class.</summary>
/// <remarks>The free chain lies in the pool: a free finds its head from the cell's address alone. Found through the class, it would have to wait for the
/// object's shape, and the next allocation with it.</remarks>
[StructLayout(LayoutKind.Sequential, Size = PoolGeometry.GranuleBytes)]
internal unsafe struct LeasedClass
{
    /// <summary>The pool to allocate from; never null: a class that has none reads an empty header.</summary>
    public PoolHeader* Source;

    /// <summary>The same pool where freed cells go straight back to it; null: there is none, or freed cells are not to be reused.</summary>
    public PoolHeader* Reuse;
}
