using System.Runtime.CompilerServices;
using GcActors.Core.Counting;
using GcActors.Core.Memory;
using GcActors.Core.Objects;

namespace GcActors.Core.Exploring;

/// <summary>
/// The few objects of a scene, 32 bytes each: header, a field, a word of payload, the rest unused. The first 32 bytes are root slots. Behind the objects lie
/// the words that a strategy keeps beside its heap, if it does. It gives the strategies addresses and holds the state at the start; the state of a schedule
/// lies in <see cref="MachineState"/>.
/// </summary>
internal sealed unsafe class ExploredHeap
{
    public const int WordsPerObject = 8;

    /// <summary>Of each object.</summary>
    public const int Fields = 1;

    private const int FirstField = ObjectHeader.Bytes / sizeof(int);

    private const int Payload = FirstField + Fields;

    private const int GranulesPerObject = 2;

    private const int MostObjects = 7;

    private const int MostThreads = 4;

    private const int FirstLink = WordsPerObject * (MostObjects + 1);

    private const int FirstShared = FirstLink + (GranulesPerObject * (MostObjects + 1));

    private const int SharedWords = 4;

    private const int Sequence = FirstShared + SharedWords;

    private const int FirstSeen = Sequence + 1;

    private const int FirstOwn = FirstSeen + MostThreads;

    private const int OwnWords = 16;

    /// <summary>What all objects are made of: their headers say shape 0.</summary>
    private static readonly Shape[] s_shapes = NewShapes();

    private readonly int[] _words;
    private readonly ExploredLogs? _logs;

    /// <param name="objects">How many.</param>
    /// <param name="threads">How many mutators.</param>
    /// <param name="hasSpace">Whether the strategy keeps words beside the heap.</param>
    /// <param name="hasLogs">Whether it keeps logs.</param>
    public ExploredHeap(int objects, int threads, bool hasSpace, bool hasLogs = false)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(objects, MostObjects);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threads, MostThreads);
        Objects = objects;
        Threads = threads;
        _logs = hasLogs ? new ExploredLogs(threads) : null;
        int words = hasSpace ? FirstOwn + (threads * OwnWords) : (objects + 1) * WordsPerObject;
        _words = GC.AllocateArray<int>(words, pinned: true);
        Base = (byte*)Unsafe.AsPointer(ref _words[0]);
        if (hasSpace)
        {
            _words[Sequence] = 1;
        }
    }

    public int Threads { get; }

    /// <summary>The strategy's words.</summary>
    public CountSpace Space
    {
        get
        {
            int* words = (int*)Base;
            return new CountSpace(
                Base,
                (uint*)(words + FirstLink),
                words + FirstShared,
                SharedWords,
                1,
                words + FirstOwn,
                OwnWords,
                Threads,
                logs: _logs == null ? null : _logs.First,
                shapes: (Shape*)Unsafe.AsPointer(ref s_shapes[0]));
        }
    }

    /// <summary>Of a strategy that keeps logs.</summary>
    public ExploredLogs Logs => _logs!;

    public GracePeriods Periods => new((int*)Base + Sequence, (int*)Base + FirstSeen, 1, Threads);

    /// <summary>Objects have the numbers 1 to this.</summary>
    public int Objects { get; }

    public byte* Base { get; }

    public Span<int> Words => _words;

    /// <summary>The object that a word belongs to; 0: none.</summary>
    public static int ObjectOf(int word) => word < FirstLink ? word / WordsPerObject : 0;

    public static int ObjectOf(uint reference) => (int)reference / GranulesPerObject;

    /// <summary>What a slot holds that refers to an object; 0 is null for both.</summary>
    public static uint ReferenceTo(int o) => (uint)(o * GranulesPerObject);

    public static int Root(int slot) => slot;

    public static int Field(int o, int field) => (o * WordsPerObject) + FirstField + field;

    public static int PayloadOf(int o) => (o * WordsPerObject) + Payload;

    /// <summary>What a made object's payload holds.</summary>
    public static int TagOf(int o) => 0x7A60 + o;

    /// <summary>The same of the object that has its cell later.</summary>
    public static int LaterTagOf(int o) => 0x7B60 + o;

    public static bool IsCount(int word) => word < FirstLink && word % WordsPerObject is 0 or 1;

    public static bool IsSlot(int word) => word < WordsPerObject || (word < FirstLink && word % WordsPerObject is >= FirstField and < Payload);

    public ObjectHeader* Header(int o) => PlainCount.At(Base, ReferenceTo(o));

    /// <summary>The object that a slot belongs to; null: a root slot.</summary>
    public ObjectHeader* ContainerOf(int slot) => ObjectOf(slot) is var o and not 0 ? Header(o) : null;

    public ref uint Slot(int word) => ref ((uint*)Base)[word];

    /// <summary>The word beside the heap for the granule that an object's field lies in.</summary>
    public ref int MarksOf(int o) => ref ((int*)Space.Links)[ReferenceTo(o) + (ObjectHeader.Bytes / PoolGeometry.GranuleBytes)];

    public int WordOf(void* address) => (int)(((byte*)address - Base) / sizeof(int));

    /// <summary>A word's name in a trace.</summary>
    public static string NameOf(int word)
    {
        if (word < WordsPerObject)
        {
            return $"root {word}";
        }

        if (word >= FirstLink)
        {
            return NameOfSpace(word);
        }

        int part = word % WordsPerObject;
        string name = part switch
        {
            0 => "count",
            < FirstField => $"header[{part}]",
            Payload => "payload",
            _ => $"field {part - FirstField}",
        };
        return $"o{ObjectOf(word)}.{name}";
    }

    public static string ValueOf(int word, int value) =>
        !IsSlot(word) ? $"{value}" : value == 0 ? "null" : $"o{ObjectOf((uint)value)}";

    private static Shape[] NewShapes()
    {
        Shape[] shapes = GC.AllocateArray<Shape>(1, pinned: true);
        shapes[0].Fields = Fields;
        return shapes;
    }

    private static string NameOfSpace(int word) => word switch
    {
        >= FirstOwn => $"own[{(word - FirstOwn) % OwnWords}] of {Oracle.NameOf((word - FirstOwn) / OwnWords)}",
        >= FirstSeen => $"seen of {Oracle.NameOf(word - FirstSeen)}",
        Sequence => "sequence",
        >= FirstShared => $"shared[{word - FirstShared}]",
        _ => $"o{(word - FirstLink) / GranulesPerObject}.link",
    };
}
