namespace GcActors.Core.Scenarios;

/// <summary>Where 3.12 and later look whether a collection is wanted.</summary>
public enum SafePoints
{
    /// <summary>As the language has it (scenario-language.md 5.3): within and after each statement.</summary>
    Statements,

    /// <summary>Inside of loops only where a round ends, as in Python code that calls nothing [Python/ceval_gil.c: backward jumps].</summary>
    LoopEdges,
}
