using System.Collections;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace GcActors.Experiments.Hosting;

/// <summary>Asks the running .NET for <see cref="RuntimeFacts"/>.</summary>
internal static class RuntimeProbe
{
    private const int ClockSamples = 10_000;

    public static RuntimeFacts Read() => new()
    {
        Version = RuntimeInformation.FrameworkDescription,
        GcSettings = GcSettings(),
        Environment = DotnetEnvironment(),
        ClockStepNs = ClockStepNs(),
        DebuggerAttached = Debugger.IsAttached,
    };

    private static SortedDictionary<string, string> GcSettings() => new(
        GC.GetConfigurationVariables().ToDictionary(v => v.Key, v => Convert.ToString(v.Value, CultureInfo.InvariantCulture) ?? ""),
        StringComparer.Ordinal);

    private static SortedDictionary<string, string> DotnetEnvironment()
    {
        SortedDictionary<string, string> found = new(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            string name = (string)variable.Key;
            if (RuntimeKnobs.IsOne(name))
            {
                found[name] = variable.Value as string ?? "";
            }
        }

        return found;
    }

    private static double ClockStepNs()
    {
        long smallest = long.MaxValue;
        long before = Stopwatch.GetTimestamp();
        for (int i = 0; i < ClockSamples; i++)
        {
            long now = Stopwatch.GetTimestamp();
            smallest = now > before ? Math.Min(smallest, now - before) : smallest;
            before = now;
        }

        return smallest * 1e9 / Stopwatch.Frequency;
    }
}
