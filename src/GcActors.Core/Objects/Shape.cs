using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using GcActors.Core.Memory;

namespace GcActors.Core.Objects;

/// <summary>What an object is made of.</summary>
public enum ObjectKind : byte
{
    /// <summary><c>record(k, p)</c>: k reference fields, p payload bytes. A record without fields is a leaf: untracked, never part of a cycle.</summary>
    Record,

    /// <summary>Fixed number of references, made full.</summary>
    Tuple,

    /// <summary>References in an item array outside the object, over-allocated as CPython does.</summary>
    List,

    /// <summary>Key and value pairs in insertion order, outside the object.</summary>
    Dict,

    /// <summary>Attributes in fields of the object.</summary>
    Instance,

    /// <summary>One counted reference (the callback) and one uncounted (the target).</summary>
    WeakRef,

    /// <summary>Function and object.</summary>
    BoundMethod,

    /// <summary>A value that holds no references: none, a number, a text, a function. What it is stands in the payload.</summary>
    Atom,

    /// <summary>Memory of a container, or a dead object kept for reuse: no object, nothing refers to it, its count is 0.</summary>
    Storage,
}

/// <summary>One row of the shape table: a cache line, read at allocation, at death and when fields are walked.</summary>
[StructLayout(LayoutKind.Sequential, Size = 64)]
public struct Shape
{
    /// <summary>A size class that no allocator ever has a cell of.</summary>
    public const uint Uncommon = PoolGeometry.LargestSmallBytes + PoolGeometry.GranuleBytes;

    /// <summary>Bytes of the cell, header included, a multiple of 16.</summary>
    public uint CellBytes;

    /// <summary>Counted reference fields that lie in the object, from offset 16, 4 bytes each. None where <see cref="HasItems"/>: the item array is there.</summary>
    public uint Fields;

    /// <summary>Payload bytes as the model sees them.</summary>
    public uint PayloadBytes;

    /// <summary>Offset of the payload from the start of the cell, a multiple of 8.</summary>
    public uint PayloadOffset;

    /// <summary>The size class that a common allocation takes: <see cref="CellBytes"/>, for a cell of 32 to 512 bytes with at most 16 of fields, which is
    /// nearly every object; <see cref="Uncommon"/> for all others.</summary>
    public uint CommonBytes;

    /// <summary>Of the 16 bytes behind the header, those that hold references: all zero in an object that refers to nothing. Defined for common cells.</summary>
    public Vector128<byte> ReferenceBytes;

    public ObjectKind Kind;

    /// <summary>Whether objects of this shape can be part of a cycle, so that collectors track them and counter 0 counts them.</summary>
    public bool IsTracked;

    /// <summary>Whether references lie outside the object as well (<see cref="ObjectKind.List"/>, <see cref="ObjectKind.Dict"/>).</summary>
    public bool HasItems;

    /// <summary>Whether allocations of this shape count towards the trigger: those of tracked shapes, or of all where the trigger says so.</summary>
    public bool IsCounted;

    /// <summary>Whether the payload has room for a tag.</summary>
    public bool HasTag;

    /// <summary>Whether an object of a tracked shape may be untracked (tuples and dicts of CPython's object model).</summary>
    public bool MayBeUntracked;

    /// <summary>8·k + p: what the model counts as the object's bytes, headers and rounding apart.</summary>
    public readonly long ModelBytes => 8L * Fields + PayloadBytes;
}
