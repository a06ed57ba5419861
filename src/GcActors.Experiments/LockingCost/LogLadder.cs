namespace GcActors.Experiments.LockingCost;

/// <summary>
/// The parts of a strategy with logs (counting-strategies.md 7.1, 7.3). The whole is thread time of the mutators and CPU time of the refcount actors, until the last log of
/// the run is applied, and X: what the process used and no actor's clock has seen, beyond what instruments use, which is all there is of it under append.
/// <code>
/// A = T0                  R_append = append − T1            M = discard − append, on threads     R_apply = the refcount actors' clock, real − discard
/// K = T1 − T0             Q = real − discard − R_apply      H = (real − discard)par − (real − discard)ser + appendpar − appendser
/// L = thread time − CPU time − W                            X = slack of real − slack of append, on threads
/// </code>
/// R_append is against plain counting: it is below 0 where a mutator notes less than it would count. In Q is that mutators free nothing any more.
/// Without the two halves (<see cref="LockedStrategy.NoAppend"/>, or no tape to follow) R_append, M and Q are one part.
/// </summary>
/// <param name="strategy">With logs.</param>
/// <param name="program">What is split.</param>
internal sealed class LogLadder(LockedStrategy strategy, RecordedProgram program)
{
    /// <summary>CPU time of mutators and refcount actors.</summary>
    private const string Busy = "busy";

    /// <summary>CPU time of refcount actors.</summary>
    private const string Apply = "apply";

    /// <summary>CPU time of the process that neither mutators nor refcount actors account for.</summary>
    private const string Slack = "slack";

    public string Whole => HasHalves ? $"({Parallel("real").Term("time")} + {Residual})" : Parallel("real").Term("time");

    /// <summary>What no clock of an actor has seen; empty: nothing tells it from instruments.</summary>
    public string Residual => HasHalves ? $"{Parallel("real").Term(Slack)} - {Parallel("append").Term(Slack)}" : "";

    public string Serial => Turn("real").Term(Busy);

    public IEnumerable<CostPart> Parts(IEnumerable<CostPart> application, string plain, string coreWait) =>
    [
        .. application,
        Zero("I", "instructions of the counts", HasHalves ? "what mutators do beside noting, such as exchanging a slot, is in R_append" : "in R_append + M + Q"),
        Zero("B", "bookkeeping of owners", "objects have no owner"),
        .. HasHalves ? Halves(plain) : Undivided(plain),
        new("H", "lines that move between cores", PartKind.Measured, Moving, "those of logs and of what refcount actors write too, so not 0 with one mutator; F is in it"),
        new("F", "merely running together", PartKind.NotSeparated, Note: "in H"),
        new("L", "waiting: for logs to come back, in stops, for the other mutators' end", PartKind.Measured, $"{Parallel("real").Term("T")} - {Parallel("real").Term("cpu")} - {coreWait}"),
        Zero("G", "waiting for the global lock", "the strategy has no global lock"),
        new("W", "waiting of mutators for a core", PartKind.Measured, coreWait, "what refcount actors wait is no mutator's time, unless in L"),
        HasHalves
            ? new("X", "residual", PartKind.Measured, Residual, "what the process used and no actor's clock has seen, beyond instruments")
            : new("X", "residual", PartKind.NotSeparated, Note: "in no part: only a twin without epochs shows what instruments use"),
    ];

    public IEnumerable<CostPart> Beside()
    {
        if (!HasHalves)
        {
            yield break;
        }

        yield return new CostPart("R_apply after H", "applying on a core of its own: R_apply in the other order, against H", PartKind.Beside,
            $"{Parallel("real").Term(Apply)} - {Parallel("discard").Term(Apply)}");
        yield return new CostPart("M in turn", "the same messages, and no thread is woken", PartKind.Beside, $"{Turn("discard").Term(Busy)} - {Turn("append").Term(Busy)}");
    }

    private bool HasHalves => LockingCostPlan.HasHalves(strategy, program);

    private string Moving => HasHalves
        ? $"({BusyBeside("real")} - {BusyBeside("discard")}) - ({Serial} - {Turn("discard").Term(Busy)}) + ({BusyBeside("append")} - {Turn("append").Term(Busy)})"
        : $"{BusyBeside("real")} - {Serial}";

    private IEnumerable<CostPart> Halves(string plain)
    {
        string applying = $"{Turn("real").Term(Apply)} - {Turn("discard").Term(Apply)}";
        yield return new CostPart("R_append", "noting in logs, in the place of plain counting", PartKind.Measured, $"{Turn("append").Term(Busy)} - {plain}",
            "where below 0, noting is less than counting would be; what a list keeps until it is read is noted once, and the rest of its noting is in Q");
        yield return new CostPart("M", "messages of epochs, nothing in them", PartKind.Measured, $"{BusyBeside("discard")} - {BusyBeside("append")}");
        yield return new CostPart("R_apply", "refcount actors apply logs, and free", PartKind.Measured, applying);
        yield return new CostPart("Q", "cells are used again later, registers are noted; mutators free nothing", PartKind.Measured,
            $"{Serial} - {Turn("discard").Term(Busy)} - ({applying})", "where below 0, what the mutators no longer free is in R_apply");
    }

    private IEnumerable<CostPart> Undivided(string plain)
    {
        yield return new CostPart("R_apply", "refcount actors apply logs, and free", PartKind.Measured, Turn("real").Term(Apply), "with handling its messages");
        yield return new CostPart("R_append + M + Q", "noting, messages, cells used again later; mutators free nothing", PartKind.Measured,
            $"{Serial} - {plain} - {Turn("real").Term(Apply)}", $"not separated: {strategy.NoAppend ?? program.Unconfined}");
    }

    private static CostPart Zero(string key, string name, string why) => new(key, name, PartKind.ZeroByConstruction, Note: why);

    private string BusyBeside(string twin) => Parallel(twin).Term(Busy);

    private TwinCell Turn(string twin) => new(strategy.Label, twin, IsParallel: false, program.Mutators);

    private TwinCell Parallel(string twin) => new(strategy.Label, twin, IsParallel: true, program.Mutators);
}
