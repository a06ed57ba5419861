using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using GcActors.Core.Counting;
using GcActors.Core.Memory;
using GcActors.Core.Objects;

namespace GcActors.Core.Mutators;

/// <summary>
/// The hot path, alone in its file (deaths: the next): one mutator's operations, joined from a counting strategy and an allocator by type. Any change here is liable to move
/// every measured figure: look at the disassembly before and after.
/// </summary>
internal unsafe partial struct Mutator<TCounter, TAllocator> : IMutator
    where TCounter : struct, IRefCounter<TCounter>
    where TAllocator : struct, IHeapAllocator<TAllocator>
{
    private byte* _base;
    private Shape* _shapes;
    private ObjectRef* _registers;
    private ObjectRef* _shared;
    private AllocationTrigger* _trigger;
    private MutatorControl* _control;
    private TCounter _counter;
    private TAllocator _allocator;
    private uint* _links;
    private uint _dying;
    private bool _collectsInAllocation;
    private bool _passesOnce;
    private Heap _heap;
    private MutatorBinding _binding;

    public long Allocs;
    public long Frees;
    public long Increments;
    public long Decrements;
    public long ForeignFrees;

    public Mutator(MutatorBinding binding)
    {
        _binding = binding;
        _heap = binding.Allocators.Heap;
        _base = _heap.Base;
        _shapes = _heap.Shapes.Shapes;
        _registers = (ObjectRef*)binding.Registers.Slots;
        _shared = (ObjectRef*)binding.SharedRoots.Slots;
        _trigger = binding.Trigger;
        _control = binding.Control;
        _counter = TCounter.Create(binding.Allocators.Counts, binding.Index);
        _links = binding.Allocators.Counts.Links;
        _allocator = TAllocator.Create(binding.Allocators, binding.Index);
        _collectsInAllocation = binding.CollectsInAllocation;
        Index = binding.Index;
        Mutators = binding.Mutators;
        if (TCounter.Traits.CountsMessages)
        {
            binding.Messages = new CountedMessages(binding);
        }
    }

    public int Index { get; }

    public int Mutators { get; }

    /// <summary>Why the last allocation answered null.</summary>
    public SuspendReason Suspended { get; private set; }

    /// <summary>Dying objects whose fields are still to be dropped: there are some only at a boundary that interrupted a large death.</summary>
    public readonly bool IsKilling => _dying != 0;

    /// <summary>Head of the chain of dying objects (<see cref="DyingLink"/>).</summary>
    public readonly uint Dying => _dying;

    public readonly long Unfreed => Allocs - Frees;

    /// <summary>Operations that the strategy did not have to apply.</summary>
    public readonly long ElidedIncrements => _counter.ElidedIncrements + (TCounter.Traits.SnapshotsLocals || TCounter.Traits.IsTraced ? Increments : 0);

    public readonly long ElidedDecrements => _counter.ElidedDecrements + (TCounter.Traits.SnapshotsLocals || TCounter.Traits.IsTraced ? Decrements : 0);

    public readonly ushort ShapeOf(int fields, int payloadBytes) => _heap.Shapes.Record(fields, payloadBytes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ObjectRef New(ushort shape, ulong tag)
    {
        Shape* s = _shapes + shape;
        if (s->IsCounted && CountsBeyondLimit())
        {
            return NewBeyondLimit(shape, tag);
        }

        // No call lies between here and the return: a call on a rare path would cost every allocation its registers.
        if (!_allocator.TryTake(s->CommonBytes, shape, s->IsTracked, out TakenCell taken))
        {
            return NewUncommon(shape, tag);
        }

        // A common cell has 32 bytes at least, and no field behind them.
        _counter.Alloc(taken.Header);
        Vector128<byte>.Zero.Store((byte*)(taken.Header + 1));
        WriteTag(taken.Header, s, tag);
        Allocs++;
        return new ObjectRef(taken.Cell);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ObjectRef Load(ObjectRef o, int field)
    {
        ObjectHeader* header = At(o.Granule);
        uint value = _counter.Load<DirectMemory>(_base, header, ref FieldOf(header, field));
        Increments += value != 0 ? 1 : 0;
        return new ObjectRef(value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ObjectRef o, int field, ObjectRef value)
    {
        if (!value.IsNull)
        {
            Increments++;
            _counter.Copy<DirectMemory>(At(value.Granule));
        }

        ObjectHeader* header = At(o.Granule);
        uint old = _counter.Store<DirectMemory>(header, ref FieldOf(header, field), value.Granule);
        if (old != 0)
        {
            Drop(new ObjectRef(old));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ObjectRef Copy(ObjectRef o)
    {
        Increments++;
        _counter.Copy<DirectMemory>(At(o.Granule));
        return o;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Drop(ObjectRef o)
    {
        Decrements++;
        ObjectHeader* header = At(o.Granule);
        if (_counter.Drop<DirectMemory>(header) == CountChange.Dead && !TryKill(o.Granule, header))
        {
            Kill(o.Granule);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Touch(ObjectRef o, int pairs)
    {
        ObjectHeader* header = At(o.Granule);
        Increments += pairs;
        Decrements += pairs;

        // The caller's own reference keeps the object alive unless counts are wrong. The call lies behind the loop, not in it: inside, it would
        // cost the loop its registers (a spill and a reload a pair).
        int left = pairs;
        while (left > 0 && TouchOnce(header))
        {
            left--;
        }

        if (left > 0)
        {
            Kill(o.Granule);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Move(ObjectRef from, int fromField, ObjectRef to, int toField)
    {
        ObjectHeader* source = At(from.Granule);
        ObjectHeader* target = At(to.Granule);
        if (TCounter.Traits.SnapshotsLocals || TCounter.Traits.MarksEscapes)
        {
            uint moved = _counter.Store<DirectMemory>(source, ref FieldOf(source, fromField), 0);
            _counter.Store<DirectMemory>(target, ref FieldOf(target, toField), moved);
            return;
        }

        FieldOf(target, toField) = FieldOf(source, fromField);
        FieldOf(source, fromField) = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Swap(ObjectRef own, int ownField, ObjectRef shared, int sharedField)
    {
        ref uint mine = ref FieldOf(At(own.Granule), ownField);
        ObjectHeader* header = At(shared.Granule);
        uint others = _counter.Store<DirectMemory>(header, ref FieldOf(header, sharedField), mine);
        if (TCounter.Traits.SnapshotsLocals || TCounter.Traits.DefersSome)
        {
            _counter.Store<DirectMemory>(At(own.Granule), ref mine, others);
        }
        else
        {
            mine = others;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ulong Tag(ObjectRef o) => *(ulong*)Payload(o);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly byte* Payload(ObjectRef o)
    {
        ObjectHeader* header = At(o.Granule);
        return (byte*)header + _shapes[header->Shape].PayloadOffset;
    }

    public readonly ObjectRef Peek(ObjectRef o, int field) => new(FieldOf(At(o.Granule), field));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ref ObjectRef Register(long index) => ref _registers[index];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ref readonly ObjectRef SharedRoot(long index) => ref _shared[index];

    public readonly ref int SharedFlag(int index) => ref *_binding.Flags.Word(index);

    public readonly void Pin(ObjectRef o) => TCounter.Pin(_binding.Allocators.Counts, Index, At(o.Granule), _binding.PinnedAreImmortal);

    /// <summary>Takes a pin off before the last reference goes: the count becomes what it stands for.</summary>
    public readonly void Unpin(ObjectRef o) => TCounter.Unpin(_binding.Allocators.Counts, Index, At(o.Granule));

    /// <summary>Starts the counts of a new iteration.</summary>
    public void ResetCounters()
    {
        Allocs = Frees = Increments = Decrements = ForeignFrees = 0;
        _counter = TCounter.Create(_binding.Allocators.Counts, Index);
        _binding.Outbox?.ResetCounters();
    }

    /// <summary>Before the first operation of a quantum.</summary>
    public void AtQuantum() => _allocator.AtQuantum();

    /// <summary>At the end of a quantum: takes what others queued, and sends away what belongs to them.</summary>
    public void AtBoundary()
    {
        EmptyQueue();
        if (TCounter.Traits.CountsMessages)
        {
            TraceIfDue();
        }

        _allocator.AtBoundary();
    }

    /// <summary>When the world is to stop: what others queued is the collector's to see to, since a death here would be interrupted, and nobody who has no
    /// work goes on with it.</summary>
    public void AtStop() => _allocator.AtBoundary();

    /// <summary>Before the first quantum of a piece of work.</summary>
    public void Join() => _counter.Join<DirectMemory>();

    /// <summary>At the boundary behind the last quantum: others may go on, and may drop what this mutator made.</summary>
    /// <returns>False: what they queued has led to a death that is not over (<see cref="IsKilling"/>).</returns>
    public bool TryLeave()
    {
        while (!_counter.TryLeave<DirectMemory>())
        {
            EmptyQueue();
            if (IsKilling)
            {
                return false;
            }
        }

        if (TCounter.Traits.CountsMessages)
        {
            TraceOwn();
        }

        return true;
    }

    /// <summary>What only the strategy counts.</summary>
    public readonly void AddTo(IDictionary<string, double> report)
    {
        _counter.AddTo(report);
        _binding.Outbox?.AddTo(report);
        if (TAllocator.Traits.DelaysReuse)
        {
            RetiredCells* retired = _binding.Allocators.Retired(Index);
            report["retired_cells"] = retired->Total - retired->Pools;
            report["retired_pools"] = retired->Pools;
            report["retired_cells_peak"] = retired->Peak;
            report["retired_bytes_peak"] = retired->PeakBytes;
            report["grace_ns"] = retired->GraceNs;
            report["grace_polls"] = retired->Polls;
        }
    }

    private void EmptyQueue()
    {
        if (!TCounter.Traits.HasQueues)
        {
            return;
        }

        while (_counter.TakeQueuedDead<DirectMemory>() is var dead and not 0)
        {
            Kill(dead);
        }
    }

    /// <summary>After a collection that an allocation asked for: the object that triggered it is not counted again (CPython up to 3.11 counts it before
    /// the collection, which zeroes the counter).</summary>
    public void ForgetTriggeringAllocation()
    {
        if (Suspended == SuspendReason.NeedsCollection)
        {
            _trigger->Count--;
        }

        Suspended = SuspendReason.None;
    }

    /// <summary>The trigger saw no reason to collect: the allocation that asked is repeated, and passes.</summary>
    public void ProceedUncollected()
    {
        _passesOnce = Suspended == SuspendReason.NeedsCollection;
        ForgetTriggeringAllocation();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TouchOnce(ObjectHeader* header)
    {
        _counter.Copy<DirectMemory>(header);
        return _counter.Drop<DirectMemory>(header) != CountChange.Dead;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref uint FieldOf(ObjectHeader* header, int field) => ref ((uint*)(header + 1))[field];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteTag(ObjectHeader* o, Shape* s, ulong tag)
    {
        if (s->HasTag)
        {
            *(ulong*)((byte*)o + s->PayloadOffset) = tag;
        }
    }

    /// <summary>Counts an allocation towards the trigger.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly bool CountsBeyondLimit()
    {
        AllocationTrigger* trigger = _trigger;
        int count = trigger->Count + 1;
        trigger->Count = count;
        return count > trigger->Limit;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ObjectRef NewBeyondLimit(ushort shape, ulong tag)
    {
        if (!MayAllocate())
        {
            return default;
        }

        // The repetition counts for itself.
        _trigger->Count--;
        int limit = _trigger->Limit;
        _trigger->Limit = int.MaxValue;
        ObjectRef made = New(shape, tag);
        _trigger->Limit = limit;
        return made;
    }

    /// <summary>An object of an uncommon shape, or no cell at hand. The allocation has been counted.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private ObjectRef NewUncommon(ushort shape, ulong tag)
    {
        Shape* s = _shapes + shape;
        if (!TakeOrRefill(shape, s, out TakenCell taken))
        {
            return NeedMemory(s->IsCounted);
        }

        _counter.Alloc(taken.Header);
        new Span<ulong>(taken.Header + 1, (int)((s->PayloadOffset - ObjectHeader.Bytes) / sizeof(ulong))).Clear();
        WriteTag(taken.Header, s, tag);
        Allocs++;
        return new ObjectRef(taken.Cell);
    }

    /// <summary>A cell of any size; false: memory is needed.</summary>
    private bool TakeOrRefill(ushort shape, Shape* s, out TakenCell taken)
    {
        if (s->CellBytes > PoolGeometry.LargestSmallBytes)
        {
            return _allocator.TryTakeLarge(s->CellBytes, shape, s->IsTracked, out taken);
        }

        while (!_allocator.TryTake(s->CellBytes, shape, s->IsTracked, out taken))
        {
            if (!_allocator.Refill(s->CellBytes))
            {
                return false;
            }
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly ObjectHeader* At(uint cell)
    {
        var header = (ObjectHeader*)(_base + ((ulong)cell << PoolGeometry.GranuleShift));
        Debug.Assert(header->Count != ObjectHeader.PoisonCount, "a freed object was used");
        return header;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool MayAllocate()
    {
        if (_passesOnce || !_binding.ThresholdCrossed())
        {
            _passesOnce = false;
            return true;
        }

        if (_collectsInAllocation)
        {
            Suspended = SuspendReason.NeedsCollection;
            return false;
        }

        Interlocked.Or(ref _control->Breaker, (int)Breaker.Collect);
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ObjectRef NeedMemory(bool counted)
    {
        // The allocation that was counted has not happened.
        _trigger->Count -= counted ? 1 : 0;
        Suspended = SuspendReason.NeedsMemory;
        return default;
    }
}
