using GcActors.Core.Actors;
using GcActors.Core.Collection;
using GcActors.Core.Host;
using GcActors.Core.Protocol.Tracing;
using GcActors.Core.Settings;
using GcActors.Core.Telemetry;

namespace GcActors.Core.Protocol;

/// <summary>
/// Leads one trial: iterations of set-up, run, check, tear-down; the first ones warm up. Set-up and tear-down go mutator by mutator in index order, the run is
/// everybody at once, and only the run is timed.
/// </summary>
/// <remarks>
/// <code>
/// SettingUp(0..M−1) → Running → Census → Checking(0..M−1) → TearingDown(0..M−1) → LastCollection → next iteration, or the report
/// with a crash in the run:  … Census → Tracing, which sets counts right → TearingDown(the others) → LastCollection → the report; nothing to check
/// </code>
/// </remarks>
internal sealed class TrialActor(TrialSetup setup) : IActor<TrialMessage>, IDescribesState
{
    private readonly TrialTally _tally = new(setup.Settings.Mutators, setup.Settings.Measure.Residence, setup.RefCountClock);
    private readonly PhaseBook _phases = new(setup.Observer);
    private State _state;
    private int _next;
    private int _iteration;
    private long _beganNs;
    private long _ranFromNs;
    private HostWindow? _windowStart;
    private HostWindow? _trialStart;
    private ulong[] _checkSums = [];
    private ulong[][] _measured = [];
    private MutatorRun[] _runs = [];
    private HeapCensus? _census;
    private bool _isWarmup;
    private bool _allRan;
    private bool _ownStop;
    private bool _over;
    private string? _starved;

    private enum State
    {
        SettingUp,
        Running,
        Census,
        Tracing,
        Checking,
        TearingDown,
        LastCollection,
    }

    public IReadOnlyList<IActorRef<MutatorMessage>> MutatorRefs { get; set; } = [];

    public IActorRef<AllocatorMessage>? Allocator { get; set; }

    public void Receive(TrialMessage message, IActorContext<TrialMessage> context)
    {
        if (_over)
        {
            return;
        }

        if (message is TrialMessage.Cancelled || setup.Cancellation.IsCancellationRequested)
        {
            End(context, TrialOutcome.Interrupted, "interrupted");
            return;
        }

        switch (message)
        {
            case TrialMessage.Begin:
                _beganNs = context.NowNs;
                setup.Tracer.Begin(_beganNs);
                setup.Metrics.Begin();
                BeginIteration(context);
                break;
            case TrialMessage.SetUpDone done when _state == State.SettingUp:
                setup.Tracer.Add(done.Mutator, done.Waits);
                NextInTurn(context, m => new MutatorMessage.SetUp(m, setup.Tracer.Phase), Run);
                break;
            case TrialMessage.RunDone done when _state == State.Running:
                OnRunDone(done, context);
                break;
            case TrialMessage.MutatorCrashed crashed:
                OnCrashed(crashed, context);
                break;
            case TrialMessage.Starved starved:
                OnStarved(starved, context);
                break;
            case TrialMessage.RunDone when _starved != null:
                break;
            case TrialMessage.StopDue due:
                StopIfStillRunning(due, context);
                break;
            case TrialMessage.SampleDue due:
                SampleIfStillRunning(due, context);
                break;
            case TrialMessage.StopDone when _ownStop:
                _ownStop = false;
                OnOwnStopDone(context);
                break;
            case TrialMessage.StopDone done when _state == State.Census:
                OnCensus(done, context);
                break;
            case TrialMessage.StopDone done when _state == State.Tracing:
                OnTraced(done, context);
                break;
            case TrialMessage.CheckDone done when _state == State.Checking:
                AddCheck(done.Part);
                _measured[done.Mutator] = done.Measured;
                NextInTurn(context, m => new MutatorMessage.Check(m), TearDown);
                break;
            case TrialMessage.TornDown done when _state == State.TearingDown:
                setup.Tracer.Add(done.Mutator, done.Waits);
                NextInTurn(context, m => new MutatorMessage.TearDown(m, setup.Tracer.Phase), CollectTheRest);
                break;
            case TrialMessage.StopDone when _state == State.LastCollection:
                EndIteration(context);
                break;
            case TrialMessage.Collected collected:
                _tally.Add(collected, inRun: _state == State.Running && !_isWarmup);
                setup.Tracer.Add(collected.Record);
                setup.Metrics.Add(collected);
                _phases.Add(collected);
                break;
            case TrialMessage.LogsApplied applied:
                _tally.AddApplied(applied);
                NoteSettled(context);
                setup.Tracer.Add(applied.Epochs);
                break;
            case TrialMessage.Verified verified:
                _tally.AddVerification(verified.Violations);
                break;
            case TrialMessage.OutOfMemory outOfMemory:
                End(context, TrialOutcome.OutOfMemory, outOfMemory.Message);
                break;
            default:
                throw new InvalidOperationException($"the trial was told {message.GetType().Name} while {_state}");
        }
    }

    public string DescribeState() => $"iteration {_iteration}, {_state}, waits for mutator {_next} of {MutatorRefs.Count}";

    private bool InjectsCrash => setup.Settings.Schedule.CrashMutator >= 0;

    private bool IsWarmup(long nowNs)
    {
        MeasureSettings measure = setup.Settings.Measure;
        return !InjectsCrash && _tally.Iterations.Count == 0
            && (_iteration < measure.WarmupIterations || nowNs - _beganNs < measure.WarmupMs * 1_000_000L);
    }

    private void BeginIteration(IActorContext<TrialMessage> context)
    {
        _isWarmup = IsWarmup(context.NowNs);
        _tally.BeginIteration();
        _runs = new MutatorRun[MutatorRefs.Count];
        _checkSums = [];
        _measured = new ulong[MutatorRefs.Count][];
        _state = State.SettingUp;
        _next = 0;
        BeginPhase(Spans.SetUp, context);
        MutatorRefs[0].Tell(new MutatorMessage.SetUp(context.Self, setup.Tracer.Phase));
    }

    /// <summary>Gives the same work to the next mutator, or goes on when all have done it.</summary>
    private void NextInTurn(
        IActorContext<TrialMessage> context, Func<IActorRef<TrialMessage>, MutatorMessage> work, Action<IActorContext<TrialMessage>> whenAllDid)
    {
        if (++_next < MutatorRefs.Count)
        {
            MutatorRefs[_next].Tell(work(context.Self));
            return;
        }

        _next = 0;
        whenAllDid(context);
    }

    private void Run(IActorContext<TrialMessage> context)
    {
        _state = State.Running;
        _allRan = false;
        setup.Heap.Space.ResetPeak();
        _phases.End(context.NowNs);
        if (!setup.IsVirtualTime)
        {
            // What set-up left behind is collected now, not in the window (gate G2).
            GC.Collect();
        }

        setup.Operations?.BeginRun();
        BeginPhase(_isWarmup ? Spans.WarmUp : Spans.Measured, context);
        _windowStart = HostWindow.Now();
        _trialStart ??= _windowStart;
        _tally.Helpers?.BeginRun();
        _ranFromNs = context.NowNs;
        var run = new MutatorMessage.Run(context.Self, setup.Tracer.Phase);
        foreach (IActorRef<MutatorMessage> mutator in MutatorRefs)
        {
            mutator.Tell(run);
        }

        ScheduleStop(context);
        ScheduleSample(context);
    }

    private void BeginPhase(SpanDefinition kind, IActorContext<TrialMessage> context)
    {
        _phases.Begin(kind, _iteration, _isWarmup, context.NowNs);
        setup.Tracer.BeginPhase(kind, _iteration, context.NowNs);
    }

    private void ScheduleStop(IActorContext<TrialMessage> context)
    {
        if (setup.Settings.Measure.StopEveryUs is > 0 and var us)
        {
            context.Schedule(us * 1000, new TrialMessage.StopDue(_iteration));
        }
    }

    private void StopIfStillRunning(TrialMessage.StopDue due, IActorContext<TrialMessage> context)
    {
        if (due.Run == _iteration && _state == State.Running && !_allRan)
        {
            _ownStop = true;
            Stop(new StopOrder(-1, "measure", Census: false), context);
        }
    }

    private void ScheduleSample(IActorContext<TrialMessage> context)
    {
        if (setup.Settings.Measure.SampleEveryUs is > 0 and var us && setup.ReadLogBytes != null)
        {
            context.Schedule(us * 1000, new TrialMessage.SampleDue(_iteration));
        }
    }

    private void SampleIfStillRunning(TrialMessage.SampleDue due, IActorContext<TrialMessage> context)
    {
        if (due.Run == _iteration && _state == State.Running && !_allRan)
        {
            _tally.AddSample(context.NowNs - _ranFromNs, setup.ReadLogBytes!());
            ScheduleSample(context);
        }
    }

    /// <summary>The census behind a run begins with a drain: what the run left in logs costs time too, and it is nobody's else.</summary>
    private void NoteSettled(IActorContext<TrialMessage> context)
    {
        if (_state == State.Census && !_isWarmup && _tally.Crash == null)
        {
            _tally.AddSettling(context.NowNs - _runs.Max(run => run.EndNs));
        }
    }

    private void OnOwnStopDone(IActorContext<TrialMessage> context)
    {
        if (_allRan)
        {
            TakeCensus(context);
        }
        else
        {
            ScheduleStop(context);
        }
    }

    private void OnRunDone(TrialMessage.RunDone done, IActorContext<TrialMessage> context)
    {
        _runs[done.Mutator] = done.Run;
        setup.Tracer.Add(done.Mutator, done.Waits);
        if (++_next < MutatorRefs.Count)
        {
            return;
        }

        _next = 0;
        var now = HostWindow.Now();
        IterationReport report = _tally.AddRun(_runs, now - _windowStart!, now - _trialStart!, _isWarmup, setup.Heap);
        setup.Observer?.IterationEnded(_iteration, _isWarmup, report);
        _allRan = true;
        if (!_ownStop)
        {
            TakeCensus(context);
        }
    }

    private void TakeCensus(IActorContext<TrialMessage> context)
    {
        _state = State.Census;
        IReadOnlyList<OperationNotes> operations = setup.Operations?.EndRun() ?? [];
        setup.Tracer.Add(operations);
        BeginPhase(Spans.Verify, context);
        if (operations.Count > 0)
        {
            setup.Observer?.OperationsNoted(_iteration, operations);
        }

        Stop(new StopOrder(-1, "census", Census: true), context);
    }

    private void OnCensus(TrialMessage.StopDone done, IActorContext<TrialMessage> context)
    {
        _census = done.Census;
        if (_starved == null)
        {
            _tally.CheckIdentities(_runs, done.Census!, setup.Frees);
        }

        if (_tally.Crash is { } crash)
        {
            crash.AddCensus(_census!);
            _state = State.Tracing;
            Stop(new StopOrder(setup.Frees ? 2 : -1, "crash", Census: true) { Repairs = setup.Frees }, context);
            return;
        }

        _state = State.Checking;
        MutatorRefs[0].Tell(new MutatorMessage.Check(context.Self));
    }

    private void OnCrashed(TrialMessage.MutatorCrashed crashed, IActorContext<TrialMessage> context)
    {
        _tally.Crash = new CrashTally(crashed);
        if (crashed.Holds is { } held)
        {
            End(context, TrialOutcome.Crashed, $"{_tally.Crash.Name} and holds {held}: nobody else can go on");
        }
    }

    /// <summary>The run ends here: what the crash has done is looked at all the same.</summary>
    private void OnStarved(TrialMessage.Starved starved, IActorContext<TrialMessage> context)
    {
        if (_starved != null)
        {
            return;
        }

        _starved = $"{_tally.Crash!.Name}, and {Named(starved.Mutators)} cannot go on without it";
        _allRan = true;
        if (!_ownStop)
        {
            TakeCensus(context);
        }
    }

    private static string Named(IReadOnlyCollection<int> mutators) =>
        mutators.Count == 1 ? $"mutator {mutators.Single()}" : $"mutators {string.Join(", ", mutators)}";

    /// <summary>What the program computed means nothing without the part that crashed.</summary>
    private void OnTraced(TrialMessage.StopDone done, IActorContext<TrialMessage> context)
    {
        if (setup.Frees)
        {
            _tally.Crash!.AddCensusBehindTrace(done.Census!);
        }

        if (_starved != null)
        {
            EndUnlessViolated(context, TrialOutcome.Crashed, _starved);
            return;
        }

        if (setup.Frees)
        {
            _tally.CheckIdentitiesBehindTrace(_runs, done.Census!);
        }

        BeginTearDown(context);
    }

    private void AddCheck(ulong[] part)
    {
        if (_checkSums.Length < part.Length)
        {
            Array.Resize(ref _checkSums, part.Length);
        }

        for (int i = 0; i < part.Length; i++)
        {
            _checkSums[i] += part[i];
        }
    }

    private void TearDown(IActorContext<TrialMessage> context)
    {
        _tally.SetCheck(setup.FormatCheck(_checkSums), setup.CheckRepeats);
        _tally.WorkloadQuantities = setup.Quantities(_measured);
        BeginTearDown(context);
    }

    private void BeginTearDown(IActorContext<TrialMessage> context)
    {
        _state = State.TearingDown;
        BeginPhase(Spans.Drain, context);
        MutatorRefs[0].Tell(new MutatorMessage.TearDown(context.Self, setup.Tracer.Phase));
    }

    private void CollectTheRest(IActorContext<TrialMessage> context)
    {
        _state = State.LastCollection;
        Stop(new StopOrder(setup.Frees ? 2 : -1, "final", Census: false), context);
    }

    private void Stop(StopOrder order, IActorContext<TrialMessage> context) =>
        Allocator!.Tell(new AllocatorMessage.StopWanted(order, context.Self, new StopCause(setup.Tracer.Phase, context.Self.Name, context.NowNs)));

    private void EndIteration(IActorContext<TrialMessage> context)
    {
        setup.Metrics.Add(_runs);
        EndTracing(context);
        _iteration++;
        MeasureSettings measure = setup.Settings.Measure;
        if (!InjectsCrash && (_tally.Iterations.Count < measure.Iterations || _tally.MeasuredNs < measure.LeastMs * 1_000_000L))
        {
            BeginIteration(context);
            return;
        }

        if (InjectsCrash && _tally.Crash == null)
        {
            int mutator = setup.Settings.Schedule.CrashMutator;
            EndUnlessViolated(context, TrialOutcome.Failed, $"mutator {mutator} did not crash: its run was over after {_runs[mutator].Steps} steps (schedule.crash_step)");
        }
        else
        {
            EndUnlessViolated(context, TrialOutcome.Passed, reason: null);
        }
    }

    /// <summary>Makes the spans of the iteration, outside of its time; what that costs is told where it is done.</summary>
    private void EndTracing(IActorContext<TrialMessage> context)
    {
        long fromNs = context.NowNs;
        long spans = setup.Tracer.SpansMade;
        setup.Metrics.EndIteration(setup.Tracer, fromNs);
        long toNs = context.NowNs;
        setup.Tracer.AddOwnTime(fromNs, toNs);
        if (setup.Tracer.SpansMade > spans && !_isWarmup)
        {
            _tally.AddTracing(setup.Tracer.SpansMade - spans, toNs - fromNs);
        }
    }

    private void EndUnlessViolated(IActorContext<TrialMessage> context, TrialOutcome outcome, string? reason)
    {
        IReadOnlyList<string> violations = _tally.Violations;
        if (violations.Count > 0)
        {
            End(context, TrialOutcome.Failed, violations[0]);
        }
        else
        {
            End(context, outcome, reason);
        }
    }

    private void End(IActorContext<TrialMessage> context, TrialOutcome outcome, string? reason)
    {
        _over = true;
        setup.Tracer.End(outcome, reason);
        _phases.End(context.NowNs);
        setup.Completion.TrySetResult(_tally.Report(setup, outcome, reason, _census));
    }
}
