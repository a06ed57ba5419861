using System.Numerics;

namespace GcActors.Core.Counting;

/// <summary>Folds a mutator's operations, in their order, into one number. A name stands for the same object in every run of the program (<see cref="NameOf"/>), whatever
/// cell it lies in.</summary>
internal struct OperationHash
{
    /// <summary>The sum over the mutators of a trial is exact in a double.</summary>
    private const int ReportedBits = 44;

    private const int MakerShift = 44;
    private const ulong Odd = 0x9E3779B97F4A7C15;

    private ulong _value;

    public readonly double Reported => _value >> (64 - ReportedBits);

    /// <summary>The maker's nth object.</summary>
    public static ulong NameOf(int maker, ulong serial) => (((ulong)maker + 1) << MakerShift) + serial;

    public void Fold(ulong name, ulong operation) => _value = (BitOperations.RotateLeft(_value ^ (name * Odd), 23) * Odd) + operation;
}
