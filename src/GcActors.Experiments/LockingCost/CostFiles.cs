using System.Text;
using System.Text.Json.Nodes;
using GcActors.Experiments.Results;

namespace GcActors.Experiments.LockingCost;

/// <summary>The splits as <c>parts.csv</c> and <c>parts.json</c>.</summary>
public static class CostFiles
{
    public static string Csv(IReadOnlyList<CostTable> tables)
    {
        var text = new StringBuilder(CsvText.Line(
        [
            "strategy", "mutators", "part", "name", "kind", "estimate_ns", "low_ns", "high_ns", "share", "share_low", "share_high", "hollow_ns", "conclusive", "reason", "note",
            "expression",
        ]));
        foreach ((CostTable table, CostRow row) in tables.SelectMany(table => table.Rows.Append(table.Locking).Select(row => (table, row))))
        {
            text.Append(CsvText.Line(
            [
                table.Parts.Strategy.Label, table.Parts.Program.Mutators, row.Part.Key, row.Part.Name, KindOf(row.Part), row.Cost?.Value.Estimate.Value, row.Cost?.Value.Estimate.Low,
                row.Cost?.Value.Estimate.High, row.Share?.Value.Estimate.Value, row.Share?.Value.Estimate.Low, row.Share?.Value.Estimate.High, row.Cost?.Hollow, row.Cost?.Value.IsConclusive, row.Cost?.Value.Reason,
                row.Part.Note, row.Part.Expression,
            ]));
        }

        return text.ToString();
    }

    public static JsonObject Json(IReadOnlyList<CostTable> tables) => new()
    {
        ["workload"] = tables[0].Parts.Workload,
        ["unit"] = "ns of thread time per counted operation",
        ["splits"] = new JsonArray([.. tables.Select(table => (JsonNode)Json(table))]),
    };

    private static JsonObject Json(CostTable table) => new()
    {
        ["strategy"] = table.Parts.Strategy.Label,
        ["mutators"] = table.Parts.Program.Mutators,
        ["whole_ns"] = Json(table.Whole),
        ["locking_ns"] = Json(table.Locking.Cost),
        ["locking_share"] = Json(table.Locking.Share),
        ["closed"] = table.IsClosed,
        ["operations_per_us"] = Json(table.OperationsPerUs),
        ["exposures"] = new JsonObject([.. table.Exposures.Select(exposure => KeyValuePair.Create(exposure.Place.Site, (JsonNode?)Json(exposure.Value)))]),
        ["operations_per_alloc"] = table.OperationsPerAlloc,
        ["parts"] = new JsonArray([.. table.Rows.Select(row => (JsonNode)new JsonObject
        {
            ["part"] = row.Part.Key,
            ["name"] = row.Part.Name,
            ["kind"] = KindOf(row.Part),
            ["cost_ns"] = Json(row.Cost),
            ["share"] = Json(row.Share),
            ["note"] = row.Part.Note,
            ["expression"] = row.Part.Expression,
        })]),
    };

    private static JsonObject? Json(CostValue? value) => value is null ? null : new JsonObject
    {
        ["estimate"] = Finite(value.Value.Estimate.Value),
        ["low"] = Finite(value.Value.Estimate.Low),
        ["high"] = Finite(value.Value.Estimate.High),
        ["conclusive"] = value.Value.IsConclusive,
        ["reason"] = value.Value.Reason,
        ["hollow"] = Finite(value.Hollow),
    };

    private static JsonValue? Finite(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    private static string KindOf(CostPart part) => part.Kind switch
    {
        PartKind.Measured => "measured",
        PartKind.ZeroByConstruction => "0 by construction",
        PartKind.NotSeparated => "not separated",
        _ => "beside the sum",
    };
}
