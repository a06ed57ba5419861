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
    public const string EachLock = "locked";
    public const string EachMessage = "message";
    public const string EachEntry = "log-entry";

    private const ulong Odd = 0x9E3779B97F4A7C15;
    private const int DosesPerLook = 20_000;
    private const int Looks = 9;

    private static int s_multiplications;
    private static int s_beforeSynchronised;
    private static int s_inLocks;

    /// <summary>0, which the compiler does not know.</summary>
    private static ulong s_zero;

    /// <summary>Multiplications of a dose.</summary>
    public static int Multiplications => s_multiplications;

    /// <summary>Those of one before a synchronised instruction; 0 where the dose is elsewhere.</summary>
    public static int BeforeSynchronised => s_beforeSynchronised;

    /// <summary>Those of one inside a lock; 0 where the dose is elsewhere.</summary>
    public static int InLocks => s_inLocks;

    /// <summary>0 as far as anybody can tell at run time only: what is masked by it is 0 and has been waited for.</summary>
    public static ulong Mask => s_zero;

    /// <summary>The same, loaded where it stands: not ahead of the lock before it.</summary>
    public static ulong LockedZero => Volatile.Read(ref s_zero);

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
        s_beforeSynchronised = settings.DoseSite == EachSynchronised ? s_multiplications : 0;
        s_inLocks = settings.DoseSite == EachLock ? s_multiplications : 0;
        return MeasureNs(s_multiplications) - noneNs;
    }

    /// <summary>Some doses on the calling thread, one behind the other, where nobody waits for an address.</summary>
    public static void Spend(long doses)
    {
        ulong zero = s_zero;
        for (long left = doses; left > 0; left--)
        {
            zero = Wait(zero, s_multiplications);
        }

        if (zero != 0)
        {
            // Never; and who reads the word does not lose its line.
            s_zero = zero;
        }
    }

    /// <summary>Why a strategy has nowhere to put it, as the rest of a sentence that begins with its name, with what would do; null: it has.</summary>
    public static string? ObjectionTo(string site, CounterTraits traits) => (site, traits) switch
    {
        (EachLock, { HasLocks: false, NeedsGil: true }) => "has all its operations inside the one lock; use operation",
        (EachLock, { HasLocks: false }) => "takes no lock around counts; use operation or synchronised",
        (EachMessage, { UsesLogs: false }) => "sends no messages of epochs; use operation or synchronised",
        (EachEntry, { UsesLogs: false }) => "keeps no logs; use operation or synchronised",
        _ => null,
    };

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
