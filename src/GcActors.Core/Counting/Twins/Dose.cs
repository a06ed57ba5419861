using System.Diagnostics;
using System.Runtime.CompilerServices;
using GcActors.Core.Settings;

namespace GcActors.Core.Counting.Twins;

/// <summary>
/// A known cost, to be put where a cost is to be found (counting-strategies.md 7.4): a chain of multiplications each of which waits for the one before it. It is one for
/// the process: doses of trials that run at the same time would be one another's.
/// </summary>
internal static class Dose
{
    public const string NoSite = "none";
    public const string EachOperation = "operation";
    public const string EachSynchronised = "synchronised";

    private const ulong Odd = 0x9E3779B97F4A7C15;
    private const int DosesPerLook = 20_000;
    private const int Looks = 9;

    private static int s_multiplications;

    /// <summary>0, which the compiler does not know.</summary>
    private static ulong s_zero;

    /// <summary>Multiplications of a dose.</summary>
    public static int Multiplications => s_multiplications;

    /// <summary>0 as far as anybody can tell at run time only: what is masked by it is 0 and has been waited for.</summary>
    public static ulong Mask => s_zero;

    /// <summary>Sets the dose of the trials to come.</summary>
    /// <returns>What it takes by the clock, ns: the best of some looks, each over many doses one behind the other. Null: the settings want none.</returns>
    public static double? Prepare(CountingSettings settings)
    {
        if (settings.DoseSite == NoSite)
        {
            return null;
        }

        // Between two lengths, so that what a loop costs whatever its length (its end is mispredicted where it is long) is in neither.
        double noneNs = MeasureNs(0);
        double eachNs = (MeasureNs(96) - MeasureNs(32)) / 64;
        int multiplications = (int)Math.Round(settings.DoseNs / eachNs);
        for (int corrections = 0; corrections < 2; corrections++)
        {
            double excessNs = MeasureNs(multiplications) - noneNs - settings.DoseNs;
            multiplications = Math.Max(0, multiplications - (int)Math.Round(excessNs / eachNs));
        }

        s_multiplications = settings.DoseNs == 0 ? 0 : multiplications;
        return MeasureNs(s_multiplications) - noneNs;
    }

    /// <summary>Takes its time, and then answers what it was given if that was 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Wait(ulong zero, int multiplications)
    {
        for (int left = multiplications; left > 0; left--)
        {
            zero *= Odd;
        }

        return zero;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static double MeasureNs(int multiplications)
    {
        double best = double.PositiveInfinity;
        for (int look = 0; look < Looks; look++)
        {
            ulong zero = s_zero;
            long from = Stopwatch.GetTimestamp();
            for (int i = 0; i < DosesPerLook; i++)
            {
                zero = Wait(zero, multiplications);
            }

            long to = Stopwatch.GetTimestamp();
            s_zero = zero;
            best = Math.Min(best, (to - from) * (1e9 / Stopwatch.Frequency) / DosesPerLook);
        }

        return best;
    }
}
