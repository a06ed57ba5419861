using System.Diagnostics;
using System.Runtime.Intrinsics;
using GcActors.Core.Memory;

namespace GcActors.Core.Objects;

/// <summary>Layout of objects in memory.</summary>
public enum ObjectLayout
{
    /// <summary>16-byte header, 4-byte references, payload.</summary>
    Compact,

    /// <summary>Cells of the size that CPython takes: 16 bytes of collector header for what can be in a cycle, 16 of object header, 8 a reference.</summary>
    CPython,
}

/// <summary>Shape numbers to shapes. Registering is cold and locked; reading is a load.</summary>
public sealed unsafe class ShapeTable : IDisposable
{
    /// <summary>A collector's tables may have one entry for two granules: even an empty tuple is a cell of two.</summary>
    private const uint LeastTrackedBytes = 32;

    private const int MaxShapes = 0xD000;
    private readonly LazyTable<Shape> _shapes = new(MaxShapes);
    private readonly Dictionary<(ObjectKind, uint, uint, uint), ushort> _known = [];
    private readonly Lock _gate = new();
    private readonly ObjectLayout _layout;
    private int _count = 1;

    public ShapeTable(ObjectLayout layout) => _layout = layout;

    /// <summary>Whether allocations of untracked shapes count towards the trigger too; set before the first shape.</summary>
    public bool CountsAll { get; init; }

    public ObjectLayout Layout => _layout;

    internal Shape* Shapes => _shapes.Entries;

    public ref readonly Shape this[int shape]
    {
        get
        {
            Debug.Assert(shape > 0 && shape < _count, "an object with a shape that nobody registered: a free or foreign cell was read");
            return ref _shapes.Entries[shape];
        }
    }

    /// <summary>The shape of <c>new(k, p)</c>.</summary>
    /// <param name="fields">k, 0..2³⁰.</param>
    /// <param name="payloadBytes">p, 0..2³¹.</param>
    public ushort Record(int fields, int payloadBytes) => Of(ObjectKind.Record, (uint)fields, (uint)payloadBytes);

    /// <summary>The shape of a built-in kind with so many inline references and payload bytes.</summary>
    /// <param name="kind">What it is made of.</param>
    /// <param name="fields">Inline references.</param>
    /// <param name="payloadBytes">Bytes that are no references.</param>
    /// <param name="requestBytes">What the system that the layout <c>cpython</c> models asks its allocator for; 0: <see cref="CPythonBytes"/> knows.</param>
    public ushort Of(ObjectKind kind, uint fields, uint payloadBytes, uint requestBytes = 0)
    {
        lock (_gate)
        {
            if (_known.TryGetValue((kind, fields, payloadBytes, requestBytes), out ushort shape))
            {
                return shape;
            }

            if (_count == MaxShapes)
            {
                throw new InvalidOperationException($"more than {MaxShapes} shapes: a workload makes too many kinds of objects");
            }

            shape = (ushort)_count++;
            _shapes.Entries[shape] = Lay(kind, fields, payloadBytes, requestBytes);
            _known.Add((kind, fields, payloadBytes, requestBytes), shape);
            return shape;
        }
    }

    public void Dispose() => _shapes.Dispose();

    private Shape Lay(ObjectKind kind, uint fields, uint payloadBytes, uint requestBytes)
    {
        bool tracked = kind is not (ObjectKind.Atom or ObjectKind.Storage) && (kind != ObjectKind.Record || fields > 0);
        bool hasItems = kind is ObjectKind.List or ObjectKind.Dict;
        var shape = new Shape
        {
            Fields = fields,
            PayloadBytes = payloadBytes,
            PayloadOffset = (uint)(ObjectHeader.Bytes + (hasItems ? ItemArray.Bytes : 0)) + ((4 * fields + 7) & ~7u),
            Kind = kind,
            IsTracked = tracked,
            HasItems = hasItems,
            IsCounted = tracked || CountsAll,
            HasTag = payloadBytes >= sizeof(ulong) && kind == ObjectKind.Record,
            MayBeUntracked = kind is ObjectKind.Tuple or ObjectKind.Dict,
        };
        ulong bytes = shape.PayloadOffset + (ulong)payloadBytes;
        if (_layout == ObjectLayout.CPython)
        {
            bytes = Math.Max(bytes, requestBytes != 0 ? requestBytes : CPythonBytes(kind, tracked, fields, payloadBytes));
        }

        shape.CellBytes = Math.Max((uint)((bytes + 15) & ~15ul), tracked ? LeastTrackedBytes : 0);
        bool isCommon = shape.CellBytes is >= 2 * ObjectHeader.Bytes and <= PoolGeometry.LargestSmallBytes && shape.PayloadOffset <= 2 * ObjectHeader.Bytes;
        shape.CommonBytes = isCommon ? shape.CellBytes : Shape.Uncommon;
        shape.ReferenceBytes = Vector128.LessThan(Vector128<byte>.Indices, Vector128.Create((byte)Math.Min(hasItems ? ItemArray.Bytes : 4 * fields, 16)));
        return shape;
    }

    /// <summary>What <c>sys.getsizeof</c> of 3.9 says, collector header included (cpython-memory.md 1.3); a record is like an instance with slots.</summary>
    private static ulong CPythonBytes(ObjectKind kind, bool tracked, uint fields, uint payloadBytes) => kind switch
    {
        ObjectKind.List => 56,
        ObjectKind.Dict => 64,
        ObjectKind.Tuple => 40 + 8ul * fields,
        ObjectKind.WeakRef => 72,
        ObjectKind.BoundMethod => 64,
        _ => (tracked ? 32u : 16u) + 8ul * fields + payloadBytes,
    };
}
