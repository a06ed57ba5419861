using GcActors.Core.Actors;
using GcActors.Core.Catalogs;
using GcActors.Core.Counting;
using GcActors.Core.Counting.Twins;
using GcActors.Core.Objects;
using GcActors.Core.Settings;
using GcActors.Core.Workloads;

namespace GcActors.Core.Protocol;

/// <summary>Runs one trial: builds heap and actors from the settings, runs them on the given system, returns what was measured.</summary>
public static class Trial
{
    /// <param name="settings">Checked by <see cref="Preflight"/> first.</param>
    /// <param name="system">A fresh system; it is disposed before this returns, since its threads must be gone before the heap is.</param>
    /// <param name="observer">Cold notifications, or null.</param>
    /// <param name="tape">What <see cref="Record"/> of the same settings has found, where they name a twin; else null.</param>
    /// <param name="cancellation">Ends the trial with <see cref="TrialOutcome.Interrupted"/>.</param>
    /// <remarks>Where somebody listens to <see cref="Telemetry.Sources"/>, the trial is traced, inside the caller's current span if there is one.</remarks>
    /// <exception cref="ActorFailedException">An actor failed.</exception>
    /// <exception cref="ActorDeadlockException">In the simulation: everybody waits.</exception>
    /// <exception cref="ArgumentException">The settings do not pass <see cref="Preflight"/>.</exception>
    public static TrialReport Run(
        TrialSettings settings, IActorSystem system, ITrialObserver? observer = null, Tape? tape = null, CancellationToken cancellation = default)
    {
        Refuse(settings);
        if (!TwinForms.IsOn(settings.Counting))
        {
            return Run(settings, system, observer, PlantedFaults.None, cancellation);
        }

        ArgumentNullException.ThrowIfNull(tape);
        if (TwinTrial.Refusal(settings, tape) is { } refusal)
        {
            throw new ArgumentException($"counting.twin: {refusal}", nameof(settings));
        }

        double? lineTransferNs = TwinTrial.LineTransferNs(settings);
        return TwinTrial.Compared(Run(new TrialLaunch(settings, system, observer, PlantedFaults.None, cancellation, Tape: tape)), tape, lineTransferNs);
    }

    /// <summary>Runs one iteration of a trial's program under exact counts and notes what dies when, for its twins.</summary>
    /// <param name="settings">Of the trial whose twins are wanted.</param>
    /// <param name="system">A fresh system that runs one actor at a time (serial, or a simulation); it is disposed before this returns.</param>
    /// <param name="cancellation">Ends it with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">The settings do not pass <see cref="Preflight"/>.</exception>
    public static Tape Record(TrialSettings settings, IActorSystem system, CancellationToken cancellation = default)
    {
        Refuse(settings);
        var tape = new Tape(settings.Mutators);
        TrialSettings recording = TwinTrial.Recording(settings);
        TrialReport report = Run(new TrialLaunch(recording, system, Observer: null, PlantedFaults.None, cancellation, Tape: tape));
        TwinTrial.Keep(report, tape);
        return tape;
    }

    /// <summary>Why a tape does not allow the twin that settings name, in one line; null: it does.</summary>
    public static string? RefusalOf(TrialSettings settings, Tape tape) => TwinTrial.Refusal(settings, tape);

    private static void Refuse(TrialSettings settings)
    {
        if (Preflight.Check(settings).FirstOrDefault(f => !f.IsWarning) is { } refusal)
        {
            throw new ArgumentException($"{refusal.Key}: {refusal.Message}", nameof(settings));
        }
    }

    /// <summary>The same without preflight and with planted faults, for tests.</summary>
    internal static TrialReport Run(
        TrialSettings settings, IActorSystem system, ITrialObserver? observer, PlantedFaults faults, CancellationToken cancellation) =>
        Run(new TrialLaunch(settings, system, observer, faults, cancellation));

    private static TrialReport Run(TrialLaunch launch)
    {
        WorkloadEntry workload = Catalog.WorkloadOf(launch.Settings.Workload);
        double? doseNs = Dose.Prepare(launch.Settings.Counting);
        TrialReport report = Run(launch, workload, Preflight.SharingUnder(Catalog.Counter(launch.Settings.Counting.Strategy)!, launch.Settings, workload));
        return doseNs is not { } ns || launch.System.IsVirtualTime
            ? report
            : report with { Extra = new SortedDictionary<string, double>(report.Extra.ToDictionary(), StringComparer.Ordinal) { ["dose_ns"] = ns } };
    }

    /// <summary>Runs a program under a trial's heap, actors and stops.</summary>
    /// <typeparam name="TWorkload">The workload that runs <paramref name="program"/>.</typeparam>
    /// <param name="settings">Checked by the caller; the workload's name and parameters in it are not looked at.</param>
    /// <param name="system">As for the other overloads.</param>
    /// <param name="program">The program.</param>
    /// <param name="cancellation">As for the other overloads.</param>
    internal static TrialReport RunProgram<TWorkload>(TrialSettings settings, IActorSystem system, ITrialProgram program, CancellationToken cancellation)
        where TWorkload : struct, IWorkload<TWorkload>
    {
        var launch = new TrialLaunch(settings, system, Observer: null, PlantedFaults.None, cancellation, program);
        return Run(launch, WorkloadEntry.Of<TWorkload>(), Sharing.None);
    }

    private static TrialReport Run(TrialLaunch launch, WorkloadEntry workload, Sharing sharing)
    {
        CountingSettings counting = launch.Settings.Counting;
        return Catalog.Counter(counting.Strategy)!.Accept(
            Watching(new WithCounter(launch, workload), launch.Settings), counting, sharing, Catalog.Allocator(launch.Settings.Heap.Allocator));
    }

    /// <summary>Wraps the strategy's type in who watches it, so that without one no measured code knows of it.</summary>
    private static ICounterVisitor<TrialReport> Watching(ICounterVisitor<TrialReport> visitor, TrialSettings settings)
    {
        ICounterVisitor<TrialReport> counted = settings.Measure.Census ? new WatchedBy<SharingNotes>(visitor) : visitor;
        return settings.Telemetry.Operations > 0 ? new WatchedBy<RingNotes>(counted) : counted;
    }

    private sealed class WatchedBy<TWatcher>(ICounterVisitor<TrialReport> visitor) : ICounterVisitor<TrialReport>
        where TWatcher : struct, ICountWatcher<TWatcher>
    {
        public TrialReport Visit<TCounter>()
            where TCounter : struct, IRefCounter<TCounter> => visitor.Visit<Watched<TCounter, TWatcher>>();
    }

    private sealed class WithCounter(TrialLaunch launch, WorkloadEntry workload) : ICounterVisitor<TrialReport>
    {
        public TrialReport Visit<TCounter>()
            where TCounter : struct, IRefCounter<TCounter> =>
            Catalog.Allocator(launch.Settings.Heap.Allocator)!.Accept(
                new WithAllocator<TCounter>(launch, workload),
                TCounter.Traits.UsesLogs || (launch.Settings.Mutators > 1 && !TCounter.Traits.NeedsGil),
                TCounter.Traits.Cure);
    }

    private sealed class WithAllocator<TCounter>(TrialLaunch launch, WorkloadEntry workload) : IAllocatorVisitor<TrialReport>
        where TCounter : struct, IRefCounter<TCounter>
    {
        public TrialReport Visit<TAllocator>()
            where TAllocator : struct, IHeapAllocator<TAllocator> => workload.Accept(new WithWorkload<TCounter, TAllocator>(launch));
    }

    private sealed class WithWorkload<TCounter, TAllocator>(TrialLaunch launch) : IWorkloadVisitor<TrialReport>
        where TCounter : struct, IRefCounter<TCounter>
        where TAllocator : struct, IHeapAllocator<TAllocator>
    {
        public TrialReport Visit<TWorkload>()
            where TWorkload : struct, IWorkload<TWorkload> => TrialAssembly<TCounter, TAllocator, TWorkload>.Run(launch);
    }
}
