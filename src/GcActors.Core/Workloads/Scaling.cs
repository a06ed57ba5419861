using GcActors.Core.Counting;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;

namespace GcActors.Core.Workloads;

/// <summary>
/// Statements of CPython's <c>ftscalingbench</c> that ought to scale, as the counts that each touches (workloads.md 7.4, whose table is this one).
/// <code>
/// set-up: the shared objects, pinned by mutator 0; each mutator one private leaf
/// step:   touch s shared objects, touch the private one p times; a times: o = new(h,16) with h stores of shared objects, drop o
/// </code>
/// </summary>
/// <remarks>
/// There are max(s, h) shared objects: <c>create_pyobject</c> and <c>create_dict</c> touch none, but store one and two. They and the private leaf fill
/// a cache line each, as in <see cref="Hot"/>.
/// </remarks>
internal struct Scaling : IWorkload<Scaling>
{
    private const int Private = 0;
    private const int HeldPayloadBytes = 48;
    private const int MadePayloadBytes = 16;

    private static readonly Pattern[] Patterns =
    [
        new("object_cfunction", 2, 3, 1, 0),
        new("cmodule_function", 2, 0, 2, 0),
        new("mult_constant", 1, 0, 1, 0),
        new("load_string_const", 1, 0, 1, 0),
        new("load_tuple_const", 1, 0, 1, 0),
        new("generator", 1, 10, 1, 1),
        new("pyfunction", 1, 1, 1, 0),
        new("pymethod", 1, 2, 1, 0),
        new("module_function", 2, 1, 1, 0),
        new("create_pyobject", 0, 0, 1, 1),
        new("create_closure", 1, 0, 1, 2),
        new("create_dict", 0, 0, 1, 2),
        new("thread_local_read", 5, 5, 0, 0),
    ];

    private WorkRounds _work;
    private Pattern _pattern;
    private long _i;
    private long _steps;
    private int _made;
    private bool _isFirst;
    private bool _touched;
    private ushort _shape;

    /// <summary>Copies of the shared root slots, which do not change while steps run.</summary>
    private ObjectRef[] _shared;

    public static WorkloadDescription Description { get; } = new(
        "scaling",
        "Statements that ought to scale with threads: the counts that each of them touches",
        "CPython's ftscalingbench; workloads.md 7.4",
        [
            new("pattern", 0, 0, 0, Patterns.Length - 1, "The statement", [.. Patterns.Select(p => p.Name)]),
            CommonParameters.Steps(1_000_000, 1000),
            CommonParameters.Scaling with { Default = 1, Small = 1 },
            CommonParameters.Work,
        ]);

    /// <summary>The shared objects are held to the end, and only counted on and stored: the plain twin may run.</summary>
    public static Sharing SharingOf(WorkloadParameters parameters) => parameters.Mutators > 1 ? Sharing.Pinned : Sharing.None;

    public static long RegisterCount(WorkloadParameters parameters) => 1;

    public static long SharedRootCount(WorkloadParameters parameters) => PatternOf(parameters).Held;

    public static Scaling Create(in WorkloadContext context) => new()
    {
        _steps = CommonParameters.Share(context, "steps"),
        _pattern = PatternOf(context.Parameters),
        _isFirst = context.Mutator == 0,
        _work = CommonParameters.WorkOf(context),
        _shared = new ObjectRef[PatternOf(context.Parameters).Held],
    };

    public StepOutcome SetUp<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        ushort leaf = m.ShapeOf(0, HeldPayloadBytes);
        int forAll = _isFirst ? _pattern.Held : 0;
        for (; _made <= forAll; _made++)
        {
            ObjectRef o = m.New(leaf, (ulong)_made);
            if (o.IsNull)
            {
                return StepOutcome.Suspended;
            }

            if (_made < forAll)
            {
                m.Pin(o);
                m.Publish(_made, o);
            }
            else
            {
                m.Register(Private) = o;
            }
        }

        _made = 0;
        _shape = m.ShapeOf(_pattern.Stores, MadePayloadBytes);
        for (int i = 0; i < _shared.Length; i++)
        {
            _shared[i] = m.SharedRoot(i);
        }

        return StepOutcome.Done;
    }

    public StepOutcome Step<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        if (_i == _steps)
        {
            return StepOutcome.Done;
        }

        if (!_touched)
        {
            for (int i = 0; i < _pattern.SharedTouches; i++)
            {
                m.Touch(_shared[i], 1);
            }

            m.Touch(m.Register(Private), _pattern.PrivateTouches);
            _touched = true;
        }

        for (; _made < _pattern.Allocations; _made++)
        {
            ObjectRef o = m.New(_shape, (ulong)_i);
            if (o.IsNull)
            {
                return StepOutcome.Suspended;
            }

            for (int i = 0; i < _pattern.Stores; i++)
            {
                m.Store(o, i, _shared[i]);
            }

            m.Drop(o);
        }

        _touched = false;
        _made = 0;
        _i++;
        _work.Run();
        return StepOutcome.Stepped;
    }

    public readonly ulong[] CheckPart<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
        => [(ulong)(_i * (_pattern.SharedTouches + _pattern.Allocations * _pattern.Stores))];

    /// <summary>Pairs on shared objects. The page names no check value; this is <see cref="Hot"/>'s.</summary>
    public static string Check(WorkloadParameters parameters, ulong[] sums) => $"{sums[0]}";

    private static Pattern PatternOf(WorkloadParameters parameters) => Patterns[parameters["pattern"]];

    /// <param name="Name">The statement's name in ftscalingbench.</param>
    /// <param name="SharedTouches">s: shared objects that a step touches.</param>
    /// <param name="PrivateTouches">p: times that it touches the private one.</param>
    /// <param name="Allocations">a: objects that it makes and drops.</param>
    /// <param name="Stores">h: shared objects that each of these holds.</param>
    private readonly record struct Pattern(string Name, int SharedTouches, int PrivateTouches, int Allocations, int Stores)
    {
        /// <summary>Shared objects.</summary>
        public int Held => Math.Max(SharedTouches, Stores);
    }
}
