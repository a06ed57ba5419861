namespace GcActors.Core.Scenarios;

/// <summary>What is no scenario any more, but a mistake or an attack: beyond these sizes the parser says so instead of trying.</summary>
public static class ScenarioLimits
{
    public const int FileBytes = 16 << 20;

    /// <summary>In UTF-16 units.</summary>
    public const int LineLength = 64 << 10;

    /// <summary>Blocks inside each other, a body counting as one.</summary>
    public const int BlockDepth = 100;

    /// <summary>Height of an expression's tree, so that evaluating it recursively needs little stack.</summary>
    public const int ExpressionDepth = 200;

    public const int TableSize = 10_000_000;

    /// <summary>Bytes of heap where <c>heap.limit_bytes</c> says nothing: 10⁷ objects fit, and a scenario that grows without end is over before the
    /// machine's memory is.</summary>
    public const long HeapBytes = 4L << 30;
}
