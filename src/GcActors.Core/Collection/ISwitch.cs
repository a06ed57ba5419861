namespace GcActors.Core.Collection;

/// <summary>A choice that the compiler knows: a loop is compiled once with and once without what it stands for, so that neither has a branch for it.</summary>
internal interface ISwitch
{
    static abstract bool IsOn { get; }
}

internal readonly struct On : ISwitch
{
    public static bool IsOn => true;
}

internal readonly struct Off : ISwitch
{
    public static bool IsOn => false;
}
