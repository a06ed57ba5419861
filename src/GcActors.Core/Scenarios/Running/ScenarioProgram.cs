using System.Diagnostics;
using GcActors.Core.Collection;
using GcActors.Core.Counting;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;
using GcActors.Core.Protocol;
using GcActors.Core.Python;

namespace GcActors.Core.Scenarios.Running;

/// <summary>One scenario under way: its code, its machine, and how it ended.</summary>
internal sealed class ScenarioProgram : ITrialProgram, IDisposable
{
    /// <summary>Turns of the machine between two looks at the stop flag.</summary>
    private const int TurnsPerStep = 200;

    private readonly GcState _gc;
    private readonly ScenarioCompiler _code;
    private readonly ScenarioHost _host;
    private readonly Trigger _trigger;
    private readonly long _statementLimit;
    private PyMachine? _machine;
    private long _startTicks;

    public ScenarioProgram(Scenario scenario, VersionProfile version, Action<ScenarioRow> rows, long statementLimit, bool quarterRule)
    {
        _gc = new GcState(version) { HasQuarterRule = quarterRule };
        _code = ScenarioCompiler.Compile(scenario, version);
        _host = new ScenarioHost(_code, rows);
        _trigger = new Trigger(_gc);
        _statementLimit = statementLimit;
    }

    /// <summary>What went wrong, where something did.</summary>
    public (int Line, string Problem)? Failure { get; private set; }

    /// <summary>From the first statement to the end of the last.</summary>
    public long RunNs { get; private set; }

    public long Statements => _machine?.Statements ?? 0;

    public long ObjectsVisited => _gc.ObjectsVisited;

    public int FailedExpectations => _host.FailedExpectations;

    ICollectionTrigger ITrialProgram.Trigger => _trigger;

    public ICycleCollector CreateCollector<TCounter, TAllocator>()
        where TCounter : struct, IRefCounter<TCounter>
        where TAllocator : struct, IHeapAllocator<TAllocator> => new PythonCollector<TCounter, TAllocator>(_gc, _code.Program.Classes);

    /// <summary>Makes constants and tables.</summary>
    public void Load<TMemory>(ref TMemory m)
        where TMemory : struct, IObjectMemory
    {
        _gc.HasFinalizers = true;
        _gc.HasLegacy = true;
        _machine = new PyMachine(m.Heap, _gc, _code.Program.Classes, _code.Program.GlobalNames.Count) { StatementLimit = _statementLimit };
        _machine.LoadProgram(ref m, _code.Program, _host);
        _machine.Start();
    }

    /// <summary>Runs on for a while.</summary>
    public StepOutcome Step<TMemory>(ref TMemory m)
        where TMemory : struct, IObjectMemory
    {
        if (_startTicks == 0)
        {
            _startTicks = Stopwatch.GetTimestamp();
        }

        if (Failure != null || _machine!.IsIdle)
        {
            return StepOutcome.Done;
        }

        try
        {
            StepOutcome outcome = _machine.Drive(ref m, TurnsPerStep);
            if (outcome != StepOutcome.Done)
            {
                return outcome;
            }
        }
        catch (PythonException e)
        {
            Failure = (_machine.CurrentLine, e.Message);
        }

        RunNs = (long)Stopwatch.GetElapsedTime(_startTicks).TotalNanoseconds;
        return StepOutcome.Stepped;
    }

    public void Dispose() => _machine?.Dispose();

    /// <summary>A stop is for what the program has ordered.</summary>
    private sealed class Trigger(GcState gc) : ICollectionTrigger
    {
        public int AllocationLimit => int.MaxValue;

        public int AllocationFloor => 0;

        public bool CountsAllAllocations => false;

        public int? OnThresholdCrossed() => gc.Ordered == StopStage.None ? null : gc.Generation;

        public void OnCollectionFinished(int generation, long survivors)
        {
            // The program keeps its own books (GcState).
        }
    }
}
