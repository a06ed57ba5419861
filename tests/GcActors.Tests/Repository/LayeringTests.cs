using System.Reflection;
using GcActors.Core.Actors;
using GcActors.Core.Protocol;
using GcActors.Experiments.Settings;
using GcActors.Runtime;
using GcActors.Telemetry;
using Xunit;

namespace GcActors.Tests.Repository;

/// <summary>The directions of the design: <c>Cli → Experiments → Core ← Runtime</c>, <c>Cli → Telemetry → Core</c>, and the layers inside the core. A new arrow fails here first.</summary>
public class LayeringTests
{
    /// <summary>From the bottom to the top: a namespace may use itself and those before it. Actors, Settings, Host, Wording and Telemetry use nobody.</summary>
    private static readonly string[] s_layers =
    [
        "Memory", "Objects", "Counting", "Exploring", "Collection", "Mutators", "Python", "Workloads", "Catalogs", "Protocol", "Probes", "Scenarios",
    ];

    private static readonly string[] s_free = ["Actors", "Settings", "Host", "Wording", "Telemetry"];

    [Fact]
    public void The_core_references_no_other_assembly_of_ours() => Assert.Empty(OwnReferencesOf(typeof(Trial).Assembly));

    [Fact]
    public void The_runtime_references_only_the_core() => Assert.Equal(["GcActors.Core"], OwnReferencesOf(typeof(ActorSystems).Assembly));

    [Fact]
    public void The_experiments_reference_only_the_core() => Assert.Equal(["GcActors.Core"], OwnReferencesOf(typeof(SettingsCatalog).Assembly));

    [Fact]
    public void The_telemetry_references_only_the_core() => Assert.Equal(["GcActors.Core"], OwnReferencesOf(typeof(TelemetrySession).Assembly));

    /// <summary>OpenTelemetry's packages are its own: who measures knows names and sources only.</summary>
    [Fact]
    public void Only_the_command_line_references_the_telemetry() => Assert.All(
        [typeof(Trial).Assembly, typeof(ActorSystems).Assembly, typeof(SettingsCatalog).Assembly],
        assembly => Assert.DoesNotContain(assembly.GetReferencedAssemblies(), r => r.Name!.Contains("Telemetry", StringComparison.Ordinal)));

    [Fact]
    public void Inside_the_core_every_arrow_points_down()
    {
        string[] wrong = [.. NamespaceGraph.Of(typeof(IActorSystem).Assembly.Location).Arrows
            .Select(arrow => (From: Layer(arrow.From), To: Layer(arrow.To)))
            .Where(arrow => !IsAllowed(arrow.From, arrow.To))
            .Select(arrow => $"{arrow.From} → {arrow.To}")
            .Order(StringComparer.Ordinal)];
        Assert.Empty(wrong);
    }

    [Fact]
    public void The_graph_sees_what_a_method_body_uses() =>
        Assert.Contains(("GcActors.Core.Protocol", "GcActors.Core.Collection"), NamespaceGraph.Of(typeof(IActorSystem).Assembly.Location).Arrows);

    private static bool IsAllowed(string from, string to)
    {
        if (Array.IndexOf(s_free, to) >= 0)
        {
            return true;
        }

        if (from == to)
        {
            return true;
        }

        int fromLayer = Array.IndexOf(s_layers, from);
        int toLayer = Array.IndexOf(s_layers, to);
        return fromLayer >= 0 && toLayer >= 0 && toLayer < fromLayer;
    }

    /// <summary>The catalog itself stands in the root namespace, beside its entries' folder; a folder inside a layer belongs to it.</summary>
    private static string Layer(string name) => name == "GcActors.Core" ? "Catalogs" : name.Split('.')[2];

    private static string[] OwnReferencesOf(Assembly assembly) => [.. assembly.GetReferencedAssemblies()
        .Select(reference => reference.Name!)
        .Where(name => name.StartsWith("GcActors", StringComparison.OrdinalIgnoreCase))
        .Order(StringComparer.Ordinal)];
}
