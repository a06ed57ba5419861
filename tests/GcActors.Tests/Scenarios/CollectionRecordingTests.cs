using GcActors.Core.Scenarios;
using GcActors.Core.Scenarios.Explaining;
using Xunit;

namespace GcActors.Tests.Scenarios;

public class CollectionRecordingTests
{
    [Theory]
    [MemberData(nameof(OracleTests.Expectations), MemberType = typeof(OracleTests))]
    public void Recording_changes_no_row(string name, string version)
    {
        string path = Path.Combine(OracleFiles.Folder, $"{name}.gcs");
        int line = Array.FindIndex(File.ReadAllLines(path), text => text.TrimStart().StartsWith("collect", StringComparison.Ordinal)) + 1;
        IReadOnlyList<ScenarioRow> expected = ScenarioRowReader.ReadFile(Path.Combine(OracleFiles.Folder, $"{name}.{version}.jsonl"));
        CollectionRecording recording = new(line, 1);

        List<ScenarioRow> rows = OracleTests.Run(ScenarioParser.ParseFile(path), version, recording: recording);

        Assert.Null(ScenarioComparison.FirstDifference(expected, rows));
        if (recording.Collection is { } record)
        {
            CheckBooks(record);
        }
    }

    [Fact]
    public void The_side_table_is_what_is_recorded()
    {
        RecordedCollection record = Record("""
            let a = list
            let b = list a
            append a b
            let c = list b
            del b
            collect
            """, 6);

        Assert.Equal([(2, 1), (2, 0), (1, 1)], record.Region.Select(o => (o.Counts!.Count, o.Counts.GcRefs)));
        Assert.Equal(["a"], record[1].Counts!.Roots);
        Assert.Equal(new RecordedOrigin(1, "[0]"), record[2].Counts!.ReachedFrom);
        Assert.Equal([1, 2, 3], record.Survivors);
    }

    [Fact]
    public void An_older_object_that_holds_a_young_one_is_named()
    {
        RecordedCollection record = Record("""
            let old = list
            collect
            let young = list
            append old young
            del young
            collect 0
            """, 6);

        RecordedObject young = Assert.Single(record.Region);
        RecordedOrigin holder = Assert.Single(young.Counts!.Holders);
        Assert.Equal((1, "[0]", 2, "old"), (young.Counts.GcRefs, holder.Name, record[holder.Holder].Generation, record[holder.Holder].BornAs));
        Assert.Equal(0, young.Counts.OtherReferences);
    }

    [Fact]
    public void Deaths_have_an_order_and_a_cause()
    {
        RecordedCollection record = Record("""
            let a = list
            let b = list a
            append a b
            let tail = leaf
            append b tail
            del a b tail
            collect
            """, 7);

        Assert.Equal(
            [(StepKind.Cleared, 1, 0), (StepKind.Died, 2, 1), (StepKind.Died, 3, 2), (StepKind.Died, 1, 0)],
            record.Steps.Select(step => (step.Kind, step.Number, step.Other)));
        Assert.All(record.Objects, o => Assert.Equal(Fate.Dead, o.Fate));
    }

    [Fact]
    public void A_rescued_object_is_counted_twice()
    {
        RecordedCollection record = Record("""
            finalizer rescue
              global saved
              let saved = self
            end
            let a = slots rescue "a"
            set a.a = a
            del a
            collect
            """, 8);

        RecordedObject a = Assert.Single(record.Region);
        Assert.Equal((1, 0, 2, 1), (a.Counts!.Count, a.Counts.GcRefs, a.SecondCounts!.Count, a.SecondCounts.GcRefs));
        Assert.Equal((Fate.Resurrected, "saved", 0L), (a.Fate, Assert.Single(a.SecondCounts.Roots), record.Collected));
    }

    [Theory]
    [InlineData("3.9")]
    [InlineData("3.12")]
    public void A_collection_in_a_called_body_belongs_to_the_call_too(string version)
    {
        const string Text = """
            function f x
              collect
              collect
            end
            let a = list
            call f a
            """;
        CollectionRecording recording = new(6, 2);

        OracleTests.Run(ScenarioParser.Parse(Text, "t"), version, recording: recording);

        Assert.Equal((3, 2), (recording.Collection!.Line, recording.Occurrences));
        Assert.Equal([2, 3], recording.CollectionsByLine.Keys);
        RecordedObject a = Assert.Single(recording.Collection.Region);
        string[] roots = version == "3.9" ? ["a", "a temporary", "x in f"] : ["a", "x in f"];
        Assert.Equal(roots, a.Counts!.Roots);
    }

    /// <summary>What must hold of every collection.</summary>
    private static void CheckBooks(RecordedCollection record)
    {
        Assert.Equal(record.Region.Count(), record.Survivors.Count + record.Unreachable.Count);
        Assert.All(record.Unreachable, number => Assert.Equal(0, record[number].Counts!.GcRefs));
        Assert.All(record.Survivors, number => Assert.True(record[number].Counts is { GcRefs: > 0 } or { ReachedFrom: not null }));
        Assert.All(record.Region, o => Assert.Equal(o.Counts!.GcRefs, o.Counts.Roots.Count + o.Counts.Holders.Count + o.Counts.OtherReferences));
        Assert.All(record.Region, o => Assert.Equal(o.Counts!.Count - o.Counts.GcRefs, Inside(record, o.Number)));
    }

    private static int Inside(RecordedCollection record, int number) =>
        record.Objects.Count > 1000 ? record[number].Counts!.Count - record[number].Counts!.GcRefs
            : record.Region.Sum(o => o.References.Count(r => r.Target == number));

    private static RecordedCollection Record(string text, int line)
    {
        CollectionRecording recording = new(line, 1);
        OracleTests.Run(ScenarioParser.Parse(text, "t"), "3.12", recording: recording);
        return recording.Collection!;
    }
}
