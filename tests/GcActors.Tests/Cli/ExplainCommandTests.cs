using System.Text.RegularExpressions;
using System.Xml.Linq;
using GcActors.Core.Scenarios;
using GcActors.Tests.Repository;
using GcActors.Tests.Running;
using GcActors.Tests.Scenarios;
using Xunit;

namespace GcActors.Tests.Cli;

public partial class ExplainCommandTests
{
    private const string Ring = """
        scenario a ring & <its> "rest"
        table T 80
        repeat 80 as $i
          let x = slots "$i"
          set T[$i] = x
        end
        repeat 80 as $i
          set T[$i].a = T[($i+1)%80]
        end
        del x
        repeat 80 as $i
          unset T[$i]
        end
        collect
        collect
        """;

    private static readonly string s_article = Path.Combine(RepositoryRoot.Path, "experiments", "article");

    /// <summary>The commands that the page beside the article's scenarios names.</summary>
    public static TheoryData<string, int> Lessons()
    {
        var lessons = new TheoryData<string, int>();
        foreach (Match match in LessonPattern().Matches(File.ReadAllText(Path.Combine(s_article, "README.md"))))
        {
            lessons.Add(match.Groups[1].Value, int.Parse(match.Groups[2].Value, null));
        }

        return lessons;
    }

    [Fact]
    public void Every_scenario_of_the_article_is_a_lesson() => Assert.Equal(
        Directory.GetFiles(s_article, "*.gcs").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal),
        Lessons().Select(row => (string)row[0]));

    [Theory]
    [MemberData(nameof(Lessons))]
    public void The_lessons_of_the_article_are_as_stored(string name, int line)
    {
        using TemporaryFolder folder = new();
        string svg = Path.Combine(folder.Path, "a.svg");

        CliResult result = Harness().Run("scenario", "explain", Path.Combine(s_article, name + ".gcs"), "--at", $"{line}", "--svg", svg);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(File.ReadAllText(Path.Combine(s_article, "drawings", name + ".txt")), result.Out);
        Assert.Equal(File.ReadAllText(Path.Combine(s_article, "drawings", name + ".svg")), File.ReadAllText(svg));
    }

    [Theory]
    [InlineData("3.9")]
    [InlineData("3.12")]
    [InlineData("3.13")]
    public void The_scenarios_of_the_article_hold(string version) => Assert.All(
        Directory.GetFiles(s_article, "*.gcs"),
        path => Assert.All(OracleTests.Run(ScenarioParser.ParseFile(path), version), row => Assert.True(row.Ok, $"{path}:{row.Line}")));

    [Fact]
    public void A_large_collection_is_drawn_in_part_and_says_so()
    {
        using TemporaryFolder folder = new();
        string svg = Path.Combine(folder.Path, "a.svg");
        string html = Path.Combine(folder.Path, "a.html");

        CliResult result = Harness().Run("scenario", "explain", folder.File("a.gcs", Ring), "--at", "14", "--svg", svg, "--html", html);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("… and 30 objects more", result.Out, StringComparison.Ordinal);
        Assert.Contains("collect returns 80.", result.Out, StringComparison.Ordinal);
        XDocument drawing = XDocument.Parse(File.ReadAllText(svg));
        Assert.Equal(50, drawing.Descendants().Count(e => e.Attribute("class")?.Value.StartsWith("box object", StringComparison.Ordinal) == true));
        Assert.Contains("30 objects of the region not shown", drawing.Root!.Value, StringComparison.Ordinal);
        string page = File.ReadAllText(html);
        Assert.Contains("<title>a ring &amp; &lt;its&gt; &quot;rest&quot;</title>", page, StringComparison.Ordinal);
        Assert.Contains(File.ReadAllText(svg), page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--at 2", "error: --at: no collection runs in line 2 of FILE; collections run in 14, 15")]
    [InlineData("--at 99", "error: --at: FILE has 15 lines, no line 99")]
    [InlineData("--at 14 --occurrence 2", "error: --at: line 14 of FILE runs one collection, there is no number 2")]
    [InlineData("--at 0", "error: --at: 0 is out of range; it must be a whole number from 1 to 2147483647")]
    [InlineData("--at x", "error: --at: 'x' is not a whole number from 1 to 2147483647")]
    [InlineData("--at 14 --version 2.7", "error: --version: unknown version '2.7'; there are: 3.9, 3.10, 3.11, 3.12, 3.13")]
    [InlineData("--at 14 --svg FOLDER/missing/a.svg", "error: FOLDER/missing/a.svg: cannot be written")]
    public void Bad_input_is_one_clear_line_and_exit_code_2(string words, string message)
    {
        using TemporaryFolder folder = new();
        string file = folder.File("a.gcs", Ring);
        string Filled(string text) => text.Replace("FILE", file, StringComparison.Ordinal).Replace("FOLDER", folder.Path, StringComparison.Ordinal);

        CliResult result = Harness().Run(["scenario", "explain", file, .. words.Split(' ').Select(Filled)]);

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith(Filled(message), result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.Trim().Split('\n'));
    }

    [Fact]
    public void An_unknown_file_is_exit_code_2()
    {
        CliResult result = Harness().Run("scenario", "explain", "no-such.gcs", "--at", "1");

        Assert.Equal((2, "error: no-such.gcs: no such file"), (result.ExitCode, result.Error.Trim()));
    }

    [Fact]
    public void A_scenario_for_other_versions_is_exit_code_3()
    {
        using TemporaryFolder folder = new();
        string file = folder.File("a.gcs", "versions 3.13\ncollect\n");

        Assert.Equal(3, Harness().Run("scenario", "explain", file, "--at", "2", "--version", "3.9").ExitCode);
    }

    private static CliHarness Harness() => new() { Scenario = ScenarioEngine.Run };

    [GeneratedRegex(@"scenario explain (\S+)\.gcs --at (\d+)")]
    private static partial Regex LessonPattern();
}
