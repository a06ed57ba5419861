using GcActors.Experiments.Results;

namespace GcActors.Experiments.Running;

/// <summary>Which rows count. Needs whole groups, because drift (G3) is known only with a group's last canary.</summary>
internal sealed class RowJudge
{
    private readonly IReadOnlyList<ResultRow> _rows;
    private readonly Dictionary<string, GateResult> _drift;
    private readonly Dictionary<string, ResultRow> _verifications;

    public RowJudge(IEnumerable<ResultRow> rows)
    {
        _rows = [.. rows];
        _drift = _rows.Where(row => row.IsCanary).GroupBy(row => row.Group).ToDictionary(group => group.Key, DriftOf);
        _verifications = _rows.Where(row => row.Kind == nameof(InvocationKind.Verify)).ToDictionary(row => row.Cell);
    }

    /// <summary>Why a timed row does not count: the outcome, or the first gate that failed; null when it counts.</summary>
    public string? Objection(ResultRow row)
    {
        if (!row.IsPassed)
            return $"{row.Outcome}: {row.Reason}";
        string? stored = GateNames.FirstOrDefault(gate => row.Gate(gate) == false);
        if (stored is not null)
            return $"{stored}: {row.GateReason(stored)}";
        if (_drift.TryGetValue(row.Group, out GateResult? drift) && drift.Passed == false)
            return $"{Gates.CanaryDrift}: {drift.Reason}";
        return _verifications.TryGetValue(row.Cell, out ResultRow? verification) && !IsClean(verification)
            ? $"{Gates.Verified}: the verifying invocation did not end clean: {verification.Reason}"
            : null;
    }

    /// <summary>The last row of each cell and block that counts.</summary>
    public IEnumerable<ResultRow> ValidRows() => Places().Select(place => place.LastOrDefault(row => Objection(row) is null)).OfType<ResultRow>();

    /// <summary>The first row of each cell and block that ended, whatever the gates say: what would count if nothing were excluded.</summary>
    public IEnumerable<ResultRow> RowsBeforeGates() => Places().Select(place => place.FirstOrDefault(row => row.IsPassed)).OfType<ResultRow>();

    /// <summary>Places of the plan that were run and have no row that counts.</summary>
    public IReadOnlyList<(string Cell, int Block)> FailedPlaces() =>
        [.. Places().Where(place => place.All(row => Objection(row) is not null)).Select(place => place.Key)];

    /// <summary>The gate that most of a cell's missing blocks failed, or the outcome they had.</summary>
    public string GateOf(string cell) =>
        ObjectionsOf(cell).GroupBy(Head).OrderByDescending(g => g.Count()).Select(g => g.Key).FirstOrDefault(NotRun);

    /// <summary>What the invocations of a cell failed, most frequent first: the gate that a predicate names.</summary>
    public string WhyMissing(string cell)
    {
        string[] objections = [.. ObjectionsOf(cell)];
        return objections.Length == 0
            ? NotRun
            : string.Join(", ", objections.GroupBy(Head).OrderByDescending(g => g.Count()).Select(g => $"{g.Count()} × {g.Last()}"));
    }

    private const string NotRun = "not run";

    private static readonly string[] GateNames =
        [Gates.Untraced, Gates.Overlap, Gates.HostCollector, Gates.SameWork, Gates.Steady, Gates.Clock, Gates.Memory, Gates.Build];

    private static string Head(string objection) => objection.Split(':')[0];

    private IEnumerable<string> ObjectionsOf(string cell) => Places()
        .Where(place => place.Key.Cell == cell && place.All(row => Objection(row) is not null)).Select(place => Objection(place.Last())!);

    private IEnumerable<IGrouping<(string Cell, int Block), ResultRow>> Places() =>
        _rows.Where(row => row.IsTimed).GroupBy(row => (row.Cell, row.Block));

    private static GateResult DriftOf(IEnumerable<ResultRow> canaries)
    {
        ResultRow[] rows = [.. canaries];
        return Gates.JudgeDrift(
            rows.FirstOrDefault(row => row.Cell == Invocation.CanaryFirst), rows.LastOrDefault(row => row.Cell == Invocation.CanaryLast));
    }

    private static bool IsClean(ResultRow verification) =>
        verification.IsPassed && (verification.Json["verifier"]?["violations"] as System.Text.Json.Nodes.JsonArray ?? []).Count == 0;
}
