using System.Globalization;

namespace GcActors.Experiments.GcLogs;

/// <summary>Times as logs and their statistics print them: ms with three decimals, as a JVM does; below 0.1 ms to the ns, since a small stop takes 1 µs.</summary>
public static class Milliseconds
{
    private const double NsPerMs = 1e6;

    public static string Of(double ns) => (ns / NsPerMs).ToString(ns < NsPerMs / 10 ? "0.000###" : "0.000", CultureInfo.InvariantCulture);
}
