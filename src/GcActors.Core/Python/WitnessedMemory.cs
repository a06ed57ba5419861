using GcActors.Core.Mutators;
using GcActors.Core.Objects;

namespace GcActors.Core.Python;

/// <summary>A memory that tells of births and deaths. A machine that nobody watches is compiled for the memory itself and pays nothing.</summary>
internal struct WitnessedMemory<TMemory>(TMemory memory, ICollectionWitness witness) : IObjectMemory
    where TMemory : struct, IObjectMemory
{
    private TMemory _memory = memory;

    /// <summary>The memory as it is now; the one that was given is stale.</summary>
    public readonly TMemory Memory => _memory;

    public readonly Heap Heap => _memory.Heap;

    public uint TakeCell(uint cellBytes) => _memory.TakeCell(cellBytes);

    public void ReturnCell(uint cell, uint cellBytes) => _memory.ReturnCell(cell, cellBytes);

    public void InitialiseObject(uint cell, ushort shape)
    {
        witness.Made(cell);
        _memory.InitialiseObject(cell, shape);
    }

    public void EndObject() => _memory.EndObject();

    public void InitialiseStorage(uint cell, ushort shape) => _memory.InitialiseStorage(cell, shape);

    public void Increment(uint cell) => _memory.Increment(cell);

    public bool Decrement(uint cell)
    {
        bool isLast = _memory.Decrement(cell);
        if (isLast)
        {
            witness.Died(cell);
        }

        return isLast;
    }

    public int References(uint cell) => _memory.References(cell);

    public bool IsImmortal(uint cell) => _memory.IsImmortal(cell);

    public void MakeImmortal(uint cell) => _memory.MakeImmortal(cell);

    public void Revive(uint cell)
    {
        _memory.Revive(cell);
        witness.Revived(cell);
    }

    public void Track(uint cell) => _memory.Track(cell);

    public void Untrack(uint cell) => _memory.Untrack(cell);

    public ChunkList TakeYoung() => _memory.TakeYoung();

    public ChunkList PeekYoung() => _memory.PeekYoung();

    public void AwaitCollection() => _memory.AwaitCollection();
}
