using GcActors.Core.Scenarios;
using GcActors.Experiments.Conformance;
using Xunit;

namespace GcActors.Tests.Scenarios;

public class ScenarioShrinkerTests
{
    [Fact]
    public void What_does_not_matter_goes_with_its_definitions_blocks_and_numbers()
    {
        string text = ScenarioGenerator.Generate(4, 150) + "repeat 40 as $q\n  if $q == 30\n    let fault = list none none\n    append fault 77\n  end\nend\n";

        string small = new ScenarioShrinker(candidate => Uses(candidate, statement => statement is Statement.Append { List.Base: "fault" })).Shrink(text);

        Assert.Equal("append fault 0\nlet fault = list\n".Split('\n').Order(), small.Split('\n').Select(line => line.Trim()).Order());
    }

    [Fact]
    public void A_block_stays_where_the_fault_is_in_the_block()
    {
        const string Text = "scenario t\nlet x = list\nrepeat 90 as $i\n  append x $i\n  if $i > 3\n    pop x\n  else\n    clear x\n  end\nend\nshow length x\n";

        string small = new ScenarioShrinker(candidate => Uses(candidate, statement => statement is Statement.Repeat { Times: IntExpression.Literal { Value: > 10 } }))
            .Shrink(Text);

        Assert.Equal("repeat 11\nend\n", small);
    }

    [Fact]
    public void An_oracle_scenario_shrinks_to_the_two_lines_that_matter()
    {
        string text = File.ReadAllText(OracleFiles.Scenarios.Single(path => path.Contains("76-", StringComparison.Ordinal)));

        string small = new ScenarioShrinker(candidate => Uses(candidate, statement => statement is Statement.Freeze)
            && Uses(candidate, statement => statement is Statement.Enable)).Shrink(text);

        Assert.Equal("enable\nfreeze\n", small);
    }

    [Fact]
    public void The_number_of_tries_is_limited()
    {
        ScenarioShrinker shrinker = new(_ => false, mostTries: 3);

        shrinker.Shrink("note a\nnote b\nnote c\nnote d\nnote e\nnote f\n");

        Assert.Equal(3, shrinker.Tries);
    }

    private static bool Uses(string text, Func<Statement, bool> fits) => All(ScenarioParser.Parse(text, "t").Main).Any(fits);

    private static IEnumerable<Statement> All(IEnumerable<Statement> statements) => statements.SelectMany(statement => (Statement[])(statement switch
    {
        Statement.Repeat repeat => [repeat, .. All(repeat.Statements)],
        Statement.If branch => [branch, .. All(branch.Then), .. All(branch.Else)],
        _ => [statement],
    }));
}
