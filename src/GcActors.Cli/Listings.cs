using System.Text.Json.Nodes;
using GcActors.Core;
using GcActors.Core.Telemetry;
using GcActors.Core.Wording;
using GcActors.Core.Workloads;
using GcActors.Experiments.Matrix;
using GcActors.Experiments.Settings;

namespace GcActors.Cli;

/// <summary>Everything that <c>list</c> can list.</summary>
internal static class Listings
{
    private static readonly Dictionary<string, Func<Vocabulary, Listing>> ByName = new(StringComparer.Ordinal)
    {
        ["plans"] = Plans,
        ["counters"] = Counters,
        ["collectors"] = vocabulary => Entries(vocabulary.Collectors),
        ["allocators"] = vocabulary => Entries(vocabulary.Allocators),
        ["workloads"] = Workloads,
        ["combinations"] = _ => AllCombinations(),
        ["experiments"] = _ => Experiments(),
        ["settings"] = _ => Settings(),
        ["metrics"] = _ => MetricNames(),
        ["spans"] = _ => SpanNames(),
    };

    public static IReadOnlyCollection<string> Names => ByName.Keys;

    /// <exception cref="SettingsException">Nothing of that name can be listed.</exception>
    public static Listing Read(string what, Vocabulary vocabulary) => ByName.TryGetValue(what, out Func<Vocabulary, Listing>? read)
        ? read(vocabulary)
        : throw new SettingsException("gcactors list", $"unknown word '{what}'{NearestName.Hint(what, Names, "one of")}");

    private static Listing Plans(Vocabulary vocabulary) => new(["name", "summary", "source"],
        [.. PlanCatalog.Names.Select(name => Of(PlanCatalog.Load(name, vocabulary, "gcactors list")))]);

    private static JsonObject Of(Plan plan)
    {
        JsonObject settings = FlatSettingsJson.Write(new SortedDictionary<string, string>(
            plan.Settings.ToDictionary(s => s.Key, s => s.Value), StringComparer.Ordinal));
        return new JsonObject
        {
            ["name"] = plan.Name,
            ["summary"] = plan.Summary,
            ["source"] = plan.Source,
            ["settings"] = settings,
            ["departures"] = Texts(plan.Departures),
        };
    }

    private static Listing Counters(Vocabulary vocabulary) => new(["name", "summary", "forms", "source"], [.. vocabulary.Counters.Select(entry =>
    {
        JsonObject counter = Of(entry);
        counter["forms"] = Texts(Catalog.CounterForms.Where(f => f.Strategy == entry.Name).Select(f => f.Name));
        return counter;
    })]);

    private static Listing Entries(IReadOnlyList<CatalogEntry> entries) => new(["name", "summary", "source"], [.. entries.Select(Of)]);

    private static JsonObject Of(CatalogEntry entry) =>
        new() { ["name"] = entry.Name, ["summary"] = entry.Summary, ["source"] = entry.Source };

    private static Listing Workloads(Vocabulary vocabulary) => new(["name", "summary", "parameters"], [.. vocabulary.Workloads.Select(entry =>
    {
        JsonObject workload = Of(entry);
        workload["parameters"] = new JsonArray([.. vocabulary.ParametersOf(entry.Name).Select(Of)]);
        return workload;
    })]);

    private static JsonObject Of(WorkloadParameter parameter) => new()
    {
        ["name"] = parameter.Name,
        ["default"] = WorkloadParameterText.DefaultOf(parameter),
        ["small"] = WorkloadParameterText.SmallOf(parameter),
        ["min"] = parameter.Min,
        ["max"] = parameter.Max,
        ["choices"] = parameter.Choices is { } choices ? Texts(choices) : null,
        ["description"] = parameter.Description,
    };

    private static Listing AllCombinations() => new(["workload", "variant", "shares", "counter", "collector", "allocator", "refusal"],
        [.. Combinations.All(mutators: 2).Select(c => new JsonObject
        {
            ["workload"] = c.Workload,
            ["variant"] = c.Variant,
            ["shares"] = c.Shares,
            ["counter"] = c.Strategy,
            ["collector"] = c.Collector,
            ["allocator"] = c.Allocator,
            ["refusal"] = c.Refusal,
        })]);

    private static Listing Experiments() => new(["name", "summary", "path"], [.. ExperimentFolders.All().Select(folder => new JsonObject
    {
        ["name"] = folder.Name,
        ["summary"] = folder.Summary,
        ["path"] = folder.Path,
    })]);

    private static Listing Settings() => new(["key", "default", "expected", "description"], [.. SettingsCatalog.All.Select(d => new JsonObject
    {
        ["key"] = d.Key,
        ["type"] = d.Kind.ToString().ToLowerInvariant(),
        ["default"] = d.Default,
        ["expected"] = d.Expected,
        ["min"] = d.Kind == SettingKind.Number ? d.Min : null,
        ["max"] = d.Kind == SettingKind.Number ? d.Max : null,
        ["choices"] = Texts(d.Choices),
        ["description"] = d.Description,
    })]);

    private static Listing MetricNames() => new(["name", "kind", "unit", "description", "attributes"], [.. Metrics.All.Select(m => new JsonObject
    {
        ["name"] = m.Name,
        ["scope"] = m.Scope,
        ["kind"] = SnakeCase.KebabOf(m.Kind.ToString()),
        ["unit"] = m.Unit,
        ["attributes"] = new JsonArray([.. m.Attributes.Select(Of)]),
        ["description"] = m.Description,
    })]);

    private static Listing SpanNames() => new(["name", "parent", "description", "attributes"], [.. Spans.All.Select(s => new JsonObject
    {
        ["name"] = s.Name,
        ["parent"] = s.Parent,
        ["kind"] = SnakeCase.KebabOf(s.Kind.ToString()),
        ["attributes"] = new JsonArray([.. s.Attributes.Prepend(Attributes.Actor).Select(Of)]),
        ["description"] = s.Description,
    })]);

    private static JsonObject Of(AttributeDefinition attribute) => new() { ["name"] = attribute.Name, ["description"] = attribute.Description };

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(t => (JsonNode)t)];
}
