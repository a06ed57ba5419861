using System.Runtime.CompilerServices;
using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>
/// Atomic counts (counting-strategies.md 4.5). An increment from a held reference needs no order (O5). A decrement must come after all uses of the object
/// (O3), and whoever sees 0 must see everybody's uses (O4): the interlocked result, never a later load, says who that is — judged by a load, two
/// droppers could both see the other's count and nobody would free.
/// </summary>
/// <typeparam name="TSlots">How slots that several mutators reach are read and written.</typeparam>
public unsafe struct Atomic<TSlots> : IRefCounter<Atomic<TSlots>>
    where TSlots : struct, IAtomicSlots
{
    private readonly int* _own;
    private readonly StrayDeaths _strays;
    private RaceTally _races;

    private Atomic(in CountSpace space, int mutator)
    {
        _own = space.Own(mutator);
        _strays = new StrayDeaths(space, mutator);
    }

    private static bool SlotsRace => TSlots.Cure != SlotCure.None;

    private static bool CountsStrays => TSlots.Cure == SlotCure.TypeStable;

    public static CounterTraits Traits =>
        new(SlotsRace ? Sharing.RacingSlots : Sharing.Counted, NeedsGil: false, Frees: true, CountsAreExact: true, UsesLogs: false)
        {
            Cure = TSlots.Cure,
            HasQueues = CountsStrays,
        };

    public static bool HasSpareWord => true;

    public static Atomic<TSlots> Create(in CountSpace space, int mutator) => new(space, mutator);

    public readonly long ElidedIncrements => 0;

    public readonly long ElidedDecrements => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Alloc(ObjectHeader* o) => PlainCount.Alloc(o);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Copy<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess => TMemory.Add(ref PlainCount.WordOf(o), 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly CountChange Drop<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess => TMemory.Add(ref PlainCount.WordOf(o), -1) == 0 ? CountChange.Dead : CountChange.Alive;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Load<TMemory>(byte* heapBase, ObjectHeader* container, ref uint slot)
        where TMemory : struct, IMemoryAccess
    {
        uint value = TSlots.Load<TMemory, CountWord>(heapBase, _own, ref slot, ref _races);
        return !CountsStrays || value == 0 || TMemory.Read(ref slot) == value ? value : LoadAgain<TMemory>(heapBase, ref slot, value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly uint Store<TMemory>(ObjectHeader* container, ref uint slot, uint value)
        where TMemory : struct, IMemoryAccess => TSlots.Store<TMemory>(ref slot, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly CountChange DropField<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess => Drop<TMemory>(o);

    public readonly void Join<TMemory>()
        where TMemory : struct, IMemoryAccess
    {
    }

    public readonly bool TryLeave<TMemory>()
        where TMemory : struct, IMemoryAccess => !CountsStrays || _strays.IsEmpty<TMemory>();

    public readonly uint TakeQueuedDead<TMemory>()
        where TMemory : struct, IMemoryAccess => CountsStrays ? _strays.Take<TMemory>() : 0;

    public readonly void AddTo(IDictionary<string, double> report)
    {
        if (SlotsRace)
        {
            _races.AddTo(report);
        }
    }

    /// <summary>The slot has changed since a value of it was counted: gives that back, and begins anew.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private uint LoadAgain<TMemory>(byte* heapBase, ref uint slot, uint counted)
        where TMemory : struct, IMemoryAccess
    {
        uint value = counted;
        do
        {
            _races.LoadRetries++;
            if (Drop<TMemory>(PlainCount.At(heapBase, value)) == CountChange.Dead)
            {
                _races.StrayDeaths++;
                _strays.Add<TMemory>(value);
            }

            value = TSlots.Load<TMemory, CountWord>(heapBase, _own, ref slot, ref _races);
        }
        while (value != 0 && TMemory.Read(ref slot) != value);
        return value;
    }
}
