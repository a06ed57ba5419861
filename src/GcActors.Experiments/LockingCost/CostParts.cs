namespace GcActors.Experiments.LockingCost;

/// <summary>
/// The parts of one strategy's cost as sums over twins (counting-strategies.md 7.3). The whole is thread time: it passes whether a thread runs or waits, since a mutator
/// that sleeps for a lock costs no CPU time and yet is held up. All twins that wait for nothing by their making are taken in CPU time, so that what else ran on the
/// machine is in none of them; in the whole it is W.
/// <code>
/// A = T0                       I + B = T2 − T1'                 H = (whole − T3) − F − L − G − W
/// K = T1 − T0                  F = T6par − T6ser                X = T3 − T1 − (I + B)
/// </code>
/// So A + K + I + B + F + H + L + G + W + X is the whole, T4 in thread time; what is to be judged is X: what the strategy does in turn on the true counts and not on a mirror.
/// A strategy with logs has other twins, and other parts between K and X (<see cref="LogLadder"/>).
/// </summary>
public sealed class CostParts
{
    private const string Cpu = "cpu";

    private readonly LockingCostPlan _plan;
    private readonly LockedStrategy _strategy;
    private readonly RecordedProgram _program;
    private readonly LogLadder? _logs;

    /// <param name="plan">Of the sweep.</param>
    /// <param name="strategy">One of its strategies.</param>
    /// <param name="program">One of its programs.</param>
    public CostParts(LockingCostPlan plan, LockedStrategy strategy, RecordedProgram program)
    {
        _plan = plan;
        _strategy = strategy;
        _program = program;
        _logs = strategy.HasLogs ? new LogLadder(strategy, program) : null;
    }

    /// <summary>The program's name.</summary>
    public string Workload => _plan.Workload;

    public LockedStrategy Strategy => _strategy;

    public RecordedProgram Program => _program;

    /// <summary>The cell that is split.</summary>
    public TwinCell WholeCell => Cell(_strategy.Label, "real", isParallel: true);

    public string Whole => _logs?.Whole ?? WholeCell.Term("T");

    /// <summary>Without twins, so without the reading of decisions.</summary>
    public TwinCell BareCell => Cell(_strategy.Label, "off", isParallel: true);

    /// <summary>The residual by which the sum is judged; empty: nothing can be judged.</summary>
    public string Residual => _logs?.Residual ?? (HasMirrors ? $"{Serial} - {Plain} - {OnMirror(_program)}" : "");

    /// <summary>What locking costs: everything beyond the plain program, except the effect of merely running together.</summary>
    public string Locking => HasMirrors ? $"{Whole} - {Plain} - ({Together})" : $"{Whole} - {Plain}";

    /// <summary>What several mutators at once cost beyond one after the other, and beyond merely running together.</summary>
    public string Meeting => HasMirrors ? $"{Whole} - {Serial} - ({Together})" : $"{Whole} - {Serial}";

    /// <summary>How much longer mutators take for each ns that is added at a place, each time that it is passed: 1 where nothing hides it, and nobody waits for it.</summary>
    public IEnumerable<(DosePlace Place, string Expression)> Exposures => _plan.PlacesOf(_strategy, _program).Select(place => (place, ExposureAt(place)));

    /// <summary>The same without what the scheduler did.</summary>
    public string MeetingInTurn => $"{Meeting} - {WholeCell.Term("run_queue")}";

    /// <summary>In the order of the ladder.</summary>
    public IReadOnlyList<CostPart> All => _logs is { } logs ?
    [
        .. logs.Parts(Application(), Plain, WholeCell.Term("run_queue")), Replay, .. logs.Beside(),
    ]
    :
    [
        .. Application(), .. Instructions(), Running(), Coherence(),
        Wait("L", "waiting for locks of counts", _strategy.HasLocks, "lock_wait", "the strategy has no lock"),
        Wait("G", "waiting for the global lock", _strategy.NeedsGil, "gil_wait", "the strategy has no global lock"),
        Wait("W", "waiting for a core", true, "run_queue", ""),
        new("M, R", "messages and logs of counts", PartKind.ZeroByConstruction, Note: "the strategy has none but the queues of biased counting, which are in B and X"),
        Reclamation(), Rest(), .. Beside(),
    ];

    /// <summary>A sum by the name that claims use: <c>whole</c>, <c>locking</c>, <c>exposure</c>, or a part's key; what is zero by construction is 0, and null what is not known.</summary>
    public string? SumOf(string key) => key switch
    {
        "whole" => Whole,
        "locking" => Locking,
        "meeting" => MeetingInTurn,
        _ when Exposures.FirstOrDefault(exposure => exposure.Place.Key == key) is { Place: not null } exposure => exposure.Expression,
        _ => All.FirstOrDefault(part => part.Key == key) switch
        {
            { Kind: PartKind.ZeroByConstruction } => "0",
            { IsMeasured: true } part => part.Expression,
            _ => null,
        },
    };

    /// <summary>What to say where <see cref="SumOf"/> has no answer.</summary>
    public string WhyNoSum(string key) => All.FirstOrDefault(part => part.Key == key) is { } part
        ? $"'{key}' of {_strategy.Label} is not known apart: {part.Note}"
        : $"{_strategy.Label} with {_program.Mutators} mutators has no sum '{key}' (there are whole, locking, meeting, exposure with doses, {string.Join(", ", All.Select(p => p.Key))})";

    private string ExposureAt(DosePlace place)
    {
        TwinCell cell = Cell(_strategy.Label, place.Twin, isParallel: true);
        string slope = $"slope({cell.Term("T")}, dose)";
        return place.PaidBy is not { } paid ? slope : string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"{slope} / ({place.Scale} * {cell.Term(paid, _plan.DosesNs[0])})");
    }

    private bool HasMirrors => LockingCostPlan.HasMirrors(_strategy, _program);

    private string Serial => _logs?.Serial ?? Term(_strategy.Label, "real", isParallel: false);

    private string Plain => Term(_strategy.Plain, _program.FollowsTape ? "plain" : "counted", isParallel: false);

    private string Together => _strategy.NeedsGil
        ? $"{Term(_strategy.Plain, "plain-private", true)} - {Term(_strategy.Plain, "plain-private", false)}"
        : $"{Term(_strategy.Label, "private", true)} - {Term(_strategy.Label, "private", false)}";

    private RecordedProgram? OneMutator => _plan.Programs.FirstOrDefault(p => p.Mutators == 1);

    private IEnumerable<CostPart> Application()
    {
        if (!_program.FollowsTape)
        {
            yield return new CostPart("A + K", "the program, counting plainly", PartKind.Measured, Plain, $"not separated: {_program.Unconfined}");
            yield break;
        }

        string none = Term(LockedStrategy.PlainLabel, "none", isParallel: false);
        yield return new CostPart("A", "the program without counts", PartKind.Measured, none, "with reading the decisions, see replay");
        yield return new CostPart("K", "plain counting", PartKind.Measured, $"{Plain} - {none}");
    }

    private IEnumerable<CostPart> Instructions()
    {
        if (!HasMirrors)
        {
            yield return new CostPart("I + B + X", "the strategy's instructions and bookkeeping", PartKind.Measured, $"{Serial} - {Plain}", $"not separated: {WhyNoMirrors}");
            yield break;
        }

        if (_strategy.NeedsGil)
        {
            yield return new CostPart("I", "instructions of the counts", PartKind.ZeroByConstruction, Note: "its counts are plain ones");
        }
        else if (!_strategy.HasOwners)
        {
            yield return new CostPart("I", "instructions of the counts", PartKind.Measured, OnMirror(_program));
        }
        else if (!_program.IsParallel)
        {
            yield return new CostPart("I", "instructions of strangers", PartKind.ZeroByConstruction, Note: "one mutator is no stranger to anything");
            yield return new CostPart("B", "bookkeeping of owners", PartKind.Measured, OnMirror(_program));
            yield break;
        }
        else if (OneMutator is { } alone)
        {
            yield return new CostPart("I", "instructions of strangers", PartKind.Measured, $"{OnMirror(_program)} - {OnMirror(alone)}");
            yield return new CostPart("B", "bookkeeping of owners", PartKind.Measured, OnMirror(alone), "as with one mutator");
            yield break;
        }
        else
        {
            yield return new CostPart("I + B", "instructions of strangers, bookkeeping of owners", PartKind.Measured, OnMirror(_program), "not separated: add 1 to --mutators");
            yield break;
        }

        yield return new CostPart("B", "bookkeeping of owners", PartKind.ZeroByConstruction, Note: "objects have no owner");
    }

    private CostPart Running() => HasMirrors
        ? new CostPart("F", "merely running together", PartKind.Measured, Together)
        : new CostPart("F", "merely running together", PartKind.NotSeparated, Note: $"in H: {WhyNoMirrors}");

    private CostPart Coherence()
    {
        string waits = $"{WholeCell.Term("run_queue")}{(_strategy.HasLocks ? $" - {WholeCell.Term("lock_wait")}" : "")}{(_strategy.NeedsGil ? $" - {WholeCell.Term("gil_wait")}" : "")}";
        return new CostPart("H", "lines that move between cores", PartKind.Measured, $"{Meeting} - {waits}",
            _strategy.HasLocks ? "a waiter for a lock that has no core is in L and in W, and so twice out of H" : "");
    }

    private CostPart Wait(string key, string name, bool isPossible, string metric, string whyNot) => isPossible
        ? new CostPart(key, name, PartKind.Measured, WholeCell.Term(metric))
        : new CostPart(key, name, PartKind.ZeroByConstruction, Note: whyNot);

    private CostPart Reclamation() => _strategy.NoMirror is null
        ? new CostPart("Q", "delayed reuse of cells", PartKind.ZeroByConstruction, Note: "no cure: dead cells are used again at once")
        : new CostPart("Q", "delayed reuse of cells", PartKind.NotSeparated, Note: "in I + B + X");

    private CostPart Rest() => HasMirrors
        ? new CostPart("X", "residual", PartKind.Measured, Residual)
        : new CostPart("X", "residual", PartKind.NotSeparated, Note: "in I + B + X: nothing to judge the sum by");

    private CostPart Replay => new("replay", "reading decisions, in A", PartKind.Beside, $"{WholeCell.Term(Cpu)} - {BareCell.Term(Cpu)}");

    private IEnumerable<CostPart> Beside()
    {
        yield return Replay;
        yield return new CostPart("cpu", "CPU time of the whole", PartKind.Beside, WholeCell.Term(Cpu));
        if (!_strategy.NeedsGil)
            yield return new CostPart("H model", "H by the tape: lines that move, times what one takes", PartKind.Beside, WholeCell.Term("transfer"),
                "of counts, not of locks; an upper end where mutators count on one line without a pause");
        if (!HasMirrors || _strategy.NeedsGil || !_program.IsParallel)
            yield break;
        if (_program.FitsLines)
        {
            yield return new CostPart("false sharing", "of H: lines that several counts lie on", PartKind.Beside,
                $"({WholeCell.Term(Cpu)} - {Serial}) - ({Term(_strategy.Label, "padded", true)} - {Term(_strategy.Label, "padded", false)})");
        }

        string plainFirst = $"{Term(_strategy.Plain, "plain", true)} - {Plain} - ({Term(_strategy.Plain, "plain-private", true)} - {Term(_strategy.Plain, "plain-private", false)})";
        yield return new CostPart("H first", "moving lines under plain counts: H in the other order", PartKind.Beside, plainFirst);
        yield return new CostPart("I after H", "instructions when lines move: I, L and W in the other order", PartKind.Beside,
            $"{OnMirror(_program)} + {Meeting} - ({plainFirst})");
    }

    private string WhyNoMirrors => _program.FollowsTape ? $"it {_strategy.NoMirror}" : _program.Unconfined!;

    /// <summary>The strategy's own code against plain counts, both on mirrors, in turn: T2 − T1'.</summary>
    private string OnMirror(RecordedProgram program) => _strategy.NeedsGil
        ? "0"
        : $"({new TwinCell(_strategy.Label, "private", false, program.Mutators).Term(Cpu)} - {new TwinCell(_strategy.Plain, "plain-private", false, program.Mutators).Term(Cpu)})";

    private TwinCell Cell(string strategy, string twin, bool isParallel) => new(strategy, twin, isParallel, _program.Mutators);

    private string Term(string strategy, string twin, bool isParallel) => Cell(strategy, twin, isParallel).Term(Cpu);
}
