using System.Diagnostics;
using System.Runtime.CompilerServices;
using GcActors.Core.Actors;
using GcActors.Core.Counting;
using GcActors.Core.Host;
using GcActors.Core.Memory;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;
using GcActors.Core.Protocol.Tracing;
using GcActors.Core.Telemetry;
using GcActors.Core.Workloads;

namespace GcActors.Core.Protocol;

/// <summary>
/// Runs one mutator's part of a workload in quanta. Between two messages it holds no half-made heap operation, so every message boundary is a GC-safe
/// point. It waits — for memory, a collection, the global interpreter lock, the end of a stop — by returning, and goes on when a message says so.
/// </summary>
/// <remarks>
/// <code>
/// Idle --SetUp--> SettingUp --> Idle --Run--> Running --> Idle --TearDown--> TearingDown --> Idle
/// in each of them, at a boundary: stopped?  awaiting (memory | collection)?  GIL dropped | queued | forced out | held?
/// A quantum runs when there is work, nothing is awaited, the world runs, and the GIL (if the strategy needs it) is held.
/// </code>
/// </remarks>
internal sealed unsafe partial class MutatorActor<TCounter, TAllocator, TWorkload> : IActor<MutatorMessage>, IDescribesState, IOperationSource
    where TCounter : struct, IRefCounter<TCounter>
    where TAllocator : struct, IHeapAllocator<TAllocator>
    where TWorkload : struct, IWorkload<TWorkload>
{
    /// <summary>How long a mutator that waits for another stays away: short against an iteration, long against a message.</summary>
    private const long WaitNs = 50_000;

    private readonly MutatorSetup _setup;
    private readonly LeasedState* _leased;
    private readonly MutatorControl* _control;
    private readonly GilParty _gil;
    private readonly LogParty? _logs;
    private readonly MutatorTrace _trace;
    private Mutator<TCounter, TAllocator> _mutator;
    private TWorkload _workload;
    private IActorRef<MutatorMessage>? _self;
    private IActorRef<TrialMessage>? _replyTo;
    private Work _work;
    private bool _stopped;
    private bool _awaitsMemory;
    private bool _awaitsCollection;
    private bool _quantumQueued;
    private bool _waitsForAnother;
    private long _collectionsSeen;
    private int _runs;
    private long _steps;
    private long _startNs;
    private long _quantaBytes;
    private bool _started;
    private ThreadUsage _usageAtStart;
    private long _cpuAtStartNs;
    private OperationTotals _operationsAtStart = new();

    public MutatorActor(MutatorSetup setup)
    {
        _setup = setup;
        _control = setup.Binding.Control;
        _leased = setup.Binding.Allocators.Leased(setup.Binding.Index);
        _trace = new MutatorTrace(setup.Binding.Index, setup.TraceThresholdNs);
        _gil = new GilParty(setup.Gil, setup.SwitchIntervalNs, _control, _trace);
        _logs = setup.Logs is { } logs ? new LogParty(logs, setup.Binding.Allocators.Counts.Log(setup.Binding.Index), _trace) : null;
        _mutator = new Mutator<TCounter, TAllocator>(setup.Binding);
    }

    private enum Work
    {
        Idle,
        SettingUp,
        Running,
        TearingDown,
    }

    private int Index => _setup.Binding.Index;

    private bool MayRun => _work != Work.Idle && !_stopped && !_awaitsMemory && !_awaitsCollection && !_gil.IsWaiting && _logs is not { IsWaiting: true };

    public void Receive(MutatorMessage message, IActorContext<MutatorMessage> context)
    {
        _gil.Self = _self = context.Self;
        switch (message)
        {
            case MutatorMessage.Quantum:
                _quantumQueued = _waitsForAnother = false;
                RunQuantum(context);
                break;
            case MutatorMessage.StopRequested stop:
                AnswerStop(stop, context);
                break;
            case MutatorMessage.Resumed resumed:
                Resume(resumed.CollectionId, context);
                break;
            case MutatorMessage.PoolsGranted grant:
                TakeGrant(grant);
                _trace.Served(context, grant.Pools);
                break;
            case MutatorMessage.MemoryAvailable:
                _awaitsMemory = false;
                _trace.Served(context);
                break;
            case MutatorMessage.CollectionDeclined:
                _awaitsCollection = false;
                _trace.Served(context);
                _mutator.ProceedUncollected();
                break;
            case MutatorMessage.GilSignalled signal:
                _gil.OnSignal(signal);
                break;
            case MutatorMessage.GilIntervalEnded interval:
                _gil.OnInterval(interval, context);
                break;
            case MutatorMessage.EndEpoch end:
                _logs!.PassEpoch(end, Index, _setup.Binding.Registers, seesLocals: !(_setup.Faults.SkipsIdleMutators && _work == Work.Idle),
                    end.Trace.IsRecorded ? context.NowNs : 0);
                break;
            case MutatorMessage.LogsReturned:
                _logs!.OnLogsReturned(Index, context.NowNs);
                break;
            case MutatorMessage.SetUp setUp:
                BeginWork(Work.SettingUp, setUp.ReplyTo, setUp.Trace);
                if (_setup.HasOwnThread && _runs == 0)
                {
                    GilParty.RehearseTimers(context);
                }

                BeginIteration();
                break;
            case MutatorMessage.Run run:
                BeginWork(Work.Running, run.ReplyTo, run.Trace);
                _runs++;
                Interlocked.Increment(ref _setup.Guard->AtStart);
                break;
            case MutatorMessage.Check check:
                check.ReplyTo.Tell(new TrialMessage.CheckDone(Index, _workload.CheckPart(ref _mutator), _workload.MeasuredPart()));
                break;
            case MutatorMessage.TearDown tearDown when HasCrashed:
                tearDown.ReplyTo.Tell(new TrialMessage.TornDown(Index, Waits: null));
                break;
            case MutatorMessage.TearDown tearDown:
                BeginWork(Work.TearingDown, tearDown.ReplyTo, tearDown.Trace);
                break;
            default:
                throw new InvalidOperationException($"a mutator was told {message.GetType().Name}, which it does not know");
        }

        Continue();
    }

    public string DescribeState() =>
        $"{_work}, {(_stopped ? "stopped" : "free to run")}, {_gil}" +
        $"{(_awaitsMemory ? ", awaits memory" : "")}{(_awaitsCollection ? ", awaits a collection" : "")}{(_logs is { IsWaiting: true } ? ", awaits logs" : "")}{(HasCrashed ? ", crashed" : "")}, {_steps} steps done";

    /// <summary>What it would do if nobody stopped it.</summary>
    private MutatorActivity Doing => this switch
    {
        { HasCrashed: true } => MutatorActivity.Crashed,
        { _awaitsMemory: true } => MutatorActivity.WaitsForMemory,
        { _awaitsCollection: true } => MutatorActivity.AskedForCollection,
        { _gil.IsWaiting: true } => MutatorActivity.WaitsForGil,
        { _logs.IsWaiting: true } => MutatorActivity.WaitsForLogs,
        { _waitsForAnother: true } => MutatorActivity.WaitsForAnother,
        { _work: Work.SettingUp } => MutatorActivity.SettingUp,
        { _work: Work.Running } => MutatorActivity.Running,
        { _work: Work.TearingDown } => MutatorActivity.TearingDown,
        _ => MutatorActivity.Idle,
    };

    private void BeginWork(Work work, IActorRef<TrialMessage> replyTo, ActivityContext phase)
    {
        if (_work != Work.Idle)
        {
            throw new InvalidOperationException($"mutator {Index} was given {work} while {_work}");
        }

        _work = work;
        _replyTo = replyTo;
        _trace.BeginWork(phase);
        _mutator.Join();
    }

    private void Continue()
    {
        if (MayRun && !_quantumQueued)
        {
            _quantumQueued = true;
            _self!.Tell(MutatorMessage.Quantum.Instance);
        }
    }

    private void RunQuantum(IActorContext<MutatorMessage> context)
    {
        if (!MayRun || !AllAreAtStart() || !_gil.Has(context))
        {
            return;
        }

        if (_setup.Guard->IsStopped != 0)
        {
            throw new InvalidOperationException($"mutator {Index} ran a quantum while the world was stopped");
        }

        if (_work == Work.Running && !_started)
        {
            _started = true;
            _operationsAtStart = Operations;
            _usageAtStart = UsageSoFar();

            // Last, and at the end first: reading the rest costs some 50 µs of it.
            _cpuAtStartNs = CpuNs();
            _startNs = context.NowNs;
        }

        long progressBefore = Progress;
        _setup.CrashWatch?.BeginQuantum(Index);
        _mutator.AtQuantum();
        int collectionsBefore = GC.CollectionCount(0);
        long bytesBefore = GC.GetAllocatedBytesForCurrentThread();
        StepOutcome outcome = _work switch
        {
            Work.SettingUp => SetUpForAWhile(),
            Work.Running => StepForAWhile(StepLimit),
            _ => TearDownForAWhile(),
        };
        long allocated = GC.GetAllocatedBytesForCurrentThread() - bytesBefore;
        _trace.EndQuantum(context);
        if (_started && GC.CollectionCount(0) == collectionsBefore)
        {
            // A host collection counts a thread's unused allocation room as allocated; it fails gate G2 by itself.
            _quantaBytes += allocated;
        }

        if (_work == Work.Running && _setup.CrashWatch != null)
        {
            AtWatchedBoundary(outcome, progressBefore, context);
        }
        else
        {
            AtBoundary(outcome, context);
        }
    }

    /// <summary>
    /// A run begins when every mutator's thread is awake. Whoever wakes them is preempted by the first one that it wakes, when both are on one core, and
    /// would wake the next a scheduler's slice later: milliseconds in which mutators that should contend run one after the other.
    /// </summary>
    private bool AllAreAtStart()
    {
        if (_work != Work.Running || _started || Volatile.Read(ref _setup.Guard->AtStart) >= _runs * _setup.Binding.Mutators)
        {
            return true;
        }

        if (_setup.HasOwnThread)
        {
            Thread.Yield();
        }

        return false;
    }

    /// <summary>The measured loop: alone in its method, so that nothing else moves its code.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private StepOutcome StepForAWhile(int most)
    {
        if (_mutator.IsKilling)
        {
            _mutator.GoOnKilling();
        }

        long steps = 0;
        StepOutcome outcome = StepOutcome.Partial;
        int* breaker = _setup.PollsEachStep ? &_control->Breaker : &_setup.Guard->NeverSet;
        for (int left = most; left > 0 && Volatile.Read(ref *breaker) == 0; left--)
        {
            outcome = _workload.Step(ref _mutator);
            if (outcome == StepOutcome.Stepped)
            {
                steps++;
            }
            else if (outcome != StepOutcome.Partial)
            {
                break;
            }
        }

        _steps += steps;
        return outcome;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private StepOutcome SetUpForAWhile()
    {
        _mutator.GoOnKilling();
        StepOutcome outcome = StepOutcome.Partial;
        for (int left = _setup.QuantumSteps; left > 0 && Volatile.Read(ref _control->Breaker) == 0; left--)
        {
            outcome = _workload.SetUp(ref _mutator);
            if (outcome is StepOutcome.Done or StepOutcome.Suspended)
            {
                break;
            }
        }

        return outcome;
    }

    private void AtBoundary(StepOutcome outcome, IActorContext<MutatorMessage> context)
    {
        CountWhatOthersQueued(context);
        ReturnSurplus();
        int breaker = Volatile.Read(ref _control->Breaker);
        if ((breaker & (int)Breaker.Collect) != 0)
        {
            Interlocked.And(ref _control->Breaker, ~(int)Breaker.Collect);
            AskForCollection(context);
        }

        if ((breaker & (int)Breaker.EndEpoch) != 0)
        {
            Interlocked.And(ref _control->Breaker, ~(int)Breaker.EndEpoch);
            _logs!.AskForEpoch(Index, context.NowNs);
        }

        switch (outcome)
        {
            case StepOutcome.Done when !_mutator.IsKilling && _mutator.TryLeave():
                EndWork(context);
                return;
            case StepOutcome.Waiting:
                WaitForAnother(context);
                return;
            case StepOutcome.Suspended when _mutator.Suspended is SuspendReason.NeedsCollection or SuspendReason.OrderedCollection:
                AskForCollection(context);
                break;
            case StepOutcome.Suspended:
                _awaitsMemory = true;
                _setup.Allocator.Tell(new AllocatorMessage.MemoryWanted(Index, _mutator.Allocs, _collectionsSeen, _trace.Ask(Spans.WaitForMemory)));
                break;
        }

        if ((breaker & (int)Breaker.DropGil) != 0 && _gil.IsHeld)
        {
            _gil.DropOnRequest(context);
        }
    }

    private void CountWhatOthersQueued(IActorContext<MutatorMessage> context)
    {
        long freesBefore = _mutator.Frees;
        _mutator.AtBoundary();
        if (TCounter.Traits.HasQueues && _trace.IsOn && context.NowNs is var nowNs && _trace.IsWorthNoting(_trace.QuantumEndedNs, nowNs))
        {
            _trace.Note(Spans.Merge, _trace.QuantumEndedNs, nowNs, new WaitDetail(Attributes.MergedDeaths, _mutator.Frees - freesBefore));
        }
    }

    /// <summary>Lets the others run: without the lock, and not before a moment has passed.</summary>
    private void WaitForAnother(IActorContext<MutatorMessage> context)
    {
        _gil.Leave();
        _quantumQueued = _waitsForAnother = true;
        context.Schedule(WaitNs, MutatorMessage.Quantum.Instance);
    }

    private void AskForCollection(IActorContext<MutatorMessage> context)
    {
        if (!_awaitsCollection)
        {
            _awaitsCollection = true;
            _setup.Allocator.Tell(new AllocatorMessage.ThresholdCrossed(Index, _collectionsSeen, _trace.Ask(Spans.WaitForCollection)));
        }
    }

    private void EndWork(IActorContext<MutatorMessage> context)
    {
        long endNs = context.NowNs;
        Work ended = _work;
        _work = Work.Idle;
        _gil.Leave();
        if (ended == Work.Running)
        {
            NoteEndOfRun();
        }

        _replyTo!.Tell(ended switch
        {
            Work.SettingUp => new TrialMessage.SetUpDone(Index, _trace.EndWork()),
            Work.Running => new TrialMessage.RunDone(Index, EndRun(endNs), _trace.EndWork()),
            _ => new TrialMessage.TornDown(Index, _trace.EndWork()),
        });
    }

    /// <summary>On a pool the thread is not the mutator's, and its figures would say nothing.</summary>
    private long CpuNs() => _setup.HasOwnThread || _setup.TakesTurns ? ThreadUsage.CpuNsOfCallingThread() : 0;

    private ThreadUsage UsageSoFar() => _setup.HasOwnThread ? ThreadUsage.OfCallingThread() : default;

    private MutatorRun EndRun(long endNs)
    {
        long cpuNs = CpuNs();
        _started = false;
        return Report(endNs, cpuNs);
    }

    private Dictionary<string, double> CountingReport()
    {
        OperationTotals o = Operations;
        var report = new Dictionary<string, double>
        {
            ["run_operations"] = o.Increments + o.Decrements - _operationsAtStart.Increments - _operationsAtStart.Decrements,
            ["run_allocs"] = o.Allocs - _operationsAtStart.Allocs,
        };
        _mutator.AddTo(report);
        _logs?.AddTo(report);
        return report;
    }

    private MutatorRun Report(long endNs, long cpuNs) => new()
    {
        StartNs = _startNs,
        EndNs = endNs,
        Steps = _steps,
        Operations = Operations,
        Usage = (UsageSoFar() - _usageAtStart) with { CpuNs = cpuNs - _cpuAtStartNs },
        SharedThreadCpu = _setup.TakesTurns ? (_cpuAtStartNs, cpuNs) : null,
        QuantaAllocatedBytes = _quantaBytes,
        GilWaits = _gil.Waits,
        GilWaitNs = _gil.WaitNs,
        Counting = CountingReport(),
    };

    private void BeginIteration()
    {
        if (Index == 0)
        {
            // Set-up goes in index order: nobody else looks at them yet.
            _setup.Binding.Flags.Clear();
        }

        EndTotals();
        _steps = _quantaBytes = 0;
        _gil.ResetCounters();
        _logs?.ResetCounters();
        _workload = TWorkload.Create(
            new WorkloadContext(_setup.Parameters, Index, _setup.Binding.Mutators, _setup.Seed, _setup.Program, _setup.IsVirtualTime));
    }

    private void AnswerStop(MutatorMessage.StopRequested stop, IActorContext<MutatorMessage> context)
    {
        _stopped = !_setup.Faults.RunsAfterAnswer;
        _mutator.AtStop();
        stop.ReplyTo.Tell(new CollectorMessage.MutatorStopped(
            stop.CollectionId, Index, context.NowNs, _mutator.Dying, _trace.QuantumEndedNs, stop.Trace.IsRecorded ? Doing : default));
    }

    private void Resume(long collectionId, IActorContext<MutatorMessage> context)
    {
        _stopped = false;
        _collectionsSeen = collectionId;
        if (_awaitsCollection)
        {
            _awaitsCollection = false;
            _trace.Served(context);
            _mutator.ForgetTriggeringAllocation();
        }
    }

    private void TakeGrant(MutatorMessage.PoolsGranted grant)
    {
        uint last = grant.Head;
        Heap heap = _setup.Binding.Allocators.Heap;
        for (int i = 1; i < grant.Pools; i++)
        {
            last = ((PoolHeader*)heap.HeaderOf(last))->Next;
        }

        ((PoolHeader*)heap.HeaderOf(last))->Next = _leased->Stash;
        _leased->Stash = grant.Head;
        _leased->StashPools += grant.Pools;
        _awaitsMemory = false;
    }

    private void ReturnSurplus()
    {
        if (_leased->SurplusPools != 0)
        {
            _setup.Allocator.Tell(new AllocatorMessage.PoolsReturned(_leased->Surplus, _leased->SurplusPools));
            _leased->Surplus = 0;
            _leased->SurplusPools = 0;
        }
    }
}
