using System.Diagnostics;
using System.Text.Json.Nodes;
using GcActors.Cli;
using GcActors.Experiments.Results;
using GcActors.Experiments.Running;
using GcActors.Tests.Repository;
using Xunit;

namespace GcActors.Tests.Running;

/// <summary>Real sweeps in real processes, some killed with no warning. <c>tests/sweep/kill-and-resume.sh</c> does it fifty times.</summary>
public sealed class KillTests : IDisposable
{
    private static readonly string[] Clocks = ["started_utc", "load_before", "shard", "node", "host", "host_hash"];

    private readonly TemporaryFolder _folder = new();

    private static string Program => typeof(ExitCodes).Assembly.Location;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_sweep_that_is_killed_three_times_loses_nothing_and_has_nothing_twice()
    {
        string whole = _folder.New("whole"), killed = _folder.New("killed");
        Wait(Start(whole));
        string log = Path.Combine(killed, "trials.jsonl");
        foreach (int rows in new[] { 1, 9, 17 })
            KillWhenItHas(rows, log, killed);
        File.AppendAllText(log, "{\"key\":\"Timed/torn");

        string said = Wait(Start(killed));

        Assert.Contains("the last line was torn (18 bytes); it was cut off", said, StringComparison.Ordinal);
        Assert.Equal(24, TrialLog.Read(log).Count);
        Assert.Equal(Deterministic(whole), Deterministic(killed));
        Assert.Equal(File.ReadAllText(Path.Combine(whole, "summary.csv")), File.ReadAllText(Path.Combine(killed, "summary.csv")));
    }

    /// <summary>The sweep is simulated: its times are virtual and belong to what must be equal.</summary>
    [Fact]
    public void Runs_and_shards_are_the_same_bytes_in_everything_deterministic()
    {
        string whole = _folder.New("whole"), parts = _folder.New("parts");
        Process[] processes = [Start(whole), .. Enumerable.Range(1, 3).Select(index => Start(parts, "--shard", $"{index}/3"))];
        foreach (Process process in processes)
            Wait(process);
        ShardMerge.Merge(parts);
        Assert.Equal(Deterministic(whole), Deterministic(parts));
        Assert.Equal(File.ReadAllText(Path.Combine(whole, "verdict.json")), File.ReadAllText(Path.Combine(parts, "verdict.json")));
    }

    [Fact]
    public void A_trial_that_takes_longer_than_its_limit_is_a_failed_row()
    {
        var invocation = new Invocation
        {
            Kind = InvocationKind.Timed, Cell = "a", Block = 0, Round = 0, OrderIndex = 1, TrialId = "t", EnvironmentBytes = 0, Limit = TimeSpan.FromSeconds(1),
            Settings = new Dictionary<string, string>
            {
                ["plan"] = "floor", ["workload"] = "hot", ["runtime"] = "simulation", ["collection.trigger"] = "never", ["counting.strategy"] = "atomic",
                ["schedule.pin"] = "none", ["workload.steps"] = "100000000000",
            },
        };
        JsonObject row = new ProcessTrialInvoker(Program).Invoke(invocation, CancellationToken.None);
        Assert.Equal(("failed", "did not end within 1 s"), ((string?)row["outcome"], (string?)row["reason"]));
    }

    private static void KillWhenItHas(int rows, string log, string folder)
    {
        using Process process = Start(folder);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        var waited = Stopwatch.StartNew();
        while (TrialLog.Read(log).Count < rows)
        {
            Assert.False(process.HasExited, process.HasExited ? errors.Result : "");
            Assert.True(waited.Elapsed < TimeSpan.FromMinutes(2), "no row in two minutes");
            Thread.Sleep(5);
        }

        process.Kill();
        process.WaitForExit();
    }

    private static Process Start(string folder, params string[] more) => Process.Start(new ProcessStartInfo(
        "dotnet", [Program, "run", Path.Combine(RepositoryRoot.Path, "tests", "sweep", "tiny"), "--out", folder, "--resume", .. more])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private static string Wait(Process process)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors + output.Result);
        process.Dispose();
        return errors;
    }

    private static IEnumerable<string> Deterministic(string folder) => TrialLog.Read(Path.Combine(folder, "trials.jsonl")).Select(row =>
    {
        JsonObject copy = row.Json.DeepClone().AsObject();
        foreach (string clock in Clocks)
            copy.Remove(clock);
        foreach (JsonNode? iteration in copy["iterations"]!.AsArray())
            iteration!.AsObject().Remove("cpu_ns");
        return copy.ToJsonString();
    });
}
