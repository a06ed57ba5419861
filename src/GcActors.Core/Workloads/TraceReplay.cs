using GcActors.Core.Counting;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;
using GcActors.Core.Workloads.LifeTraces;

namespace GcActors.Core.Workloads;

/// <summary>
/// A program that was recorded elsewhere (workloads.md 9.2): its allocations, stores, loads, copies and drops, none merged with another.
/// <code>
/// ordered: mutator 0 replays all events in the file's order
/// free:    each mutator replays its own, and waits only for what it is handed
/// </code>
/// Between two rounds everything that is still held is dropped. A step is one event. Objects are reached by the registers that held them in the recorded program, so nothing is looked up; the check counts events and loads
/// that led to another object than recorded.
/// </summary>
internal struct TraceReplay : IWorkload<TraceReplay>
{
    private const string File = "file";
    private const string Replay = "replay";

    private LifeTrace _trace;
    private LifeEvent[] _events;
    private ushort[] _shapes;
    private int _mutator;
    private int _next;
    private long _roundsLeft;
    private bool _isEnding;
    private ulong _replayed;
    private ulong _strays;

    public static WorkloadDescription Description { get; } = new(
        "trace-replay",
        "A recorded program: its allocations, stores, loads and drops, event by event",
        "Elephant Tracks [Ricci, Guyer, Moss 2013] for what a trace must hold; workloads.md 9.2",
        [
            new(File, 0, 0, 0, 0, "A file in the format life-trace 1 (experiments/life-traces), or example") { DefaultText = LifeTraceLibrary.Example },
            new(Replay, 0, 0, 0, 1, "ordered: one mutator, in the file's order; free: each mutator its own events, waiting only for what it is handed", ["ordered", "free"]),
            new("rounds", 1000, 2, 1, 1_000_000_000, "How often the life trace is replayed"),
        ]);

    public static string? Objection(WorkloadParameters parameters)
    {
        LifeTrace trace;
        try
        {
            trace = TraceOf(parameters);
        }
        catch (Exception e) when (e is ArgumentException or IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }

        return parameters.Mutators == trace.Mutators
            ? null
            : $"mutators: replayed {(IsFree(parameters) ? "free" : "ordered")}, this life trace needs {trace.Mutators}, not {parameters.Mutators}";
    }

    public static Sharing SharingOf(WorkloadParameters parameters) => TraceOf(parameters).Sharing;

    public static long RegisterCount(WorkloadParameters parameters) => TraceOf(parameters).Registers;

    public static long SharedRootCount(WorkloadParameters parameters) => TraceOf(parameters).SharedRoots;

    public static TraceReplay Create(in WorkloadContext context)
    {
        LifeTrace trace = TraceOf(context.Parameters);
        return new TraceReplay
        {
            _trace = trace,
            _events = trace.Events[context.Mutator],
            _shapes = [],
            _mutator = context.Mutator,
            _roundsLeft = context.Parameters["rounds"],
        };
    }

    public StepOutcome SetUp<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        if (_shapes.Length == 0)
        {
            _shapes = new ushort[_trace.Shapes.Count];
            for (int i = 0; i < _shapes.Length; i++)
            {
                // Room for the object's number, by which loads are checked.
                _shapes[i] = m.ShapeOf(_trace.Shapes[i].Fields, Math.Max(sizeof(ulong), _trace.Shapes[i].Bytes));
            }
        }

        return StepOutcome.Done;
    }

    public StepOutcome Step<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        while (_next == _events.Length)
        {
            if (!TurnOver())
            {
                return StepOutcome.Done;
            }
        }

        LifeEvent e = _events[_next];
        ref ObjectRef register = ref m.Register(e.Register);
        switch (e.Kind)
        {
            case LifeEventKind.Alloc:
                ObjectRef made = m.New(_shapes[e.Field], (ulong)e.Id);
                if (made.IsNull)
                {
                    return StepOutcome.Suspended;
                }

                register = made;
                break;
            case LifeEventKind.Copy:
                m.Register(e.Other) = m.Copy(register);
                break;
            case LifeEventKind.Load:
                ObjectRef loaded = m.Load(register, e.Field);
                m.Register(e.Other) = loaded;
                _strays += m.Tag(loaded) == (ulong)e.Id ? 0UL : 1;
                break;
            case LifeEventKind.Store:
                m.Store(register, e.Field, e.Other < 0 ? default : m.Register(e.Other));
                break;
            case LifeEventKind.Drop:
                ObjectRef dropped = register;
                register = default;
                m.Drop(dropped);
                break;
            case LifeEventKind.Send:
                if (!m.SharedRoot(e.Other).IsNull)
                {
                    // What was sent in the round before has not been taken yet.
                    return StepOutcome.Waiting;
                }

                ObjectRef sent = register;
                register = default;
                m.Publish(e.Other, sent);
                break;
            default:
                if (m.SharedRoot(e.Other).IsNull)
                {
                    return StepOutcome.Waiting;
                }

                register = m.TakeShared(e.Other);
                break;
        }

        _next++;
        _replayed += _isEnding ? 0UL : 1;
        return StepOutcome.Stepped;
    }

    public readonly ulong[] CheckPart<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator => [_replayed, _strays];

    public static string Check(WorkloadParameters parameters, ulong[] sums) => $"{sums[0]} events, {sums[1]} strays, trace {TraceOf(parameters).Hash:x16}";

    /// <summary>From the events to what drops the rest, and from there to the next round.</summary>
    /// <returns>False: the last round is over; what is still held is the tear-down's.</returns>
    private bool TurnOver()
    {
        if (!_isEnding && _roundsLeft == 1)
        {
            return false;
        }

        _roundsLeft -= _isEnding ? 0 : 1;

        _isEnding = !_isEnding;
        _events = (_isEnding ? _trace.Endings : _trace.Events)[_mutator];
        _next = 0;
        return true;
    }

    private static bool IsFree(WorkloadParameters parameters) => parameters[Replay] != 0;

    private static LifeTrace TraceOf(WorkloadParameters parameters) => LifeTraceLibrary.Get(parameters.Text(File), IsFree(parameters));
}
