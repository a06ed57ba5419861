using System.Runtime.InteropServices;

namespace GcActors.Experiments.Hosting;

/// <summary>Where times are supported: Linux on x86-64. Elsewhere pinning, schedstat and page control are missing, and the simulation still
/// works.</summary>
public static class TimingSupport
{
    /// <summary>One line for a person who asks for times elsewhere.</summary>
    public const string Refusal = "timing is supported on Linux x86-64 only; the simulation works here: gcactors simulate, or --runtime simulation";

    public static bool IsSupported { get; } = OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64;
}
