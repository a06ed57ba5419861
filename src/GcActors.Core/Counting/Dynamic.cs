using System.Runtime.CompilerServices;
using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>
/// Plain counts until an object escapes, atomic ones from then on [Ungar, Grove, Franke: Dynamic atomicity: optimizing Swift memory management, DLS 2017;
/// counting-strategies.md 4.8].
/// <code>
/// inc(o):            w = word; if o has escaped: atomic + 1, else plain + 1      dec(o): the same with - 1; dead at 0
/// load(c, slot):     if c is private: p = slot, inc(p), else as the cure has it, from an escaped object
/// store(c, slot, r): if c has escaped, or the slot is a root that others see: escape(r), then write the slot
/// escape(r):         mark r and everything reachable from it, up to what is marked; plain stores, since nobody else reaches it yet
/// law:               what has escaped, and a root that others see, refers to escaped objects only
/// </code>
/// Only who can reach a private object can publish it, so nobody else marks. A mark is written before the reference that publishes it (O1), and is never taken
/// off: collections and pins keep it.
/// Of the paper only its idea is taken: layout and order are those of the reference.
/// </summary>
/// <remarks>Type-stable memory is no cure for it: a stray interlocked increment of a cell that is private again would be lost between its owner's load and
/// store.</remarks>
/// <typeparam name="TSlots">How slots that several mutators reach are read and written.</typeparam>
public unsafe struct Dynamic<TSlots> : IRefCounter<Dynamic<TSlots>>
    where TSlots : struct, IAtomicSlots
{
    private int* _own;
    private EscapeWalk _escapes;
    private RaceTally _races;

    private static bool SlotsRace => TSlots.Cure != SlotCure.None;

    public static CounterTraits Traits =>
        new(SlotsRace ? Sharing.RacingSlots : Sharing.Counted, NeedsGil: false, Frees: true, CountsAreExact: true, UsesLogs: false)
        {
            Cure = TSlots.Cure,
            MarksEscapes = true,
        };

    public static bool HasSpareWord => true;

    public static Dynamic<TSlots> Create(in CountSpace space, int mutator) => new() { _own = space.Own(mutator), _escapes = new EscapeWalk(space) };

    public readonly long ElidedIncrements => 0;

    public readonly long ElidedDecrements => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Alloc(ObjectHeader* o) => o->CountArea = EscapedWord.One;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Copy<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess => EscapedWord.Increment<TMemory>(ref PlainCount.WordOf(o));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly CountChange Drop<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess => EscapedWord.Decrement<TMemory>(ref PlainCount.WordOf(o));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Load<TMemory>(byte* heapBase, ObjectHeader* container, ref uint slot)
        where TMemory : struct, IMemoryAccess => SlotsRace && IsPrivate<TMemory>(container)
            ? QuietSlots.Load<TMemory, EscapedWord>(heapBase, _own, ref slot, ref _races)
            : TSlots.Load<TMemory, EscapedWord>(heapBase, _own, ref slot, ref _races);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Store<TMemory>(ObjectHeader* container, ref uint slot, uint value)
        where TMemory : struct, IMemoryAccess
    {
        if (IsPrivate<TMemory>(container))
        {
            return PlainCount.Store<TMemory>(ref slot, value);
        }

        if (value != 0 && _escapes.IsPrivate<TMemory>(value))
        {
            _escapes.Mark<TMemory>(value);
        }

        return TSlots.Store<TMemory>(ref slot, value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly CountChange DropField<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess => Drop<TMemory>(o);

    public readonly void Join<TMemory>()
        where TMemory : struct, IMemoryAccess
    {
    }

    public readonly bool TryLeave<TMemory>()
        where TMemory : struct, IMemoryAccess => true;

    public readonly uint TakeQueuedDead<TMemory>()
        where TMemory : struct, IMemoryAccess => 0;

    public readonly void AddTo(IDictionary<string, double> report)
    {
        _escapes.AddTo(report);
        if (SlotsRace)
        {
            _races.AddTo(report);
        }
    }

    public static int ReadCount(ObjectHeader* o) => o->Count >> 1;

    public static bool IsPrivate(ObjectHeader* o) => EscapedWord.IsPrivate(o->Count);

    /// <summary>Counts are exact, so a pin is nothing. An immortal object can be marked like any other: what it leads to escapes with it.</summary>
    public static void Pin(ObjectHeader* o, bool immortal)
    {
        if (immortal)
        {
            o->Count = CountArea.ImmortalCount | MarkOf(o);
        }
    }

    public static void Unpin(ObjectHeader* o)
    {
        if (CountArea.IsImmortal(o->Count))
        {
            o->Count = EscapedWord.One | MarkOf(o);
        }
    }

    public static CountChange DropStopped(ObjectHeader* o)
    {
        if (CountArea.IsImmortal(o->Count))
        {
            return CountChange.Alive;
        }

        o->Count -= EscapedWord.One;
        return ReadCount(o) == 0 ? CountChange.Dead : CountChange.Alive;
    }

    public static void Rebuild(ObjectHeader* o, int references)
    {
        if (!CountArea.IsImmortal(o->Count))
        {
            o->Count = (references * EscapedWord.One) | MarkOf(o);
        }
    }

    private static int MarkOf(ObjectHeader* o) => o->Count & EscapedWord.Escaped;

    /// <summary>Whether nobody else can reach an object's slots. Roots without an object are those that others see.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsPrivate<TMemory>(ObjectHeader* container)
        where TMemory : struct, IMemoryAccess => container != null && EscapedWord.IsPrivate<TMemory>(container);
}
