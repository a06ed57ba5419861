namespace GcActors.Experiments.GcLogs;

/// <summary>How a log of collections is written.</summary>
public enum GcLogDialect
{
    /// <summary>A line a pause, like a JVM's unified log (JEP 158, JEP 271).</summary>
    Unified,

    /// <summary>What CPython prints with <c>gc.DEBUG_STATS</c>.</summary>
    CPython,
}
