using GcActors.Core.Counting;

namespace GcActors.Core.Exploring;

/// <summary>Every lock is handed over: in an exploration no time passes.</summary>
internal readonly struct NoPatience : IPatience
{
    public static int Spins => 0;

    public static int Now => 0;

    public static bool IsOver(int since) => true;
}

/// <summary>No lock is handed over.</summary>
internal readonly struct EndlessPatience : IPatience
{
    public static int Spins => 0;

    public static int Now => 0;

    public static bool IsOver(int since) => false;
}
