namespace GcActors.Core.Python;

/// <summary>The bits of <c>gc.set_debug</c>.</summary>
public static class GcDebug
{
    public const int Stats = 1;
    public const int Collectable = 2;
    public const int Uncollectable = 4;
    public const int SaveAll = 32;
    public const int Leak = Collectable | Uncollectable | SaveAll;
}
