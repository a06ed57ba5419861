using GcActors.Core.Actors;
using GcActors.Core.Collection;
using GcActors.Core.Counting;
using GcActors.Core.Counting.Twins;
using GcActors.Core.Host;
using GcActors.Core.Memory;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;
using GcActors.Core.Protocol.Tracing;
using GcActors.Core.Settings;
using GcActors.Core.Workloads;

namespace GcActors.Core.Protocol;

/// <summary>Joins a trial's parts, now that their types are known, and runs it. Everything here happens once a trial.</summary>
internal sealed unsafe partial class TrialAssembly<TCounter, TAllocator, TWorkload> : IDisposable
    where TCounter : struct, IRefCounter<TCounter>
    where TAllocator : struct, IHeapAllocator<TAllocator>
    where TWorkload : struct, IWorkload<TWorkload>
{
    private const string SerialRuntime = "serial";
    private readonly TrialLaunch _launch;
    private readonly TrialSettings _settings;
    private readonly Heap _heap;
    private readonly AllocatorBinding _allocators;
    private readonly RootTable _sharedRoots;
    private readonly LazyTable<MutatorControl> _controls;
    private readonly LazyTable<AllocationTrigger> _triggers;
    private readonly LazyTable<WorldGuard> _guard = new(1);
    private readonly SharedFlags _flags = new();
    private readonly WorkloadParameters _parameters;
    private readonly ICollectionTrigger _trigger;
    private readonly ICycleCollector _collector;
    private readonly BackupTrace<TCounter, TAllocator>? _repair;
    private readonly HeapInspector<TCounter, TAllocator> _inspector;
    private readonly SharedAllocationCount? _batched;
    private readonly bool _oneAtATime;
    private readonly GlobalInterpreterLock? _gil;
    private readonly RefCountClock? _refCountClock;
    private readonly DoseMeter? _doses;
    private readonly TrialTracer _tracer;
    private readonly TrialMetrics _metrics;

    private TrialAssembly(TrialLaunch launch)
    {
        _launch = launch;
        _settings = launch.Settings;
        _tracer = new TrialTracer(_settings, launch.Trace);
        _parameters = new WorkloadParameters(_settings.Workload, TWorkload.Description.Parameters, _settings.Parameters, _settings.Mutators);
        _trigger = launch.Program?.Trigger ?? CollectionTriggers.Create(_settings.Collection);
        _heap = new Heap(_settings.Heap, _settings.Verify.Poison, countsAllAllocations: _trigger.CountsAllAllocations || TCounter.Traits.IsTraced);
        _metrics = new TrialMetrics(_heap);
        _allocators = new AllocatorBinding(_heap, _settings.Mutators + RefCountActors, _settings.Telemetry.Operations);
        if (launch.Tape is { } tape)
        {
            string twin = _settings.Counting.Twin;
            _allocators.Twins = new TwinMemory(_heap, _settings.Mutators, tape, TwinForms.HasShadows(twin), TwinForms.HasLines(twin));
        }

        _allocators.Sharing = _settings.Measure.Census ? new SharingBook(_heap) : null;
        _sharedRoots = _heap.AddSharedRoots(TWorkload.SharedRootCount(_parameters));
        _controls = new LazyTable<MutatorControl>(_settings.Mutators);
        _triggers = new LazyTable<AllocationTrigger>(_settings.Mutators);
        _oneAtATime = _settings.Mutators == 1 || TCounter.Traits.NeedsGil;
        _batched = _oneAtATime || _trigger.CountsAllAllocations || _trigger.AllocationLimit == int.MaxValue
            ? null
            : new SharedAllocationCount(_trigger.AllocationLimit);
        _collector = launch.Program?.CreateCollector<TCounter, TAllocator>()
            ?? Catalog.Collector(_settings.Collection.Collector)!.Create<TCounter, TAllocator>(_settings.Collection);
        _repair = _settings.Schedule.CrashMutator >= 0 ? new BackupTrace<TCounter, TAllocator>() : null;
        _inspector = new HeapInspector<TCounter, TAllocator>(_allocators, _collector);
        if (TCounter.Traits.UsesLogs)
        {
            _refCountClock = launch.System.IsVirtualTime ? null : new RefCountClock(RefCountActors, launch.System.HasPinnedThreads);
            _doses = DoseMeter.Of(_settings.Counting);
            PrepareLogs();
        }

        _gil = TCounter.Traits.NeedsGil ? new GlobalInterpreterLock(_settings.Counting.ForcedSwitch, launch.Faults.KeepsDropRequest) : null;
    }

    public static TrialReport Run(TrialLaunch launch)
    {
        using var assembly = new TrialAssembly<TCounter, TAllocator, TWorkload>(launch);
        return assembly.Run();
    }

    public void Dispose()
    {
        _collector.Dispose();
        _repair?.Dispose();
        _inspector.Dispose();
        _controls.Dispose();
        _triggers.Dispose();
        _guard.Dispose();
        _flags.Dispose();
        _allocators.Dispose();
        _heap.Dispose();
    }

    private static void PrepareRarePaths() => Precompilation.Prepare(
        typeof(MutatorActor<TCounter, TAllocator, TWorkload>),
        typeof(TAllocator),
        typeof(AllocatorActor),
        typeof(ArenaTable),
        typeof(AddressSpace),
        typeof(GenerationVectors),
        typeof(YoungSpace),
        typeof(GilParty),
        typeof(GlobalInterpreterLock));

    private TrialReport Run()
    {
        IActorSystem system = _launch.System;
        if (!system.IsVirtualTime)
        {
            PrepareRarePaths();
            if (TCounter.Traits.UsesLogs)
            {
                PrepareLogPaths();
            }
        }

        try
        {
            // Calling, all three: a stop is some messages on the thread of a mutator, where waking another thread would cost more than a young collection.
            var completion = new TaskCompletionSource<TrialReport>();
            var trial = new TrialActor(NewTrialSetup(completion));
            IActorRef<TrialMessage> trialRef = system.Spawn(trial, new ActorOptions(ActorNames.Trial, ActorDispatcher.Calling));
            var allocator = new AllocatorActor(NewAllocatorSetup(trialRef));
            IActorRef<AllocatorMessage> allocatorRef = system.Spawn(allocator, new ActorOptions(ActorNames.Allocator, ActorDispatcher.Calling));
            EpochActor? epochs = TCounter.Traits.UsesLogs ? new EpochActor(NewEpochSetup(trialRef, allocatorRef)) : null;
            IActorRef<EpochMessage>? epochsRef = epochs == null ? null : system.Spawn(epochs, new ActorOptions(ActorNames.Epochs, ActorDispatcher.Calling));
            var collector = new CollectorActor(NewCollectorSetup(trialRef, allocatorRef, epochsRef));
            IActorRef<CollectorMessage> collectorRef = system.Spawn(collector, new ActorOptions(ActorNames.Collector, ActorDispatcher.Calling));
            collector.WorkerRefs = SpawnWorkers(system);
            (IActorRef<MutatorMessage>[] mutators, _metrics.Mutators) = SpawnMutators(system, allocatorRef, epochsRef);
            if (epochs != null)
            {
                epochs.MutatorRefs = mutators;
                epochs.RefCountRefs = SpawnRefCountActors(system);
            }

            trial.MutatorRefs = allocator.MutatorRefs = collector.MutatorRefs = mutators;
            trial.Allocator = allocatorRef;
            allocator.Collector = collectorRef;
            trialRef.Tell(new TrialMessage.Begin());
            using CancellationTokenRegistration registration = system.IsVirtualTime
                ? default
                : _launch.Cancellation.Register(() => trialRef.Tell(new TrialMessage.Cancelled()));
            system.RunUntil(completion.Task);
            ActorSystemStatistics statistics = system.Statistics;
            TrialReport report = completion.Task.Result;
            return report with
            {
                OrderSignature = statistics.OrderSignature,
                Host = report.Host with { Messages = statistics.Messages, DeadLetters = statistics.DeadLetters },
            };
        }
        finally
        {
            // Actors may still be running (out of memory, cancelled, failed): the heap goes only after their threads.
            system.Dispose();
            _tracer.End(TrialOutcome.Failed, "the trial ended before its time");
            _metrics.End();
        }
    }

    private IActorRef<WorkerMessage>[] SpawnWorkers(IActorSystem system)
    {
        var workers = new IActorRef<WorkerMessage>[_settings.Collection.Workers - 1];
        for (int w = 0; w < workers.Length; w++)
        {
            // Its thread must be free for its share, and not busy with the collector's.
            var options = new ActorOptions(ActorNames.Worker(w + 1), ActorDispatcher.Pinned, LendsThread: false);
            workers[w] = system.Spawn(new CollectorWorkerActor(), options);
        }

        return workers;
    }

    private (IActorRef<MutatorMessage>[] Refs, IOperationSource[] Sources) SpawnMutators(
        IActorSystem system, IActorRef<AllocatorMessage> allocator, IActorRef<EpochMessage>? epochs)
    {
        long registers = TWorkload.RegisterCount(_parameters);
        CrashWatch? crashWatch = _settings.Schedule.CrashMutator >= 0 ? new CrashWatch(_settings.Mutators) : null;
        bool pins = _settings.Schedule.Pin != "none" && _settings.Mutators <= Environment.ProcessorCount;
        var mutators = new IActorRef<MutatorMessage>[_settings.Mutators];
        var sources = new IOperationSource[mutators.Length];
        for (int m = 0; m < mutators.Length; m++)
        {
            PrepareTrigger(_triggers.Entries + m);
            var setup = new MutatorSetup
            {
                Binding = NewBinding(m, registers),
                Parameters = _parameters,
                Seed = _settings.Seed,
                Program = _launch.Program,
                QuantumSteps = _settings.Schedule.QuantumSteps,
                PollsEachStep = _settings.Schedule.Poll == "step",
                Gil = _gil,
                SwitchIntervalNs = _settings.Counting.SwitchIntervalUs * 1000,
                HasOwnThread = system.HasPinnedThreads,
                TakesTurns = system.RuntimeName == SerialRuntime,
                IsVirtualTime = system.IsVirtualTime,
                Guard = _guard.Entries,
                Allocator = allocator,
                Logs = NewLogSetup(epochs),
                DropsSharedRoots = m == MutatorThatDropsSharedRoots,
                Crash = m == _settings.Schedule.CrashMutator ? new CrashPoint(_settings.Schedule.CrashStep) : null,
                CrashWatch = crashWatch,
                TraceThresholdNs = _settings.Telemetry.ThresholdUs * 1000,
                Faults = _launch.Faults,
            };
            var options = new ActorOptions(ActorNames.Mutator(m), ActorDispatcher.Pinned, pins ? m : null);
            var mutator = new MutatorActor<TCounter, TAllocator, TWorkload>(setup);
            mutators[m] = system.Spawn(mutator, options);
            sources[m] = mutator;
        }

        return (mutators, sources);
    }

    /// <summary>One that is sure to be there.</summary>
    private int MutatorThatDropsSharedRoots => _settings.Schedule.CrashMutator == 0 && _settings.Mutators > 1 ? 1 : 0;

    private MutatorBinding NewBinding(int mutator, long registers) => new()
    {
        Index = mutator,
        Mutators = _settings.Mutators,
        Allocators = _allocators,
        Registers = _heap.AddRoots($"mutator {mutator}", registers),
        SharedRoots = _sharedRoots,
        Flags = _flags,
        Trigger = _triggers.Entries + (_oneAtATime ? 0 : mutator),
        Control = _controls.Entries + mutator,
        CollectsInAllocation = _settings.Collection.Act == "allocation",
        PinnedAreImmortal = _settings.Counting.Immortal == "pinned",
        Batched = _batched,
        TraceGrowthPercent = _settings.Counting.TraceGrowthPercent,
        MessageCountFault = _launch.Faults.MessageCounts,
        Outbox = TCounter.Traits.CopiesMessages
            ? new Outbox(_heap, mutator, _settings.Counting.Variant == PrivateHeaps.MoveIfUnique, _launch.Faults.SendsOriginals)
            : null,
    };

    private void PrepareTrigger(AllocationTrigger* trigger)
    {
        (trigger->Limit, trigger->Floor) = _batched != null
            ? (SharedAllocationCount.BatchAllocations, -SharedAllocationCount.BatchAllocations)
            : (_trigger.AllocationLimit, _trigger.AllocationFloor);
    }

    private TrialSetup NewTrialSetup(TaskCompletionSource<TrialReport> completion) => new()
    {
        Settings = _settings,
        Heap = _heap,
        FormatCheck = sums => TWorkload.Check(_parameters, sums),
        CheckRepeats = TWorkload.CheckRepeats(_parameters),
        Quantities = parts => TWorkload.Quantities(_parameters, parts),
        RefCountClock = _refCountClock,
        ReadLogBytes = TCounter.Traits.UsesLogs ? () => _allocators.LogChunks->InUseBytes : null,
        ReadGil = _gil is { } gil ? () => new GilReport(gil.Takes, 0, 0, gil.DropRequests, gil.ForcedSwitches, gil.Switches) : null,
        IsVirtualTime = _launch.System.IsVirtualTime,
        HasOwnThreads = _launch.System.HasPinnedThreads,
        Frees = TCounter.Traits.Frees,
        Operations = _allocators.Rings is { } rings ? new OperationBook(rings, _settings.Mutators, _launch.System.IsVirtualTime) : null,
        Tracer = _tracer,
        Metrics = _metrics,
        Observer = _launch.Observer,
        Cancellation = _launch.Cancellation,
        Completion = completion,
    };

    private AllocatorSetup NewAllocatorSetup(IActorRef<TrialMessage> trial) => new()
    {
        Heap = _heap,
        Mutators = _settings.Mutators,
        LeasesPools = TAllocator.Traits.LeasesPools,
        Trigger = _trigger,
        TriggerReason = _settings.Collection.Trigger == "stress" ? "stress" : "threshold",
        Trial = trial,
        Faults = _launch.Faults,
    };

    private CollectorSetup NewCollectorSetup(
        IActorRef<TrialMessage> trial, IActorRef<AllocatorMessage> allocator, IActorRef<EpochMessage>? epochs) => new()
    {
        Allocators = _allocators,
        Collector = _collector,
        Repair = _repair,
        CollectorName = _settings.Collection.Collector,
        Inspector = _inspector,
        Counts = TCounter.Traits.HasQueues || TCounter.Traits.DefersSome
            ? new StoppedCounts<TCounter, TAllocator>(_allocators)
            : null,
        Mutators = _settings.Mutators,
        Workers = _settings.Collection.Workers,
        VerifiesCollections = _settings.Verify.Level == "collections",
        VerifiesCensus = _settings.Verify.Level != "off",
        StopTimeoutNs = _settings.Collection.StopTimeoutMs * 1_000_000,
        Controls = _controls.Entries,
        Triggers = _triggers.Entries,
        Batched = _batched,
        Guard = _guard.Entries,
        Epochs = epochs,
        Allocator = allocator,
        Trial = trial,
        Tracer = _tracer,
        Faults = _launch.Faults,
    };
}
