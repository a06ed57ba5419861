using System.Text.Json.Nodes;
using GcActors.Experiments.Predicates;
using GcActors.Experiments.Results;
using GcActors.Experiments.Running;
using Xunit;

namespace GcActors.Tests.Running;

public sealed class ShardTests : IDisposable
{
    private readonly RunFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("3/16", 3, 16)]
    [InlineData("1/1", 1, 1)]
    public void A_shard_is_a_number_of_a_number(string text, int index, int count) =>
        Assert.Equal(new Shard(index, count), Shard.Parse(text, _ => null));

    [Theory]
    [InlineData("0/4")]
    [InlineData("5/4")]
    [InlineData("4")]
    [InlineData("a/b")]
    public void Anything_else_is_refused(string text) =>
        Assert.Contains("is not I/N", Assert.Throws<ExperimentFileException>(() => Shard.Parse(text, _ => null)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_task_of_an_array_is_a_shard()
    {
        var array = new Dictionary<string, string> { ["SLURM_ARRAY_TASK_ID"] = "7", ["SLURM_ARRAY_TASK_MIN"] = "3", ["SLURM_ARRAY_TASK_COUNT"] = "4", ["SLURM_ARRAY_TASK_STEP"] = "2" };
        Assert.Equal(new Shard(3, 4), Shard.Parse("auto", name => array.GetValueOrDefault(name)));
        Assert.Contains("SLURM_ARRAY_TASK_ID", Assert.Throws<ExperimentFileException>(() => Shard.Parse("auto", _ => null)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(7)]
    public void Shards_come_to_what_one_process_comes_to(int count)
    {
        using var whole = new RunFixture();
        ExperimentResult one = whole.Run(new SyntheticMachine());
        foreach (int index in Enumerable.Range(1, count).Reverse())
            RunShard(new SyntheticMachine(), index, count);
        (ExperimentResult merged, IReadOnlyList<string> missing) = ShardMerge.Merge(_fixture.Out);
        Assert.Empty(missing);
        Assert.Equal(one.VerdictSentence, merged.VerdictSentence);
        Assert.Equal(Deterministic(whole.Rows()), Deterministic(_fixture.Rows()));
        foreach (string file in new[] { "summary.csv", "verdict.json", "figures/locking-cost.svg" })
            Assert.Equal(File.ReadAllText(Path.Combine(whole.Out, file)), File.ReadAllText(Path.Combine(_fixture.Out, file)));
        string first = File.ReadAllText(Path.Combine(_fixture.Out, "trials.jsonl"));
        ShardMerge.Merge(_fixture.Out);
        Assert.Equal(first, File.ReadAllText(Path.Combine(_fixture.Out, "trials.jsonl")));
    }

    [Fact]
    public void What_is_missing_is_said_and_nothing_passes()
    {
        RunShard(new SyntheticMachine(), 1, 3);
        Kill(2, 3, after: 7);
        (ExperimentResult result, IReadOnlyList<string> missing) = ShardMerge.Merge(_fixture.Out);
        Assert.Equal(2, missing.Count);
        Assert.StartsWith("shard 2/3 lacks 31 of 38 invocations, the first: ", missing[0], StringComparison.Ordinal);
        Assert.Equal("shard 3/3 has not begun (19 invocations)", missing[1]);
        Assert.Equal((true, Truth.Unknown), (result.IsInterrupted, result.Overall));

        RunShard(new SyntheticMachine(), 2, 3);
        RunShard(new SyntheticMachine(), 3, 3);
        Assert.Equal(Truth.True, ShardMerge.Merge(_fixture.Out).Result.Overall);
    }

    [Fact]
    public void Each_shard_repeats_its_own_failures_between_its_own_canaries()
    {
        for (int index = 1; index <= 2; index++)
        {
            bool failed = false;
            RunShard(
                new SyntheticMachine
                {
                    Disturb = (invocation, row) =>
                    {
                        if (failed || invocation.Kind != InvocationKind.Timed)
                            return row;
                        failed = true;
                        return new JsonObject { ["outcome"] = "failed", ["reason"] = "crashed" };
                    },
                },
                index, 2);
        }

        (ExperimentResult result, IReadOnlyList<string> missing) = ShardMerge.Merge(_fixture.Out);
        Assert.Empty(missing);
        Assert.Equal(Truth.True, result.Overall);
        Assert.Equal(["round-1/shard-1", "round-1/shard-2"], _fixture.Rows().Where(row => row.Round == 1).Select(row => row.Group).Distinct());
    }

    [Fact]
    public void Another_number_of_shards_is_another_run()
    {
        RunShard(new SyntheticMachine(), 1, 3);
        Assert.Contains("'shards' was 3 and is 4", Assert.Throws<ExperimentFileException>(() => RunShard(new SyntheticMachine(), 1, 4)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shards_need_a_folder_in_common() => Assert.Contains("--shard needs --out", Assert.Throws<ExperimentFileException>(() =>
        ExperimentRunner.RunShard(_fixture.Options(new SyntheticMachine()) with { Shard = new Shard(1, 2), Out = null })).Message, StringComparison.Ordinal);

    private void RunShard(SyntheticMachine machine, int index, int count, CancellationToken cancellation = default) =>
        ExperimentRunner.RunShard(_fixture.Options(machine) with { Shard = new Shard(index, count) }, cancellation);

    private void Kill(int index, int count, int after)
    {
        using var cancel = new CancellationTokenSource();
        int ended = 0;
        RunShard(
            new SyntheticMachine
            {
                Disturb = (_, row) =>
                {
                    if (++ended == after)
                        cancel.Cancel();
                    return row;
                },
            },
            index, count, cancel.Token);
    }

    /// <summary>Everything but the clock's, and which shard it was.</summary>
    private static IEnumerable<string> Deterministic(IReadOnlyList<ResultRow> rows) => rows.Select(row =>
    {
        JsonObject copy = row.Json.DeepClone().AsObject();
        foreach (string key in new[] { "started_utc", "load_before", "shard", "node" })
            copy.Remove(key);
        return copy.ToJsonString();
    });
}
