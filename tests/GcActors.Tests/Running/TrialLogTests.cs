using System.Text.Json.Nodes;
using GcActors.Experiments.Results;
using GcActors.Experiments.Running;
using Xunit;

namespace GcActors.Tests.Running;

public sealed class TrialLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string LogFile => _folder.New("trials.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_torn_last_line_is_cut_off_and_the_log_goes_on_after_it()
    {
        File.WriteAllText(LogFile, "{\"key\":\"a\"}\n{\"key\":\"b\",\"wall\":[1,2");
        using (var log = TrialLog.Open(LogFile))
            log.Append(new ResultRow(new JsonObject { ["key"] = "b" }));
        Assert.Equal("{\"key\":\"a\"}\n{\"key\":\"b\"}\n", File.ReadAllText(LogFile));
    }

    [Fact]
    public void A_broken_line_that_is_whole_is_an_error_with_its_number()
    {
        File.WriteAllText(LogFile, "{\"key\":\"a\"}\nnot json\n");
        Assert.Contains("trials.jsonl:2: not a row", Assert.Throws<ExperimentFileException>(() => TrialLog.Open(LogFile)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void No_row_is_in_the_log_twice()
    {
        using (var log = TrialLog.Open(LogFile))
        {
            log.Append(new ResultRow(new JsonObject { ["key"] = "a" }));
            Assert.Throws<InvalidOperationException>(() => log.Append(new ResultRow(new JsonObject { ["key"] = "a" })));
        }

        File.AppendAllText(LogFile, "{\"key\":\"a\"}\n");
        Assert.Contains("occurs twice", Assert.Throws<ExperimentFileException>(() => TrialLog.Open(LogFile)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_runs_cannot_write_one_log()
    {
        using var log = TrialLog.Open(LogFile);
        Assert.Contains("another run", Assert.Throws<ExperimentFileException>(() => TrialLog.Open(LogFile)).Message, StringComparison.Ordinal);
    }
}
