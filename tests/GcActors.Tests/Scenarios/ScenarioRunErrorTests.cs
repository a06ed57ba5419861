using GcActors.Core.Scenarios;
using Xunit;

namespace GcActors.Tests.Scenarios;

/// <summary>What only running shows is wrong: one line that says where and what.</summary>
public class ScenarioRunErrorTests
{
    [Theory]
    [InlineData("let x = leaf\nappend x none", "2: x: a leaf is no list")]
    [InlineData("let x = list\npop x", "2: pop x: the list is empty")]
    [InlineData("let x = tuple 1\nset x[0] = 2", "2: set x[0]: a tuple's items cannot be changed")]
    [InlineData("let x = list\nset x.a = none", "2: x.a: a list has no attributes")]
    [InlineData("let x = slots\nshow kind x.a", "2: x.a: this slots has no attribute a")]
    [InlineData("let x = dict\nshow kind x{k}", "2: x{k}: this dict has no key k")]
    [InlineData("let x = list none\nshow kind x[1]", "2: x[1]: index 1 is outside the 1 items")]
    [InlineData("let x = list none\nshow kind x[-2]", "2: x[-2]: index -2 is outside the 1 items")]
    [InlineData("table T 3\nset T[3] = none", "2: T[3]: index 3 is outside the table's 3 slots")]
    [InlineData("let x = none\ndel x\nshow kind x", "3: x has no value here")]
    [InlineData("let x = none\ndel x x", "2: del x: it has no value here")]
    [InlineData("let x = list\nlet w = weakref x", "2: x: a list cannot have weak references")]
    [InlineData("let x = list\nlet y = deref x", "2: x: a list is no weak reference")]
    [InlineData("let x = leaf\nclear x", "2: clear x: a leaf is neither list nor dict")]
    [InlineData("let x = leaf\nshow length x", "2: x: a leaf has no length")]
    [InlineData("$n = 1 / 0", "1: division by zero")]
    [InlineData("$n = 9223372036854775807 + 1", "1: 9223372036854775807 + 1 does not fit 64 bits")]
    public void A_mistake_is_named_with_its_line(string text, string problem) => Assert.Equal("bad.gcs:" + problem, Error(text, 1000));

    [Theory]
    [InlineData("repeat 1000000000000\nend")]
    [InlineData("repeat 1000000000000\n$n = 1\nend")]
    [InlineData("repeat 1000000000000\nrepeat 1000000000000\nend\nend")]
    [InlineData("let l = list\nrepeat 1000000000000\nappend l none\nend")]
    [InlineData("let l = list\nrepeat 1000000000000\nappend l none\nclear l\nend")]
    [InlineData("repeat 1000000000000\nlet l = list\nend")]
    public void What_has_no_end_is_stopped(string text) =>
        Assert.EndsWith(": stopped after 100000 statements, the step limit", Error(text, 100_000), StringComparison.Ordinal);

    [Theory]
    [InlineData("function f\ncall f\nend\ncall f")]
    [InlineData("function f x\nlet y = list x\ncall f y\nend\ncall f none")]
    [InlineData("finalizer F\nlet x = slots \"\" F\nend\nlet x = slots \"\" F\ndel x")]
    public void Calls_without_end_are_stopped(string text) => Assert.Matches("^bad.gcs:[0-9]+: .*(nested too deeply|heap bytes are mapped)", Error(text, 100_000_000));

    [Fact]
    public void A_table_of_the_greatest_size_costs_what_is_used()
    {
        List<ScenarioRow> rows = OracleTests.Run(
            ScenarioParser.Parse($"table T {ScenarioLimits.TableSize}\nset T[-1] = 1\nshow kind T[{ScenarioLimits.TableSize - 1}]\n", "t"), "3.12");

        Assert.Equal("int", (string)Assert.Single(rows).Value!);
    }

    private static string Error(string text, long stepLimit) =>
        Assert.Throws<ScenarioFailedException>(() => OracleTests.Run(ScenarioParser.Parse(text, "bad.gcs"), "3.12", stepLimit, heapBytes: 512 << 20)).Message;
}
