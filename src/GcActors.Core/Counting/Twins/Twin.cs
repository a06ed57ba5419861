using System.Runtime.CompilerServices;
using GcActors.Core.Objects;

namespace GcActors.Core.Counting.Twins;

/// <summary>Who says which drop kills.</summary>
internal interface IJudge
{
    /// <summary>Constant.</summary>
    static abstract bool IsTape { get; }
}

/// <summary>The decisions of a tape; what counts say is computed and not asked.</summary>
internal readonly struct ByTape : IJudge
{
    public static bool IsTape => true;
}

/// <summary>The counts, as without twins. Decisions are read all the same, so that reading them costs every twin alike.</summary>
internal readonly struct ByCounts : IJudge
{
    public static bool IsTape => false;
}

/// <summary>
/// The same operations with one thing changed: how they count (<typeparamref name="TInner"/>), where counts lie, who says what dies (counting-strategies.md 7.3).
/// <code>
/// T0  none           Countless       in objects    by tape       T3 T4  real     the strategy   in objects   by counts
/// T1  plain          plain counts    in objects    by tape       T5     padded   the strategy   in lines     by counts
/// T1  counted        plain counts    in objects    by counts, one mutator at a time: where no tape can be confined
/// T1' plain-private  plain counts    in shadows    by tape       T2 T6  private  the strategy   in shadows   by tape
/// with logs (the real one in two halves):
///     append         its mutators    in objects    by tape; who has filled a chunk empties its logs itself
///     discard        its mutators    in objects    by tape; the same, and epochs with all their messages, in which nothing is
/// </code>
/// Outermost: it sees every drop, also those of immortal objects.
/// </summary>
internal unsafe struct Twin<TInner, TPlace, TJudge> : IRefCounter<Twin<TInner, TPlace, TJudge>>
    where TInner : struct, IRefCounter<TInner>
    where TPlace : struct, ICountPlace<TPlace>
    where TJudge : struct, IJudge
{
    private readonly TPlace _place;
    private DecisionReader _decisions;
    private TInner _inner;

    private Twin(in CountSpace space, int mutator)
    {
        _place = TPlace.Create(space, mutator);
        _decisions = new DecisionReader(space.Twins.Tape, mutator);
        _inner = TInner.Create(TPlace.WordsOf(space, mutator), mutator);
    }

    /// <summary>Counts on a mutator's own mirror need no lock that others could hold, and put nothing into queues.</summary>
    public static CounterTraits Traits => TInner.Traits with
    {
        NeedsGil = TInner.Traits.NeedsGil && !TJudge.IsTape,
        HasQueues = TInner.Traits.HasQueues && !TJudge.IsTape,
        CountsAreExact = TInner.Traits.CountsAreExact && !TJudge.IsTape && TPlace.IsInObjects,
    };

    public static bool HasSpareWord => TInner.HasSpareWord;

    public static Twin<TInner, TPlace, TJudge> Create(in CountSpace space, int mutator) => new(space, mutator);

    public readonly long ElidedIncrements => _inner.ElidedIncrements;

    public readonly long ElidedDecrements => _inner.ElidedDecrements;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Alloc(ObjectHeader* o) => _inner.Alloc(_place.CountOf(o));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Copy<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess => _inner.Copy<TMemory>(_place.CountOf(o));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CountChange Drop<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess => Judge(_inner.Drop<TMemory>(_place.CountOf(o)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Load<TMemory>(byte* heapBase, ObjectHeader* container, ref uint slot)
        where TMemory : struct, IMemoryAccess => _place.Load<TInner, TMemory>(ref _inner, heapBase, container, ref slot);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Store<TMemory>(ObjectHeader* container, ref uint slot, uint value)
        where TMemory : struct, IMemoryAccess => _inner.Store<TMemory>(_place.ContainerOf(container), ref slot, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CountChange DropField<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess => Judge(_inner.DropField<TMemory>(_place.CountOf(o)));

    public void Join<TMemory>()
        where TMemory : struct, IMemoryAccess => _inner.Join<TMemory>();

    public bool TryLeave<TMemory>()
        where TMemory : struct, IMemoryAccess => _inner.TryLeave<TMemory>();

    public uint TakeQueuedDead<TMemory>()
        where TMemory : struct, IMemoryAccess => _place.CellOf(_inner.TakeQueuedDead<TMemory>());

    public void AddTo(IDictionary<string, double> report) => _inner.AddTo(report);

    public static int ReadCount(ObjectHeader* o) => TPlace.IsInObjects ? TInner.ReadCount(o) : 0;

    public static string? FaultOf(in CountSpace space, ObjectHeader* o) => TPlace.IsInObjects && !TJudge.IsTape ? TInner.FaultOf(space, o) : null;

    /// <summary>Where decisions kill, nobody looks through lists.</summary>
    public static bool IsListed(ObjectHeader* o) => TPlace.IsInObjects && !TJudge.IsTape && TInner.IsListed(o);

    public static CountChange TakeOffList(ObjectHeader* o) => TInner.TakeOffList(o);

    public static bool IsPrivate(ObjectHeader* o) => TPlace.IsInObjects && TInner.IsPrivate(o);

    public static bool IsImmortal(ObjectHeader* o) => TPlace.IsInObjects && TInner.IsImmortal(o);

    public static void Pin(in CountSpace space, int mutator, ObjectHeader* o, bool immortal) => TPlace.Pin<TInner>(space, mutator, o, immortal);

    public static void Unpin(in CountSpace space, int mutator, ObjectHeader* o) => TPlace.Unpin<TInner>(space, mutator, o);

    public static CountChange DropStopped(ObjectHeader* o) => TPlace.IsInObjects ? TInner.DropStopped(o) : CountChange.Alive;

    public static void Rebuild(ObjectHeader* o, int references)
    {
        if (TPlace.IsInObjects)
        {
            TInner.Rebuild(o, references);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private CountChange Judge(CountChange counted)
    {
        bool dies = _decisions.Next();
        return !TJudge.IsTape ? counted : dies ? CountChange.Dead : CountChange.Alive;
    }
}
