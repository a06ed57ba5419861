namespace GcActors.Core.Objects;

/// <summary>The locks of .NET's that all mutators of a heap share.</summary>
public sealed class RuntimeLocks
{
    /// <summary>For <see cref="System.Threading.Monitor"/>.</summary>
    public object Monitor { get; } = new();

    public Lock Lock { get; } = new();
}
