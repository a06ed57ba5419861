namespace GcActors.Litmus;

/// <summary>As the command line's.</summary>
internal static class ExitCodes
{
    public const int Passed = 0;

    public const int Violation = 1;

    public const int BadInput = 2;

    public const int Inconclusive = 3;
}
