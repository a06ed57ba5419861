using System.Runtime.CompilerServices;
using GcActors.Core.Counting;
using GcActors.Core.Objects;

namespace GcActors.Core.Exploring;

/// <summary>
/// The few objects of a scene, 32 bytes each: header, a field, a word of payload, the rest unused. The first 32 bytes are root slots. It gives the
/// strategies addresses and holds the state at the start; the state of a schedule lies in <see cref="MachineState"/>.
/// </summary>
internal sealed unsafe class ExploredHeap
{
    public const int WordsPerObject = 8;

    /// <summary>Of each object.</summary>
    public const int Fields = 1;

    private const int FirstField = ObjectHeader.Bytes / sizeof(int);

    private const int Payload = FirstField + Fields;

    private const int GranulesPerObject = 2;

    private readonly int[] _words;

    public ExploredHeap(int objects)
    {
        Objects = objects;
        _words = GC.AllocateArray<int>((objects + 1) * WordsPerObject, pinned: true);
        Base = (byte*)Unsafe.AsPointer(ref _words[0]);
    }

    /// <summary>Objects have the numbers 1 to this.</summary>
    public int Objects { get; }

    public byte* Base { get; }

    public Span<int> Words => _words;

    public static int ObjectOf(int word) => word / WordsPerObject;

    public static int ObjectOf(uint reference) => (int)reference / GranulesPerObject;

    /// <summary>What a slot holds that refers to an object; 0 is null for both.</summary>
    public static uint ReferenceTo(int o) => (uint)(o * GranulesPerObject);

    public static int Root(int slot) => slot;

    public static int Field(int o, int field) => (o * WordsPerObject) + FirstField + field;

    public static int PayloadOf(int o) => (o * WordsPerObject) + Payload;

    /// <summary>What a made object's payload holds.</summary>
    public static int TagOf(int o) => 0x7A60 + o;

    public static bool IsSlot(int word) => word < WordsPerObject || word % WordsPerObject is >= FirstField and < Payload;

    public ObjectHeader* Header(int o) => PlainCount.At(Base, ReferenceTo(o));

    public ref uint Slot(int word) => ref ((uint*)Base)[word];

    public int WordOf(void* address) => (int)(((byte*)address - Base) / sizeof(int));

    /// <summary>A word's name in a trace.</summary>
    public static string NameOf(int word)
    {
        if (word < WordsPerObject)
        {
            return $"root {word}";
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
}
