using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GcActors.Experiments.Reporting;
using GcActors.Experiments.Results;
using GcActors.Experiments.Running;
using GcActors.Tests.Running;
using Xunit;

namespace GcActors.Tests.Reporting;

public sealed partial class ReportTests : IDisposable
{
    private readonly RunFixture _fixture = new();
    private readonly TemporaryFolder _folder = new();

    private string Html => File.ReadAllText(Path.Combine(_fixture.Out, ReportFiles.Html));

    private string Markdown => File.ReadAllText(Path.Combine(_fixture.Out, ReportFiles.Markdown));

    [Fact]
    public void The_parts_come_in_their_order()
    {
        _fixture.Run(new SyntheticMachine());

        string[] heads = [.. Heading().Matches(Html).Select(m => m.Groups[1].Value)];
        Assert.Equal(
            ["Results", "Claims made before the run", "Threats to validity", "Collector and counts", "The same cell twice (A/A)", "Host", "Method", "Provenance", "To repeat it"],
            heads.Where(head => head != "What is missing"));
        Assert.True(Html.IndexOf("class=\"note pass\">Pass. Atomic counting costs", StringComparison.Ordinal) < Html.IndexOf("<svg", StringComparison.Ordinal));
        Assert.True(Html.IndexOf("<svg", StringComparison.Ordinal) < Html.IndexOf("<h2>Results", StringComparison.Ordinal));
        Assert.Equal(heads, MarkdownHeading().Matches(Markdown).Select(m => m.Groups[1].Value));
    }

    [Fact]
    public void The_folder_alone_gives_the_same_bytes_again()
    {
        _fixture.Run(new SyntheticMachine());
        (string html, string markdown) = (Html, Markdown);
        string moved = _folder.New("moved");
        Directory.Move(_fixture.Out, moved);

        ReportFiles.Write(RunFolder.Read(moved));

        Assert.Equal(html, File.ReadAllText(Path.Combine(moved, ReportFiles.Html)));
        Assert.Equal(markdown, File.ReadAllText(Path.Combine(moved, ReportFiles.Markdown)));
    }

    [Fact]
    public void What_a_busy_machine_leaves_is_marked_with_its_reason()
    {
        _fixture.Run(new SyntheticMachine { IsBusy = true });

        Assert.Contains("class=\"note unknown\">Inconclusive.", Html, StringComparison.Ordinal);
        Assert.Matches("""<td class="c n unknown">no value<small>inconclusive: G1</small>""", Html);
        Assert.Matches(@"<small>\d+ &#215; G1: overlap 0\.50", Html);
        Assert.Contains("9 of 17 cells lack blocks", Html, StringComparison.Ordinal);
        Assert.Matches("""<td class="c">plain,M=2,hot=0</td><td class="c">T</td><td class="c n unknown">no value<small>inconclusive: G1</small></td><td class="c n">7\.\d+ ms \[""", Html);
        Assert.Contains("excluded invocations</summary>", Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_of_the_data_are_no_markup()
    {
        const string Evil = "</script><script>alert(1)</script><!-- %%style%% & \" ' |`";
        _fixture.Run(new SyntheticMachine());
        string manifest = Path.Combine(_fixture.Out, "manifest.json");
        JsonObject json = (JsonObject)JsonNode.Parse(File.ReadAllText(manifest))!;
        json["command_line"] = Evil;
        json["commit"] = Evil;
        File.WriteAllText(manifest, json.ToJsonString());

        ReportFiles.Write(RunFolder.Read(_fixture.Out));

        Assert.Equal(1, Html.Split("<script").Length - 1);
        Assert.Contains("&lt;/script&gt;&lt;script&gt;alert(1)", Html, StringComparison.Ordinal);
        Assert.Contains(@"commit: \</script\>\<script\>", Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_fetched_from_elsewhere_and_the_script_is_short()
    {
        _fixture.Run(new SyntheticMachine());

        Assert.DoesNotMatch("""(src|href)\s*=|@import|url\((?!#)""", Html);
        Assert.DoesNotMatch("https?://(?!www.w3.org/2000/svg)", Html);
        Assert.Contains("default-src 'none'", Html, StringComparison.Ordinal);
        string script = Html[Html.IndexOf("<script>", StringComparison.Ordinal)..];
        Assert.InRange(script.Split('\n').Length, 20, 200);
    }

    [Theory]
    [InlineData("manifest.json", "manifest.json is missing")]
    [InlineData("host.json", "host.json is missing")]
    [InlineData("verdict.json", "verdict.json is missing")]
    [InlineData("trials.jsonl", "trials.jsonl is missing: no invocation is recorded")]
    [InlineData("experiment.yaml", "experiment.yaml is not in the folder")]
    public void A_missing_file_is_said_and_the_rest_is_reported(string file, string sentence)
    {
        _fixture.Run(new SyntheticMachine());
        File.Delete(Path.Combine(_fixture.Out, file));

        ReportFiles.Write(RunFolder.Read(_fixture.Out));

        Assert.Contains("<h2>What is missing</h2>", Html, StringComparison.Ordinal);
        Assert.Contains(sentence, Html, StringComparison.Ordinal);
        Assert.Contains("<h2>Provenance</h2>", Html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_torn_line_a_broken_one_and_a_missing_field_are_said()
    {
        _fixture.Run(new SyntheticMachine());
        string log = Path.Combine(_fixture.Out, "trials.jsonl");
        string[] lines = File.ReadAllLines(log);
        File.WriteAllText(log, string.Join('\n', lines[..20]) + "\nnot json\n" + lines[20] + "\n" + lines[21][..40]);
        string manifest = Path.Combine(_fixture.Out, "manifest.json");
        JsonObject json = (JsonObject)JsonNode.Parse(File.ReadAllText(manifest))!;
        json.Remove("lock_file_hash");
        File.WriteAllText(manifest, json.ToJsonString());

        ReportFiles.Write(RunFolder.Read(_fixture.Out));

        Assert.Contains("trials.jsonl:23: the last line is torn", Html, StringComparison.Ordinal);
        Assert.Contains("trials.jsonl:21: not a row", Html, StringComparison.Ordinal);
        Assert.Matches(@"\d+ of 85 invocations were run", Html);
        Assert.Contains("manifest.json says nothing of &#39;lock_file_hash&#39;", Html, StringComparison.Ordinal);
        Assert.Contains("<dt>lock file hash</dt><dd>not recorded</dd>", Html, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interrupted_run_passes_nothing()
    {
        using var stop = new CancellationTokenSource();
        int left = 60;
        _fixture.Run(new SyntheticMachine { Disturb = (_, row) => Step(row) }, cancellation: stop.Token);

        Assert.Contains("the run was interrupted; &#39;gcactors run --resume&#39; goes on with it", Html, StringComparison.Ordinal);
        Assert.Contains("class=\"note unknown\">Inconclusive.", Html, StringComparison.Ordinal);

        JsonObject Step(JsonObject row)
        {
            if (--left == 0)
                stop.Cancel();
            return row;
        }
    }

    [Fact]
    public void Changed_claims_are_noticed()
    {
        _fixture.Run(new SyntheticMachine());
        string file = Path.Combine(_fixture.Out, ExperimentFileReader.FileName);
        File.WriteAllText(file, File.ReadAllText(file).Replace(">= 3", ">= 2", StringComparison.Ordinal));

        ReportFiles.Write(RunFolder.Read(_fixture.Out));

        Assert.Contains("they were changed after data were seen", Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_folders_copy_cannot_be_read_the_experiment_itself_is()
    {
        _fixture.Run(new SyntheticMachine());
        File.WriteAllText(Path.Combine(_fixture.Out, ExperimentFileReader.FileName), "extends: elsewhere.yaml\n");

        RunFolder run = RunFolder.Read(_fixture.Out, id => Path.Combine(RunFixture.ExperimentsFolder, id, ExperimentFileReader.FileName));

        Assert.NotNull(run.Analysis);
        Assert.Contains(run.Missing, sentence => sentence.StartsWith("the experiment cannot be resolved: ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_folder_without_a_run_is_refused()
    {
        ExperimentFileException nothing = Assert.Throws<ExperimentFileException>(() => RunFolder.Read(_folder.Path));
        ExperimentFileException nowhere = Assert.Throws<ExperimentFileException>(() => RunFolder.Read(_folder.New("nowhere")));

        Assert.Contains("holds neither manifest.json nor trials.jsonl", nothing.Message, StringComparison.Ordinal);
        Assert.Contains("there is no such folder", nowhere.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _fixture.Dispose();
        _folder.Dispose();
    }

    [GeneratedRegex("<h2>(.*?)</h2>")]
    private static partial Regex Heading();

    [GeneratedRegex("^## (.*)$", RegexOptions.Multiline)]
    private static partial Regex MarkdownHeading();
}
