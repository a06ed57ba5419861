using System.Diagnostics;
using GcActors.Core.Catalogs;
using GcActors.Core.Collection;
using GcActors.Core.Counting;
using GcActors.Core.Host;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;
using GcActors.Core.Protocol;
using GcActors.Core.Python;
using GcActors.Core.Scenarios.Explaining;
using GcActors.Core.Settings;

namespace GcActors.Core.Scenarios.Running;

/// <summary>One scenario under way: its code, its machine, and how it ended.</summary>
internal sealed class ScenarioProgram : ITrialProgram, IDisposable
{
    private readonly GcState _gc;
    private readonly ScenarioCompiler _code;
    private readonly ScenarioHost _host;
    private readonly Trigger _trigger;
    private readonly long _statementLimit;
    private readonly int _turnsPerStep;
    private readonly bool _wantsFacts;
    private readonly CollectionSettings _settings;
    private readonly CollectorEntry _collector;
    private PyMachine? _machine;
    private long _startTicks;

    public ScenarioProgram(Scenario scenario, VersionProfile version, ScenarioLaunch launch)
    {
        _settings = launch.Settings.Collection;
        _collector = Catalog.Collector(_settings.Collector)!;
        _gc = new GcState(version)
        {
            HasQuarterRule = _settings.QuarterRule,
            CollectsEverything = launch.CollectsEverything || !_collector.Traits.HasGenerations,
        };
        _code = ScenarioCompiler.Compile(scenario, version);
        _host = new ScenarioHost(_code, launch.Rows);
        _trigger = new Trigger(_gc);
        _statementLimit = launch.StepLimit;
        _turnsPerStep = launch.TurnsPerStep;
        _wantsFacts = launch.WantsFacts;
    }

    /// <summary>Who watches the collections; null: nobody, at no cost.</summary>
    public CollectionRecorder? Recorder { get; init; }

    /// <summary>What went wrong, where something did.</summary>
    public (int Line, string Problem)? Failure { get; private set; }

    /// <summary>Line of the statement that runs, 0: none.</summary>
    public int CurrentLine => _machine?.CurrentLine ?? 0;

    /// <summary>From the first statement to the end of the last.</summary>
    public long RunNs { get; private set; }

    public long Statements => _machine?.Statements ?? 0;

    public long ObjectsVisited => _gc.ObjectsVisited;

    /// <summary>What was left at the end, where it was asked for.</summary>
    public ScenarioRemains? Facts { get; private set; }

    public int FailedExpectations => _host.FailedExpectations;

    ICollectionTrigger ITrialProgram.Trigger => _trigger;

    public ICycleCollector CreateCollector<TCounter, TAllocator>()
        where TCounter : struct, IRefCounter<TCounter>
        where TAllocator : struct, IHeapAllocator<TAllocator>
    {
        // Else a short scenario would spend most of its time waiting for the compiler.
        Precompilation.PrepareFor<Mutator<TCounter, TAllocator>>(typeof(PyMachine));
        return new PythonCollector<TCounter, TAllocator>(_gc, _code.Program.Classes, heap => _collector.CreateSplit<TCounter>(_settings, heap));
    }

    /// <summary>Makes constants and tables.</summary>
    public StepOutcome Load<TMemory>(ref TMemory m)
        where TMemory : struct, IObjectMemory
    {
        if (_machine == null)
        {
            _machine = new PyMachine(m.Heap, _gc, _code.Program.Classes, _code.Program.GlobalNames.Count) { StatementLimit = _statementLimit };
        }

        if (!_machine.TryLoadProgram(ref m, _code.Program, _host))
        {
            return StepOutcome.Suspended;
        }

        Recorder?.Watch(_machine, cell => _host.KindOf(_machine, cell));
        _machine.Start();
        return StepOutcome.Done;
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
            StepOutcome outcome = Recorder == null ? _machine.Drive(ref m, _turnsPerStep) : DriveWatched(ref m, Recorder);
            if (outcome != StepOutcome.Done)
            {
                return outcome;
            }
        }
        catch (PythonException e)
        {
            Failure = (_machine.CurrentLine, e.Message);
        }

        End(ref m);
        return StepOutcome.Stepped;
    }

    private StepOutcome DriveWatched<TMemory>(ref TMemory m, CollectionRecorder recorder)
        where TMemory : struct, IObjectMemory
    {
        var watched = new WitnessedMemory<TMemory>(m, recorder);
        try
        {
            return _machine!.Drive(ref watched, _turnsPerStep);
        }
        finally
        {
            m = watched.Memory;
        }
    }

    private void End<TMemory>(ref TMemory m)
        where TMemory : struct, IObjectMemory
    {
        RunNs = (long)Stopwatch.GetElapsedTime(_startTicks).TotalNanoseconds;
        if (_wantsFacts)
        {
            var census = new ObjectCensus<TMemory>(m, _machine!, cell => _host.KindOf(_machine!, cell));
            m.Heap.WalkCells(ref census);
            Facts = new ScenarioRemains(census.Objects, census.Tracked, _gc.Stats.Sum(s => s[1]), _gc.Stats.Sum(s => s[2]));
        }
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
