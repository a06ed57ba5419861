using System.Numerics;
using GcActors.Core.Memory;

namespace GcActors.Core.Objects;

/// <summary>A ring of operations for each mutator; memory only where operations are noted.</summary>
internal sealed unsafe class OperationRings : IDisposable
{
    /// <summary>Rings from one mutator's to the next, so that they share no cache line: hardware fetches lines in pairs.</summary>
    public const int Stride = 4;

    private readonly LazyTable<OperationRing> _rings;
    private readonly LazyTable<ulong> _operations;
    private readonly LazyTable<long> _stamps;

    /// <param name="mutators">How many rings.</param>
    /// <param name="leastCapacity">Operations that each keeps at least.</param>
    public OperationRings(int mutators, int leastCapacity)
    {
        long capacity = (long)BitOperations.RoundUpToPowerOf2((uint)Math.Max(leastCapacity, OperationRing.Stride));
        _rings = new LazyTable<OperationRing>((long)mutators * Stride);
        _operations = new LazyTable<ulong>(mutators * capacity);
        _stamps = new LazyTable<long>(mutators * capacity / OperationRing.Stride);
        for (int m = 0; m < mutators; m++)
        {
            Of(m)->Initialise(_operations.Entries + (m * capacity), _stamps.Entries + (m * capacity / OperationRing.Stride), capacity);
        }
    }

    public OperationRing* First => _rings.Entries;

    public OperationRing* Of(int mutator) => _rings.Entries + (mutator * Stride);

    public void Dispose()
    {
        _rings.Dispose();
        _operations.Dispose();
        _stamps.Dispose();
    }
}
