using GcActors.Core.Objects;

namespace GcActors.Tests.Workloads;

/// <summary>The single operations: cells fail, too.</summary>
internal unsafe partial struct UnreliableMutator<TInner>
{
    public Heap Heap => Inner.Heap;

    public uint TakeCell(uint cellBytes) => failPercent != 0 && _random.Percent((ulong)failPercent) ? 0 : Inner.TakeCell(cellBytes);

    public void ReturnCell(uint cell, uint cellBytes) => Inner.ReturnCell(cell, cellBytes);

    public void InitialiseObject(uint cell, ushort shape) => Inner.InitialiseObject(cell, shape);

    public void EndObject() => Inner.EndObject();

    public void InitialiseStorage(uint cell, ushort shape) => Inner.InitialiseStorage(cell, shape);

    public void Increment(uint cell) => Inner.Increment(cell);

    public bool Decrement(uint cell) => Inner.Decrement(cell);

    public int References(uint cell) => Inner.References(cell);

    public bool IsImmortal(uint cell) => Inner.IsImmortal(cell);

    public void MakeImmortal(uint cell) => Inner.MakeImmortal(cell);

    public void Revive(uint cell) => Inner.Revive(cell);

    public void Track(uint cell) => Inner.Track(cell);

    public void Untrack(uint cell) => Inner.Untrack(cell);

    public ChunkList TakeYoung() => Inner.TakeYoung();

    public ChunkList PeekYoung() => Inner.PeekYoung();

    public void AwaitCollection() => Inner.AwaitCollection();
}
