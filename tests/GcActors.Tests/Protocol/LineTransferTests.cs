using GcActors.Core.Objects;
using GcActors.Core.Protocol;
using GcActors.Core.Settings;
using GcActors.Runtime;
using Xunit;

namespace GcActors.Tests.Protocol;

/// <summary>How many lines of counts move between cores, of programs whose lines are known.</summary>
public class LineTransferTests
{
    [Theory]
    [InlineData("0 0 0 0", "", 0)]
    [InlineData("0 0 0 0", "1 1 1 1", 0)]
    [InlineData("0 0", "0 0", 3 / 4.0)]
    [InlineData("0 1", "1 0", 2 / 4.0)]
    [InlineData("0 1 0 1", "2 2 2 0", 1 / 8.0)]
    [InlineData("5", "0 0 5", 1 / 4.0)]
    [InlineData("0 1", "0* 0", 0)]
    [InlineData("0 0", "0* 1", 1 / 3.0)]
    [InlineData("", "", 0)]
    public void A_line_moves_when_another_wrote_it_last(string first, string second, double expected)
    {
        using var log = new LineLog(2);
        foreach ((string lines, int mutator) in ((string, int)[])[(first, 0), (second, 1)])
        {
            foreach (string line in lines.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                int number = int.Parse(line.TrimEnd('*'), System.Globalization.CultureInfo.InvariantCulture);
                log.Note(mutator, (number * LineLog.LineBytes) + 48, isBirth: line.EndsWith('*'));
            }
        }

        Assert.Equal(expected, log.TransfersPerOperation());
    }

    [Fact]
    public void The_beginning_of_a_long_run_stands_for_all_of_it()
    {
        using var log = new LineLog(2);
        for (int i = 0; i < LineLog.MostNoted + 1000; i++)
        {
            log.Note(0, 0, isBirth: false);
            log.Note(1, i < LineLog.MostNoted ? 64 : 0, isBirth: false);
        }

        Assert.Equal(0, log.TransfersPerOperation());
    }

    /// <summary>All count on one object: each operation but the first takes its line from the other. With private objects a line that two cells share may move.</summary>
    [Theory]
    [InlineData(1, 100, 0, 0)]
    [InlineData(2, 0, 0, 0.01)]
    [InlineData(2, 100, 0.9, 1)]
    public void A_program_moves_what_it_shares(int mutators, int percent, double least, double most)
    {
        TrialSettings settings = Hot(mutators, percent);
        using Tape tape = Trial.Record(settings, ActorSystems.Create("serial", 1));
        Assert.InRange(tape.LineTransfersPerOperation, least, most);
    }

    [Fact]
    public void What_one_takes_is_measured_in_the_process_that_waits_for_them()
    {
        TrialSettings settings = Hot(2, 100);
        using Tape tape = Trial.Record(settings, ActorSystems.Create("serial", 1));
        TrialReport parallel = Run("real", "threads");
        Assert.Equal(tape.LineTransfersPerOperation, parallel.Extra["line_transfers_per_operation"]);
        Assert.True(parallel.Extra.GetValueOrDefault("line_transfer_ns", 1) > 0);

        Assert.DoesNotContain("line_transfer_ns", Run("real", "serial").Extra.Keys);
        Assert.DoesNotContain("line_transfer_ns", Run("private", "threads").Extra.Keys);

        TrialReport Run(string twin, string runtime) => Trial.Run(
            settings with { Runtime = runtime, Counting = settings.Counting with { Twin = twin } }, ActorSystems.Create(runtime, 1), null, tape);
    }

    [Fact]
    public void Immortal_objects_move_nothing()
    {
        TrialSettings settings = Hot(2, 100);
        using Tape tape = Trial.Record(settings with { Counting = settings.Counting with { Immortal = "pinned" } }, ActorSystems.Create("serial", 1));
        Assert.InRange(tape.LineTransfersPerOperation, 0, 0.01);
    }

    private static TrialSettings Hot(int mutators, int percent)
    {
        TrialSettings small = TrialRuns.Small("hot", "atomic", mutators: mutators);
        return small with
        {
            Runtime = "serial",
            Parameters = new Dictionary<string, string>(small.Parameters) { ["hot_percent"] = percent.ToString(System.Globalization.CultureInfo.InvariantCulture), ["singletons"] = "1" },
            Collection = new CollectionSettings { Trigger = "never", Collector = "backup-trace" },
            Verify = new VerifySettings(),
            Measure = new MeasureSettings { WarmupIterations = 0, Iterations = 1 },
        };
    }
}
