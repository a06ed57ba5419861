using System.Runtime.CompilerServices;
using GcActors.Core.Memory;

namespace GcActors.Core.Objects;

/// <summary>How the shared allocator keeps two mutators apart. A struct without fields, chosen by type: where nothing is to be locked no code is left.</summary>
internal interface ILatch
{
    static abstract bool Locks { get; }

    static abstract void Enter(ref SpinLatch latch);

    static abstract void Exit(ref SpinLatch latch);
}

/// <summary>One mutator, or the GIL is held.</summary>
internal readonly struct NoLatch : ILatch
{
    public static bool Locks => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Enter(ref SpinLatch latch)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exit(ref SpinLatch latch)
    {
    }
}

/// <summary>Mutators run side by side.</summary>
internal readonly struct Latched : ILatch
{
    public static bool Locks => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Enter(ref SpinLatch latch) => latch.Enter();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exit(ref SpinLatch latch) => latch.Exit();
}
