using GcActors.Core.Catalogs;
using GcActors.Core.Counting;
using GcActors.Core.Counting.Twins;
using GcActors.Core.Settings;
using GcActors.Core.Workloads;

namespace GcActors.Core.Protocol;

/// <summary>Says before anything runs whether a combination is right, and if not, why. Asks traits, never names.</summary>
public static class Preflight
{
    /// <param name="Key">The dotted key to blame.</param>
    /// <param name="Message">One line: what is wrong and what would be right.</param>
    /// <param name="IsWarning">True: it may run, but the reader should know.</param>
    public sealed record Finding(string Key, string Message, bool IsWarning);

    /// <summary>All findings; no error among them means that a trial will start.</summary>
    public static IReadOnlyList<Finding> Check(TrialSettings settings)
    {
        var findings = new List<Finding>();
        CheckNames(settings, findings);
        if (findings.Count > 0)
        {
            return findings;
        }

        CheckWorkload(settings, findings);
        CheckAllocator(settings, findings);
        CheckCollection(settings, Catalog.Counter(settings.Counting.Strategy)!.Traits, findings);
        CheckLogs(settings, Catalog.Counter(settings.Counting.Strategy)!.Traits, findings);
        CheckMachine(settings, findings);
        CheckCrash(settings, findings);
        CheckTwin(settings, findings);
        return findings;
    }

    private static void CheckNames(TrialSettings settings, List<Finding> findings)
    {
        void Known(string key, string name, IEnumerable<string> names)
        {
            if (!names.Contains(name))
            {
                findings.Add(new Finding(key, $"unknown '{name}', known are {string.Join(", ", names)}", IsWarning: false));
            }
        }

        Known("workload", settings.Workload, Catalog.Workloads.Select(e => e.Name));
        Known("counting.strategy", settings.Counting.Strategy, Catalog.Counters.Select(e => e.Name));
        Known("collection.collector", settings.Collection.Collector, Catalog.Collectors.Select(e => e.Name));
        Known("heap.allocator", settings.Heap.Allocator, Catalog.Allocators.Select(e => e.Name));
        if (settings.Mutators < 1)
        {
            findings.Add(new Finding("mutators", $"{settings.Mutators} is too few, at least 1 is needed", IsWarning: false));
        }
    }

    /// <summary>What the mutators share, as <see cref="Sharing"/> names it.</summary>
    /// <param name="settings">With right parameters.</param>
    public static string SharingOf(TrialSettings settings) => SharingOf(settings, Catalog.WorkloadOf(settings.Workload)).ToString();

    /// <summary>The traits of the form of the strategy that settings choose.</summary>
    /// <param name="settings">That pass <see cref="Check"/>.</param>
    public static CounterTraits TraitsOf(TrialSettings settings)
    {
        CounterEntry counter = Catalog.Counter(settings.Counting.Strategy)!;
        Sharing sharing = SharingUnder(counter, settings, Catalog.WorkloadOf(settings.Workload));
        return counter.TraitsFor(settings.Counting, sharing, Catalog.Allocator(settings.Heap.Allocator))!.Value;
    }

    /// <summary>What the mutators share; the settings' parameters are right.</summary>
    internal static Sharing SharingOf(TrialSettings settings, WorkloadEntry workload)
    {
        WorkloadParameters parameters = workload.Parameters(settings.Parameters, settings.Mutators);
        return settings.Mutators == 1 ? Sharing.None : workload.SharingOf(parameters);
    }

    /// <summary>The same as far as the strategy must see to it: what is copied or counted for another mutator, as a message, is not shared.</summary>
    internal static Sharing SharingUnder(CounterEntry counter, TrialSettings settings, WorkloadEntry workload)
    {
        bool byMessage = counter.Traits.NeedsMessages
            && workload.SharesByMessage(workload.Parameters(settings.Parameters, settings.Mutators));
        return byMessage ? Sharing.None : SharingOf(settings, workload);
    }

    private static void CheckWorkload(TrialSettings settings, List<Finding> findings)
    {
        CounterEntry counter = Catalog.Counter(settings.Counting.Strategy)!;
        Sharing sharing;
        try
        {
            sharing = SharingUnder(counter, settings, Catalog.WorkloadOf(settings.Workload));
        }
        catch (ArgumentException e)
        {
            int colon = e.Message.IndexOf(": ", StringComparison.Ordinal);
            findings.Add(new Finding(e.Message[..colon], e.Message[(colon + 2)..], IsWarning: false));
            return;
        }

        if (settings.Mutators > counter.Traits.MaxMutators)
        {
            findings.Add(new Finding(
                "mutators", $"{settings.Mutators} are too many: '{settings.Counting.Strategy}' has numbers for {counter.Traits.MaxMutators}", IsWarning: false));
        }

        if (settings.Counting.Variant != CounterEntry.Auto && !counter.Variants.Contains(settings.Counting.Variant))
        {
            string variants = string.Join(", ", counter.Variants.Prepend(CounterEntry.Auto));
            findings.Add(new Finding(
                "counting.variant", $"'{settings.Counting.Strategy}' has no variant '{settings.Counting.Variant}', only {variants}", IsWarning: false));
        }
        else if (counter.TraitsFor(settings.Counting, sharing, Catalog.Allocator(settings.Heap.Allocator)) is not { } traits)
        {
            string cures = string.Join(", ", counter.Cures.Select(CounterEntry.NameOf));
            findings.Add(new Finding(
                "counting.cure", $"'{settings.Counting.Strategy}' cannot be used with '{settings.Counting.Cure}', only with auto, {cures}", IsWarning: false));
        }
        else if (sharing > counter.MaxSharing)
        {
            findings.Add(new Finding("counting.strategy", Refusal(settings, sharing), IsWarning: false));
        }
        else if (sharing > traits.MaxSharing)
        {
            string cures = string.Join(", ", counter.Cures.Where(c => c != SlotCure.None).Select(CounterEntry.NameOf));
            findings.Add(new Finding("counting.cure", $"{Refusal(settings, sharing)}, or this strategy with {cures}", IsWarning: false));
        }
    }

    private static void CheckAllocator(TrialSettings settings, List<Finding> findings)
    {
        CounterEntry counter = Catalog.Counter(settings.Counting.Strategy)!;
        AllocatorEntry allocator = Catalog.Allocator(settings.Heap.Allocator)!;
        if (findings.Count == 0
            && counter.TraitsFor(settings.Counting, SharingUnder(counter, settings, Catalog.WorkloadOf(settings.Workload)), allocator) is { } traits
            && !allocator.Allows(traits.Cure))
        {
            string able = string.Join(", ", Catalog.Allocators.Select(e => e.Name).Where(name => Catalog.Allocator(name)!.Allows(traits.Cure)));
            findings.Add(new Finding(
                "heap.allocator",
                $"'{settings.Heap.Allocator}' gives an empty pool to another size class at once, while the cure '{CounterEntry.NameOf(traits.Cure)}' lets late loads count "
                    + $"in its cells; set it to {able}, or counting.cure to another",
                IsWarning: false));
        }
    }

    private static string Refusal(TrialSettings settings, Sharing sharing)
    {
        string workload = $"'{settings.Workload}' with {settings.Mutators} mutators";
        string needs = sharing switch
        {
            Sharing.Moved => "hands objects from one mutator to another",
            Sharing.Pinned => "lets several mutators count on one pinned object",
            Sharing.Counted => "lets several mutators count on one mortal object",
            _ => "lets a mutator load from a slot while another stores over it and drops its target",
        };
        WorkloadEntry entry = Catalog.WorkloadOf(settings.Workload);
        string able = string.Join(", ", Catalog.Counters.Select(e => e.Name).Where(IsAble));
        string cannot = Catalog.Counter(settings.Counting.Strategy)!.Traits switch
        {
            { CopiesMessages: true } => $", and not by message only, but under '{settings.Counting.Strategy}' no reference may lead into another mutator's heap",
            { CountsMessages: true } => $", and not by message only, but '{settings.Counting.Strategy}' counts what others hold when it is sent and received, and at no other time",
            _ => $", which '{settings.Counting.Strategy}' cannot do without freeing wrongly",
        };
        return $"{workload} {needs}{cannot}; safe are {able}";

        bool IsAble(string name) => Catalog.Counter(name)! is var other && other.MaxSharing >= SharingUnder(other, settings, entry);
    }

    private static void CheckCollection(TrialSettings settings, CounterTraits counter, List<Finding> findings)
    {
        CollectorEntry collector = Catalog.Collector(settings.Collection.Collector)!;
        bool collects = settings.Collection.Trigger != "never";
        if (!counter.Frees && collects)
        {
            findings.Add(new Finding(
                "collection.trigger",
                $"'{settings.Counting.Strategy}' frees nothing, so nothing may collect (R2: only a trace that ignores counts may look); set it to never",
                IsWarning: false));
        }

        // Under message counts the dead may refer to what is freed, and the last collection of a trial would follow that.
        if ((((counter.IsTraced || counter.Sticks) && collects) || counter.CountsMessages) && collector.Traits.UsesCounts)
        {
            findings.Add(new Finding(
                "collection.collector",
                $"'{settings.Counting.Strategy}' {WhyCountsSayNothing(counter)}, "
                    + $"and '{settings.Collection.Collector}' computes garbage from counts (R2); set it to backup-trace",
                IsWarning: false));
        }

        if (!counter.Frees && settings.Measure.Iterations + settings.Measure.WarmupIterations > 1)
        {
            findings.Add(new Finding(
                "measure.iterations", $"'{settings.Counting.Strategy}' keeps every object to the end of the trial: one iteration, no warm-up", IsWarning: false));
        }

        if (settings.Collection.Workers > 1 && !collector.Traits.HasParallelPhases)
        {
            findings.Add(new Finding(
                "collection.workers", $"'{settings.Collection.Collector}' has no parallel phase: {settings.Collection.Workers - 1} workers will idle", IsWarning: true));
        }
    }

    private static string WhyCountsSayNothing(CounterTraits counter) => counter switch
    {
        { CountsMessages: true } => "counts messages, and no references",
        { IsTraced: true } => "counts nothing",
        _ => "has counts that stick below the references",
    };

    private static void CheckLogs(TrialSettings settings, CounterTraits counter, List<Finding> findings)
    {
        if (counter.UsesLogs && settings.Counting.Immortal != "none")
        {
            findings.Add(new Finding(
                "counting.immortal",
                $"'{settings.Counting.Strategy}' leaves counts to refcount actors, and immortality could not be taken off an object under their hands; use none",
                IsWarning: false));
        }

        if (counter.CountsMessages && settings.Counting.Immortal != "none")
        {
            findings.Add(new Finding(
                "counting.immortal", $"'{settings.Counting.Strategy}' has no count of references that immortality could spare; use none", IsWarning: false));
        }
    }

    private static void CheckCrash(TrialSettings settings, List<Finding> findings)
    {
        if (settings.Schedule.CrashMutator >= settings.Mutators)
        {
            findings.Add(new Finding(
                "schedule.crash_mutator", $"there is no mutator {settings.Schedule.CrashMutator}, only 0 to {settings.Mutators - 1}", IsWarning: false));
        }
    }

    private static void CheckTwin(TrialSettings settings, List<Finding> findings)
    {
        if (settings.Counting.DoseSite != Dose.NoSite && settings.Counting.Twin is not (TwinForms.Off or TwinForms.Real))
        {
            findings.Add(new Finding("counting.dose_site", $"a dose belongs to the strategy's own operations, and '{settings.Counting.Twin}' is another; use off or real", IsWarning: false));
        }

        if (findings.All(f => f.IsWarning) && Dose.ObjectionTo(settings.Counting.DoseSite, TraitsOf(settings)) is { } objection)
        {
            findings.Add(new Finding("counting.dose_site", $"'{settings.Counting.Strategy}' {objection}", IsWarning: false));
        }

        if (findings.All(f => f.IsWarning) && TwinForms.IsOn(settings.Counting))
        {
            findings.AddRange(TwinTrial.Findings(settings, TraitsOf(settings), Catalog.Collector(settings.Collection.Collector)!.Traits));
        }
    }

    private static void CheckMachine(TrialSettings settings, List<Finding> findings)
    {
        long arena = Memory.PoolGeometry.Named(settings.Heap.PoolGeometry).ArenaBytes;
        if (settings.Heap.LimitBytes is > 0 and var limit && limit < 2 * arena)
        {
            findings.Add(new Finding("heap.limit_bytes", $"{limit} is less than two arenas ({2 * arena} bytes): nothing would fit", IsWarning: false));
        }

        if (settings.Runtime is "threads" or "akka" && settings.Mutators > Environment.ProcessorCount)
        {
            findings.Add(new Finding(
                "mutators",
                $"{settings.Mutators} mutators on {Environment.ProcessorCount} cores: threads will take turns, gate G1 does not hold, times say little",
                IsWarning: true));
        }
    }
}
