using GcActors.Core.Mutators;
using GcActors.Core.Objects;
using GcActors.Core.Workloads;

namespace GcActors.Tests.Workloads;

/// <summary>A mutator whose allocations answer null at random moments, as they may: a workload must come to the same totals.</summary>
internal unsafe partial struct UnreliableMutator<TInner>(TInner inner, int failPercent, ulong seed) : IMutator
    where TInner : struct, IMutator
{
    public TInner Inner = inner;

    private SplitMix64 _random = new(seed);

    public int Index => Inner.Index;

    public int Mutators => Inner.Mutators;

    public long Unfreed => Inner.Unfreed;

    public ushort ShapeOf(int fields, int payloadBytes) => Inner.ShapeOf(fields, payloadBytes);

    public ObjectRef New(ushort shape, ulong tag)
        => failPercent != 0 && _random.Percent((ulong)failPercent) ? default : Inner.New(shape, tag);

    public ObjectRef Load(ObjectRef o, int field) => Inner.Load(o, field);

    public void Store(ObjectRef o, int field, ObjectRef value) => Inner.Store(o, field, value);

    public ObjectRef Copy(ObjectRef o) => Inner.Copy(o);

    public void Drop(ObjectRef o) => Inner.Drop(o);

    public void Touch(ObjectRef o, int pairs) => Inner.Touch(o, pairs);

    public void Move(ObjectRef from, int fromField, ObjectRef to, int toField) => Inner.Move(from, fromField, to, toField);

    public void Swap(ObjectRef own, int ownField, ObjectRef shared, int sharedField) => Inner.Swap(own, ownField, shared, sharedField);

    public ulong Tag(ObjectRef o) => Inner.Tag(o);

    public byte* Payload(ObjectRef o) => Inner.Payload(o);

    public ObjectRef Peek(ObjectRef o, int field) => Inner.Peek(o, field);

    public ref ObjectRef Register(long index) => ref Inner.Register(index);

    public ref readonly ObjectRef SharedRoot(long index) => ref Inner.SharedRoot(index);

    public StepOutcome Pack(ref ObjectRef message) => _random.Percent((ulong)failPercent) ? StepOutcome.Suspended : Inner.Pack(ref message);

    public void Publish(long index, ObjectRef o) => Inner.Publish(index, o);

    public ObjectRef TakeShared(long index) => Inner.TakeShared(index);

    public ref int SharedFlag(int index) => ref Inner.SharedFlag(index);

    public void Pin(ObjectRef o) => Inner.Pin(o);
}
