using System.Text.Json.Nodes;
using GcActors.Cli;
using GcActors.Cli.Sweeps;
using GcActors.Core.Protocol;
using GcActors.Experiments.Running;
using GcActors.Experiments.Settings;
using GcActors.Tests.Running;
using GcActors.Tests.Settings;
using Xunit;

namespace GcActors.Tests.Cli;

public sealed class HeapMultipleTests : IDisposable
{
    private const long Needed = 8L << 20;

    private readonly TemporaryFolder _folder = new();
    private int _trials;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_multiple_is_of_the_smallest_heap_which_is_searched_once_and_kept()
    {
        HeapMultiples heaps = Create();
        Assert.Equal($"{Needed * 3 / 2}", heaps.Resolve(Cell("1.5x"))["heap.limit_bytes"]);
        int searched = _trials;
        Assert.True(searched > 3);
        Assert.Equal($"{Needed * 3}", heaps.Resolve(Cell("3x"))["heap.limit_bytes"]);
        Assert.Equal(searched, _trials);

        heaps.Save(_folder.Path);
        Assert.Equal($"{Needed * 2}", Create().Resolve(Cell("2x"))["heap.limit_bytes"]);
        Assert.Equal(searched, _trials);
        Assert.Single(JsonNode.Parse(File.ReadAllText(_folder.New("minheap.json")))!.AsObject());
    }

    [Fact]
    public void A_number_of_bytes_is_taken_as_it_is_and_a_dry_run_searches_nothing()
    {
        Assert.Equal("5242880", Create().Resolve(Cell("5242880"))["heap.limit_bytes"]);
        Assert.Equal("3x", Create(isDryRun: true).Resolve(Cell("3x"))["heap.limit_bytes"]);
        Assert.Equal(0, _trials);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("0.5x")]
    [InlineData("-2x")]
    public void Anything_else_is_refused(string limit) => Assert.Contains(
        $"'{limit}' is no multiple of the smallest heap", Assert.Throws<SettingsException>(() => Create().Resolve(Cell(limit))).Message, StringComparison.Ordinal);

    private static Dictionary<string, string> Cell(string limit) => new()
    {
        ["workload"] = "hot", ["mutators"] = "1", ["heap.limit_bytes"] = limit,
    };

    private HeapMultiples Create(bool isDryRun = false) => new(new VerbatimSettings(), _folder.Path, isDryRun, new CliContext
    {
        In = TextReader.Null,
        Out = TextWriter.Null,
        Error = TextWriter.Null,
        Vocabulary = SmallVocabulary.Instance,
        RunTrial = (settings, _, _) =>
        {
            _trials++;
            return new TrialReport { Settings = settings, Outcome = settings.Heap.LimitBytes >= Needed ? TrialOutcome.Passed : TrialOutcome.OutOfMemory };
        },
    });
}
