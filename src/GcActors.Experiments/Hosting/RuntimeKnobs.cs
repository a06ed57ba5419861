namespace GcActors.Experiments.Hosting;

/// <summary>Environment variables that change how the runtime compiles or collects. Others (where it is installed, what a tool is told) are
/// nobody's business in a result.</summary>
internal static class RuntimeKnobs
{
    private static readonly string[] Beginnings =
    [
        "DOTNET_GC", "DOTNET_gc", "DOTNET_Tiered", "DOTNET_TC", "DOTNET_TP", "DOTNET_OSR", "DOTNET_ReadyToRun", "DOTNET_Enable",
        "DOTNET_PROCESSOR_COUNT",
    ];

    public static bool IsOne(string variable) => Beginnings.Any(b => variable.StartsWith(b, StringComparison.Ordinal));
}
