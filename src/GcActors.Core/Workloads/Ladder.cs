using GcActors.Core.Counting;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;

namespace GcActors.Core.Workloads;

/// <summary>
/// The four objects on the path of a call, shared rung by rung (workloads.md 7.3, after modern-di#435): module globals, provider, container, value.
/// <code>
/// level -1:   work only, nothing counted (the ceiling)
/// level 0..4: the first `level` of the four are one object for all, the rest each mutator's own
/// level 5:    one shared value and no work
/// step:       touch each of the four (level 5: the value), then work
/// </code>
/// </summary>
/// <remarks>
/// Mutator 0 makes the four shared ones at every level, and each mutator its own from the rung on that is not shared: 4 + M·(4 − level) objects. Steps
/// allocate nothing. Leaves fill a cache line each, as in <see cref="Hot"/>, so that a level shares exactly what it says. The page says nothing of pins: with
/// <c>counting.immortal: pinned</c>, <c>pins</c> = all makes the whole path immortal at every level.
/// </remarks>
internal struct Ladder : IWorkload<Ladder>
{
    private const int Rungs = 4;
    private const int Value = 3;
    private const int PayloadBytes = 48;
    private const long Ceiling = -1;
    private const long BareValue = 5;

    private WorkRounds _work;
    private long _left;
    private int _made;
    private int _shared;
    private bool _isFirst;
    private bool _pinsAll;
    private long _level;

    /// <summary>What a step touches: copies of registers and root slots, which do not change while steps run.</summary>
    private ObjectRef[] _path;

    public static WorkloadDescription Description { get; } = new(
        "ladder",
        "The objects on the path of a call, shared one after the other",
        "modern-di#435; workloads.md 7.3",
        [
            new("level", 4, 2, Ceiling, BareValue, "Objects of the path that are shared; -1: only work, 5: only a shared value and no work"),
            new("pins", 0, 0, 0, 1, "Objects of the path that are pinned: shared = those for all; all = each mutator's own too", ["shared", "all"]),
            CommonParameters.Steps(10_000_000, 1000),
            CommonParameters.Scaling,
            CommonParameters.Work with { Default = 8, Small = 8 },
        ]);

    /// <summary>The shared objects are held to the end and only counted on: the plain twin may run.</summary>
    public static Sharing SharingOf(WorkloadParameters parameters)
        => parameters.Mutators > 1 && parameters["level"] > 0 ? Sharing.Pinned : Sharing.None;

    public static long RegisterCount(WorkloadParameters parameters) => Rungs;

    public static long SharedRootCount(WorkloadParameters parameters) => Rungs;

    public static Ladder Create(in WorkloadContext context)
    {
        long level = context.Parameters["level"];
        return new()
        {
            _left = CommonParameters.Share(context, "steps"),
            _level = level,
            _shared = (int)Math.Clamp(level, 0, Rungs),
            _isFirst = context.Mutator == 0,
            _pinsAll = context.Parameters["pins"] != 0,
            _work = level == BareValue ? default : CommonParameters.WorkOf(context),
            _path = new ObjectRef[level switch { Ceiling => 0, BareValue => 1, _ => Rungs }],
        };
    }

    public StepOutcome SetUp<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        ushort leaf = m.ShapeOf(0, PayloadBytes);
        int forAll = _isFirst ? Rungs : 0;
        for (int own = Rungs - _shared; _made < forAll + own; _made++)
        {
            ObjectRef o = m.New(leaf, (ulong)_made);
            if (o.IsNull)
            {
                return StepOutcome.Suspended;
            }

            if (_pinsAll || _made < forAll)
            {
                m.Pin(o);
            }

            if (_made < forAll)
            {
                m.Publish(_made, o);
            }
            else
            {
                m.Register(_shared + _made - forAll) = o;
            }
        }

        for (int i = 0; i < _path.Length; i++)
        {
            int rung = _level == BareValue ? Value : i;
            _path[i] = rung < _shared ? m.SharedRoot(rung) : m.Register(rung);
        }

        return StepOutcome.Done;
    }

    public StepOutcome Step<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        if (_left == 0)
        {
            return StepOutcome.Done;
        }

        foreach (ObjectRef o in _path)
        {
            m.Touch(o, 1);
        }

        _left--;
        _work.Run();
        return StepOutcome.Stepped;
    }

    /// <summary>Objects of the path that are the shared ones.</summary>
    public readonly ulong[] CheckPart<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        ulong shared = 0;
        for (int rung = 0; rung < Rungs; rung++)
        {
            shared += Array.IndexOf(_path, m.SharedRoot(rung)) >= 0 ? 1ul : 0;
        }

        return [shared];
    }

    /// <summary>Objects touched by several mutators: the level; 0 at levels −1 and 0 and where there is one mutator, 1 at level 5.</summary>
    public static string Check(WorkloadParameters parameters, ulong[] sums)
        => parameters.Mutators > 1 ? $"{sums[0] / (ulong)parameters.Mutators}" : "0";
}
