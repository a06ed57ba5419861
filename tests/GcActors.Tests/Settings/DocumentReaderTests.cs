using GcActors.Experiments.Settings;
using GcActors.Experiments.Settings.Documents;
using Xunit;

namespace GcActors.Tests.Settings;

public class DocumentReaderTests
{
    [Theory]
    [InlineData("no", ScalarKind.Text)]
    [InlineData("on", ScalarKind.Text)]
    [InlineData("1:30", ScalarKind.Text)]
    [InlineData("2_000_000", ScalarKind.WholeNumber)]
    [InlineData("-7", ScalarKind.WholeNumber)]
    [InlineData("0xff", ScalarKind.WholeNumber)]
    [InlineData("0o17", ScalarKind.WholeNumber)]
    [InlineData("_1", ScalarKind.Text)]
    [InlineData("1_", ScalarKind.Text)]
    [InlineData("3.10", ScalarKind.DecimalNumber)]
    [InlineData("1e3", ScalarKind.DecimalNumber)]
    [InlineData("true", ScalarKind.Flag)]
    [InlineData("~", ScalarKind.Null)]
    [InlineData("", ScalarKind.Null)]
    public void A_plain_scalar_means_what_YAML_1_2_says(string written, ScalarKind expected) =>
        Assert.Equal(expected, DocumentScalar.Resolve(written));

    [Fact]
    public void Quotes_make_text_of_a_number() =>
        Assert.Equal(ScalarKind.Text, ((DocumentScalar)DocumentReader.Read("a.yaml", "\"700\"")).Kind);

    [Fact]
    public void JSON_is_read_by_the_same_path()
    {
        DocumentMap map = DocumentReader.Read("a.json", "{\"list\": [1, true],\n \"text\": \"1\"}").AsMap("it");

        Assert.Equal(2, map.Get("list").AsList("list").Items.Count);
        Assert.Equal("1", map.Get("text").AsScalar("text").AsText("text"));
        Assert.Equal("a.json:2:10", map.Get("text").Position.ToString());
    }

    [Fact]
    public void An_anchor_stands_for_its_value()
    {
        DocumentMap map = DocumentReader.Read("a.yaml", "one: &x 5\ntwo: *x\n").AsMap("it");

        Assert.Equal(5, map.Get("two").AsScalar("two").AsWholeNumber("two"));
    }

    [Theory]
    [InlineData("a: 1\nb: 2\na: 3\n", "x.yaml:3:1: duplicate key 'a'; a key stands once")]
    [InlineData("a: 1\n---\nb: 2\n", "x.yaml:2:1: a second document; a settings file has one")]
    [InlineData("", "x.yaml: the file is empty")]
    [InlineData("a: !set b\n", "x.yaml:1:4: tag '!set': tags have no meaning here")]
    public void A_malformed_file_is_refused_with_its_place(string text, string message) =>
        Assert.Equal(message, Assert.Throws<SettingsException>(() => DocumentReader.Read("x.yaml", text)).Message);

    [Fact]
    public void Broken_syntax_is_one_line_with_its_place()
    {
        string message = Assert.Throws<SettingsException>(() => DocumentReader.Read("x.yaml", "a: [1, 2\nb: 3\n")).Message;

        Assert.Matches(@"^x\.yaml:\d+:\d+: not well formed", message);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Equal("nowhere.yaml: no such file", Assert.Throws<SettingsException>(() => DocumentReader.ReadFile("nowhere.yaml")).Message);
}
