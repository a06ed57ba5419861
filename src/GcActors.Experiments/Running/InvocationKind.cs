namespace GcActors.Experiments.Running;

/// <summary>What a child process is for.</summary>
public enum InvocationKind
{
    /// <summary>A cell of a block.</summary>
    Timed,

    /// <summary>The machine's gauge, first and last in a block (rule A6).</summary>
    Canary,

    /// <summary>The cell once with the verifier on (gate G9).</summary>
    Verify,
}
