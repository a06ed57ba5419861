using System.Text.Json.Nodes;
using GcActors.Cli;
using GcActors.Experiments.Running;
using Xunit;

namespace GcActors.Tests.Cli;

public class TracedInvokerTests
{
    [Theory]
    [InlineData("file", true)]
    [InlineData("timeline", true)]
    [InlineData("file:elsewhere", false)]
    [InlineData("discard", false)]
    [InlineData("none", false)]
    public void Files_without_a_place_go_into_the_invocation_s_folder_and_the_row_keeps_the_experiment_s_settings(string target, bool isPlaced)
    {
        var inner = new Recorder();
        string folder = Path.Combine(Path.GetTempPath(), $"gcactors-{Guid.NewGuid():N}");
        Invocation invocation = Of(target) with { TraceFolder = folder };

        JsonObject row = new TracedInvoker(inner).Invoke(invocation, CancellationToken.None);

        Assert.Equal(isPlaced, inner.Invoked!.Settings["telemetry.target"].Contains(folder, StringComparison.Ordinal));
        Assert.Equal(target, row["settings"]!["telemetry.target"]!.ToString());
        Assert.Equal(isPlaced ? "traces/abc/block-3-07" : null, row["traces"]?.ToString());
    }

    [Fact]
    public void A_canary_is_no_trial_and_leaves_no_traces()
    {
        Invocation canary = Of("file") with { TraceFolder = "/nowhere", Settings = new Dictionary<string, string> { ["canary"] = "1", ["telemetry.target"] = "file" } };

        Assert.Null(new TracedInvoker(new Recorder()).Invoke(canary, CancellationToken.None)["traces"]);
    }

    [Fact]
    public void What_an_interrupted_run_left_in_the_folder_goes()
    {
        string folder = Directory.CreateTempSubdirectory("gcactors-traced-").FullName;
        File.WriteAllText(Path.Combine(folder, "traces.jsonl"), "{}");

        new TracedInvoker(new Recorder()).Invoke(Of("file") with { TraceFolder = folder }, CancellationToken.None);

        Assert.False(Directory.Exists(folder));
    }

    private static Invocation Of(string target) => new()
    {
        Kind = InvocationKind.Timed,
        Cell = "a",
        Block = 3,
        Round = 0,
        OrderIndex = 7,
        TrialId = "abc",
        Settings = new Dictionary<string, string> { ["telemetry.target"] = target },
        EnvironmentBytes = 0,
        Limit = TimeSpan.FromSeconds(1),
    };

    private sealed class Recorder : ITrialInvoker
    {
        public Invocation? Invoked { get; private set; }

        public JsonObject Invoke(Invocation invocation, CancellationToken cancellation)
        {
            Invoked = invocation;
            return new JsonObject { ["settings"] = new JsonObject(invocation.Settings.Select(s => KeyValuePair.Create(s.Key, (JsonNode?)s.Value))) };
        }
    }
}
