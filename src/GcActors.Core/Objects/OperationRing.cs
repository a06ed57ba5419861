using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace GcActors.Core.Objects;

/// <summary>What a counting strategy was asked to do.</summary>
internal enum NotedKind : byte
{
    Alloc,

    /// <summary>A reference more: a copy, or a load from a slot.</summary>
    Increment,

    Drop,

    /// <summary>A drop behind which the object was dead.</summary>
    LastDrop,
}

/// <summary>
/// The last operations of one mutator: eight bytes each in unmanaged memory, older ones overwritten. Every 64th has a time stamp, because a stamp costs more than ten
/// operations. Written by the mutator, and by who works for it in a stopped world; read when it rests.
/// </summary>
internal unsafe struct OperationRing
{
    /// <summary>Operations from one time stamp to the next; a power of two.</summary>
    public const int Stride = 64;

    private const int KindShift = 32;

    private ulong* _operations;
    private long* _stamps;
    private ulong _mask;

    /// <summary>Operations noted since <see cref="Clear"/>.</summary>
    public ulong Noted { get; private set; }

    /// <summary>How many are kept.</summary>
    public readonly ulong Kept => Math.Min(Noted, _mask + 1);

    /// <param name="operations">Room; a power of two of them, at least <see cref="Stride"/>.</param>
    /// <param name="stamps">Room for one in <see cref="Stride"/>.</param>
    /// <param name="capacity">How many.</param>
    public void Initialise(ulong* operations, long* stamps, long capacity)
    {
        _operations = operations;
        _stamps = stamps;
        _mask = (ulong)capacity - 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Note(NotedKind kind, uint granule)
    {
        ulong next = Noted;
        if (next % Stride == 0)
        {
            Stamp(next);
        }

        _operations[next & _mask] = ((ulong)kind << KindShift) | granule;
        Noted = next + 1;
    }

    public void Clear() => Noted = 0;

    /// <summary>One that is kept.</summary>
    /// <param name="number">From 0, counted since <see cref="Clear"/>.</param>
    public readonly (NotedKind Kind, uint Granule) At(ulong number)
    {
        ulong noted = _operations[number & _mask];
        return ((NotedKind)(noted >> KindShift), (uint)noted);
    }

    /// <summary>When the stride of an operation began, in ticks of <see cref="Stopwatch"/>. Of the oldest stride that is kept only in part, too.</summary>
    public readonly long StampAt(ulong number) => _stamps[(number & _mask) / Stride];

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void Stamp(ulong number) => _stamps[(number & _mask) / Stride] = Stopwatch.GetTimestamp();
}
