using System.Text.Json.Nodes;
using GcActors.Core.Scenarios;
using Xunit;

namespace GcActors.Tests.Scenarios;

public class ScenarioRowTests
{
    public static TheoryData<string> Outputs() => [.. OracleFiles.Expectations.Select(path => Path.GetFileName(path))];

    [Theory]
    [MemberData(nameof(Outputs))]
    public void What_was_read_is_written_as_Python_wrote_it(string name)
    {
        string path = Path.Combine(OracleFiles.Folder, name);

        Assert.Equal(File.ReadLines(path), ScenarioRowReader.ReadFile(path).Select(ScenarioRowWriter.Format));
    }

    [Theory]
    [InlineData("\"\u00e9\\u0001\u007f\\\"\\\\\\n/\"", """ "\u00e9\u0001\u007f\"\\\n/" """)]
    [InlineData("\"\U0001F600\"", """ "\ud83d\ude00" """)]
    [InlineData("{\"b\":[1,{}],\"a\":null}", """ {"b": [1, {}], "a": null} """)]
    [InlineData("123456789012345678901234567890", " 123456789012345678901234567890 ")]
    [InlineData("-0", " 0 ")]
    [InlineData("1e2", " 100.0 ")]
    [InlineData("1.50", " 1.5 ")]
    [InlineData("0.1", " 0.1 ")]
    [InlineData("1e16", " 1e+16 ")]
    [InlineData("0.00001", " 1e-05 ")]
    public void Values_are_written_as_json_dumps_writes_them(string json, string written)
    {
        ScenarioRow row = new(1, 2, "show", "x", [], JsonNode.Parse(json));

        Assert.Equal($"{{\"i\": 1, \"line\": 2, \"show\": \"x\", \"args\": [], \"value\": {written.Trim()}}}", ScenarioRowWriter.Format(row));
    }

    [Theory]
    [InlineData("true", "1", true)]
    [InlineData("[1, 2]", "[1.0, 2]", true)]
    [InlineData("[1, 2]", "[1]", false)]
    [InlineData("\"1\"", "1", false)]
    [InlineData("{\"a\": 1, \"b\": null}", "{\"b\": null, \"a\": 1}", true)]
    [InlineData("null", "0", false)]
    public void An_expectation_is_met_when_Python_finds_it_equal(string value, string want, bool isMet) =>
        Assert.Equal(isMet, new ScenarioRow(1, 1, "expect", "x", [], JsonNode.Parse(value), JsonNode.Parse(want)).Ok);

    [Fact]
    public void A_value_of_ours_equals_one_that_was_read() => Assert.Null(ScenarioComparison.FirstDifference(
        ScenarioRowReader.Read(["""{"i": 1, "line": 2, "show": "count", "args": [], "value": [1, 0, true]}"""], "f"),
        [new ScenarioRow(1, 2, "show", "count", [], new JsonArray(1, 0L, true))]));

    [Fact]
    public void The_first_difference_comes_with_the_rows_before_it()
    {
        ScenarioRow[] rows = [.. Enumerable.Range(1, 6).Select(Row)];
        ScenarioRow[] changed = [.. rows];
        changed[4] = rows[4] with { Value = 7 };

        ScenarioDifference difference = ScenarioComparison.FirstDifference(rows, changed)!;

        Assert.Equal((4, 50), (difference.Index, difference.Line));
        Assert.Equal("row 5, line 50: refcount x", difference.Short);
        Assert.Equal(
            """
            first difference in row 5, line 50 of the scenario
                {"i": 2, "line": 20, "show": "refcount", "args": ["x"], "value": 2}
                {"i": 3, "line": 30, "show": "refcount", "args": ["x"], "value": 3}
                {"i": 4, "line": 40, "show": "refcount", "args": ["x"], "value": 4}
              - {"i": 5, "line": 50, "show": "refcount", "args": ["x"], "value": 5}
              + {"i": 5, "line": 50, "show": "refcount", "args": ["x"], "value": 7}
            """, difference.ToString(), ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void One_output_may_end_early()
    {
        ScenarioRow[] rows = [Row(1), Row(2)];

        Assert.Null(ScenarioComparison.FirstDifference(rows, rows));
        Assert.Contains("+ (the output ends here)", ScenarioComparison.FirstDifference(rows, [Row(1)])!.ToString(), StringComparison.Ordinal);
        Assert.Contains("- (the expected output ends here)", ScenarioComparison.FirstDifference([], rows)!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"i\": 1, \"line\": 1, \"show\": 5, \"args\": [], \"value\": 1}")]
    [InlineData("{\"i\": \"a\", \"line\": 1, \"note\": \"n\"}")]
    [InlineData("{\"i\": 1, \"line\": 1, \"show\": \"kind\", \"value\": 1}")]
    public void What_is_no_row_is_named(string line) => Assert.Equal(
        "f:2: not a row of a scenario's output",
        Assert.Throws<InvalidDataException>(() => ScenarioRowReader.Read(["", line], "f")).Message);

    private static ScenarioRow Row(int number) => new(number, 10 * number, "show", "refcount", ["x"], number);
}
