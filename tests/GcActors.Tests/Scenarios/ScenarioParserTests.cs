using System.Text;
using System.Text.Json.Nodes;
using GcActors.Core.Scenarios;
using Xunit;

namespace GcActors.Tests.Scenarios;

public class ScenarioParserTests
{
    public static TheoryData<string> OracleNames() => [.. OracleFiles.Scenarios.Select(path => Path.GetFileNameWithoutExtension(path))];

    [Theory]
    [MemberData(nameof(OracleNames))]
    public void Every_oracle_scenario_parses(string name)
    {
        Scenario scenario = ScenarioParser.ParseFile(Path.Combine(OracleFiles.Folder, name + ".gcs"));

        JsonNode listed = JsonNode.Parse(File.ReadAllText(Path.Combine(OracleFiles.Folder, "manifest.json")))!["scenarios"]!
            .AsArray().Single(entry => entry!["name"]!.GetValue<string>() == name)!;
        Assert.Equal(listed["title"]!.GetValue<string>(), scenario.Title);
        string[] applies = [.. ScenarioVersions.Measured.Where(version => scenario.Versions?.Contains(version) ?? true)];
        Assert.Equal(listed["versions"]!.AsArray().Select(version => version!.GetValue<string>()), applies);
    }

    [Fact]
    public void The_lines_that_observe_are_those_of_the_expected_output()
    {
        foreach (string path in OracleFiles.Expectations)
        {
            string name = Path.GetFileName(path).Split('.')[0];
            HashSet<int> observing = [];
            Scenario scenario = ScenarioParser.ParseFile(Path.Combine(OracleFiles.Folder, name + ".gcs"));
            Collect(scenario.Main.Concat(scenario.Bodies.SelectMany(body => body.Statements)), observing);

            Assert.All(File.ReadLines(path), row => Assert.Contains(JsonNode.Parse(row)!["line"]!.GetValue<int>(), observing));
        }
    }

    [Fact]
    public void Words_comments_and_quotes()
    {
        Scenario scenario = Parse("scenario  a   \"quoted title\"  # no\n# let\n  let x = list \"a # b\" \"\" -2*($n+1) # it's \"so\nnote \"two  words\" and more\r\n$n = 1 +  2");

        Assert.Equal("a \"quoted title\"", scenario.Title);
        var list = Assert.IsType<Creation.List>(Assert.IsType<Statement.Let>(scenario.Main[0]).Value);
        Assert.Equal(["a # b", ""], list.Items.Take(2).Select(item => Assert.IsType<Item.Text>(item).Value));
        Assert.Equal("two  words and more", Assert.IsType<Statement.Note>(scenario.Main[1]).Text);
        Assert.Equal([3, 4, 5], scenario.Main.Select(statement => statement.Line));
    }

    [Theory]
    [InlineData("1+2*3", "(1 + (2 * 3))")]
    [InlineData("8-2-1", "((8 - 2) - 1)")]
    [InlineData("-2*3%4", "(((- 2) * 3) % 4)")]
    [InlineData("2*-(1+$n)/3", "((2 * (- (1 + n))) / 3)")]
    public void Expressions_bind_as_in_Python(string text, string tree) =>
        Assert.Equal(tree, Show(Assert.IsType<Statement.SetInt>(Parse($"$n = 0\n$m = {text}").Main[1]).Value));

    [Fact]
    public void Places_keys_and_tables()
    {
        Scenario scenario = Parse("table T 4\n$i = 0\nlet x = dict k:none 7:T[$i+1] ($i*2):\"t\"\nset T[1].a[0]{k}{$i} = x");

        var dict = Assert.IsType<Creation.Dict>(Assert.IsType<Statement.Let>(scenario.Main[1]).Value);
        Assert.Equal(new DictKey.Word("k"), dict.Entries[0].Key);
        Assert.Equal("7", Show(Assert.IsType<DictKey.Int>(dict.Entries[1].Key).Value));
        Place place = Assert.IsType<Statement.Set>(scenario.Main[2]).Target;
        Assert.Equal("T", place.Base);
        Assert.Equal("1", Show(place.TableIndex!));
        Assert.Equal(new Accessor.Attribute('a'), place.Accessors[0]);
        Assert.Equal(new Accessor.Key(new DictKey.Word("k")), place.Accessors[2]);
        Assert.Equal(4, place.Accessors.Count);
    }

    [Fact]
    public void A_body_owns_what_it_binds_and_shares_what_it_only_reads()
    {
        Scenario scenario = Parse(
            "let shared = list\nlet kept = list\n$n = 0\nfinalizer F\n  global kept $n\n  let kept = self\n  let own = shared\n  $n = $n + 1\n  $m = 2\nend");

        Assert.Equal(["kept", "shared"], scenario.Bodies[0].Globals);
        Assert.Equal(["n"], scenario.Bodies[0].GlobalInts);
    }

    [Fact]
    public void A_random_bound_with_operators_means_what_the_translator_makes_of_it()
    {
        Scenario scenario = Parse("$k = 3\nrandom $n $k*2\nrandom $n ($k*2)");

        Assert.Equal(4, scenario.Main.Count);
        Assert.Equal("k", Show(Assert.IsType<Statement.Random>(scenario.Main[1]).Bound));
        Assert.Equal("(n drawn * 2)", Show(Assert.IsType<Statement.SetInt>(scenario.Main[2]).Value));
        Assert.Equal("(k * 2)", Show(Assert.IsType<Statement.Random>(scenario.Main[3]).Bound));
    }

    [Fact]
    public void On_a_plain_variable_set_is_let_and_unset_is_del()
    {
        Scenario scenario = Parse("set x = none\nunset x");

        Assert.Equal(new Statement.Let("x", new Creation.Existing(new Item.None()), 1), scenario.Main[0]);
        Assert.Equal(["x"], Assert.IsType<Statement.Delete>(scenario.Main[1]).Variables);
    }

    [Fact]
    public void Labels_are_cut_at_their_variables()
    {
        var instance = Assert.IsType<Creation.Instance>(Assert.IsType<Statement.Let>(Parse("$i = 1\nlet x = slots \"n$i-$ $5\"").Main[1]).Value);

        Assert.Equal([("n", null), (null, "i"), ("-$ $5", null)], instance.Label!.Parts);
    }

    [Fact]
    public void A_seed_may_use_all_64_bits() => Assert.Equal(
        new Statement.Seed(new IntExpression.Literal(-1), 1), Parse("seed 18446744073709551615").Main[0]);

    [Fact]
    public void Flags_are_CPythons_bits() => Assert.Equal(new Statement.Debug(33, 1), Parse("debug STATS SAVEALL").Main[0]);

    [Fact]
    public void An_expectation_keeps_its_versions_and_its_words()
    {
        var observed = Assert.IsType<Statement.Observe>(Parse("let x = none\nexpect same x x = true for 3.12 3.13").Main[1]);

        Assert.Equal(("same", "true"), (observed.What, observed.WantJson));
        Assert.Equal(["x", "x"], observed.Words);
        Assert.Equal(["3.12", "3.13"], observed.OnlyVersions);
    }

    [Fact]
    public void The_largest_that_is_allowed_parses()
    {
        int depth = ScenarioLimits.BlockDepth;
        string blocks = string.Concat(Enumerable.Repeat("repeat 1\n", depth)) + string.Concat(Enumerable.Repeat("end\n", depth));
        string sum = "$n = " + string.Join('+', Enumerable.Repeat("1", ScenarioLimits.ExpressionDepth));
        string nested = "$n = " + new string('(', ScenarioLimits.ExpressionDepth) + "1" + new string(')', ScenarioLimits.ExpressionDepth);

        Assert.Equal(3, Parse(blocks + sum + "\n" + nested).Main.Count);
    }

    [Fact]
    public void A_text_may_begin_with_a_byte_order_mark() =>
        Assert.Equal("t", ScenarioParser.Parse([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("scenario t")], "f").Title);

    private static Scenario Parse(string text) => ScenarioParser.Parse(text, "test.gcs");

    private static string Show(IntExpression expression) => expression switch
    {
        IntExpression.Literal literal => $"{literal.Value}",
        IntExpression.Variable variable => variable.Name,
        IntExpression.Negate negate => $"(- {Show(negate.Operand)})",
        IntExpression.Binary binary => $"({Show(binary.Left)} {binary.Operator} {Show(binary.Right)})",
        _ => throw new ArgumentOutOfRangeException(nameof(expression)),
    };

    private static void Collect(IEnumerable<Statement> statements, HashSet<int> lines)
    {
        foreach (Statement statement in statements)
        {
            switch (statement)
            {
                case Statement.Observe or Statement.Note or Statement.Collect { Quiet: false }:
                    lines.Add(statement.Line);
                    break;
                case Statement.Repeat repeat:
                    Collect(repeat.Statements, lines);
                    break;
                case Statement.If branch:
                    Collect(branch.Then.Concat(branch.Else), lines);
                    break;
            }
        }
    }
}
