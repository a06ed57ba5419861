using System.Text;
using GcActors.Core.Scenarios;
using Xunit;

namespace GcActors.Tests.Scenarios;

public class ScenarioErrorTests
{
    [Theory]
    [InlineData("lte x = list", "1:1: unknown statement 'lte' (did you mean 'let'?)")]
    [InlineData("let x = lsit none", "1:9: unknown kind 'lsit' (did you mean 'list'?)")]
    [InlineData("let x = lsit", "1:9: unknown variable 'lsit' (did you mean 'list'?)")]
    [InlineData("let head = list\nshow refcount haed", "2:15: unknown variable 'haed' (did you mean 'head'?)")]
    [InlineData("$count = 1\nshow int $cuont", "2:11: unknown variable '$cuont' (did you mean '$count'?)")]
    [InlineData("let list = none", "1:5: 'list' is reserved")]
    [InlineData("let 1x = none", "1:5: bad variable name '1x': letters, digits and _, not starting with a digit")]
    [InlineData("let x list", "1:1: expected: let NAME = KIND ... or let NAME = ITEM")]
    [InlineData("let x : list", "1:7: expected '=', not ':': let NAME = KIND ... or let NAME = ITEM")]
    [InlineData("let x = leaf 1", "1:14: '1' is too much; expected: let NAME = leaf")]
    [InlineData("let x = object F", "1:16: unknown finalizer 'F'; there are none")]
    [InlineData("finalizer Fin\nend\nlet x = object Fon", "3:16: unknown finalizer 'Fon' (did you mean 'Fin'?)")]
    [InlineData("let x = slots\nlet m = method x Go\ncallback Go\nend", "2:18: unknown callback 'Go'; there are none")]
    [InlineData("call f", "1:6: unknown function 'f'; there are none")]
    [InlineData("function f a b\nend\ncall f none", "3:6: function f takes 2 items, not 1")]
    [InlineData("let x = dict k", "1:14: bad entry 'k': expected KEY:ITEM without spaces")]
    [InlineData("let x = dict k:", "1:14: bad entry 'k:': expected KEY:ITEM without spaces")]
    [InlineData("let x = dict -1:none", "1:14: bad key '-1': expected a word, or an integer expression that starts with a digit, $ or (")]
    [InlineData("let x = \"abc", "1:9: '\"abc': expected a text in double quotes")]
    [InlineData("let x = slots\nset x.e = none", "2:7: unknown attribute 'e'; there are: a, b, c, d")]
    [InlineData("let x = slots\nset x! = none", "2:6: bad place 'x!': expected .ATTRIBUTE, [EXPR] or {KEY}")]
    [InlineData("let x = list\nset x[0 = none", "2:6: bad place 'x[0': expected something without brackets, then ']'")]
    [InlineData("table T 3\nshow kind T", "2:11: table T needs an index: T[EXPR]")]
    [InlineData("table T 3\ndel T", "2:5: T is a table; its slots are T[EXPR]")]
    [InlineData("table T 10000001", "1:9: bad table size '10000001'; expected an integer from 0 to 10000000")]
    [InlineData("table T 1\ntable T 2", "2:7: table 'T' is already declared in line 1")]
    [InlineData("$n = 1 +", "1:9: bad integer expression '1 +': expected an integer, $name or '('")]
    [InlineData("$n = 1 2", "1:8: bad integer expression '1 2': expected an operator + - * / % or the end of the expression")]
    [InlineData("$n = (1", "1:8: bad integer expression '(1': expected ')'")]
    [InlineData("$n = 007", "1:6: bad integer expression '007': an integer has no leading zeros")]
    [InlineData("$n = 9223372036854775808",
        "1:6: bad integer expression '9223372036854775808': an integer beyond 64 bits; at most 9223372036854775807")]
    [InlineData("$n 1", "1:1: expected: $NAME = EXPR")]
    [InlineData("random n 5", "1:8: expected an integer variable like $n, not 'n'")]
    [InlineData("debug STAT", "1:7: unknown flag 'STAT' (did you mean 'STATS'?)")]
    [InlineData("collect 3", "1:9: '3' is no generation; expected: collect [0, 1 or 2] [quiet]")]
    [InlineData("collect quite", "1:9: bad integer expression 'quite': expected an integer, $name or '('")]
    [InlineData("threshold", "1:1: expected: threshold A [B [C]]")]
    [InlineData("watch out", "1:7: unknown word 'out'; one of: on, off")]
    [InlineData("show refcuont x", "1:6: unknown observation 'refcuont' (did you mean 'refcount'?)")]
    [InlineData("show count x", "1:12: 'x' is too much; expected: show count")]
    [InlineData("show immortal builtin:nome", "1:23: unknown builtin 'nome' (did you mean 'none'?)")]
    [InlineData("expect count", "1:1: expected: expect WHAT ... = JSON [for VERSION...]")]
    [InlineData("expect count = [1,", "1:16: '[1,' is not JSON: see character 3")]
    [InlineData("expect log = [\"\\ud800\"]", "1:14: '[\"\\ud800\"]' is not JSON: half of a surrogate pair")]
    [InlineData("expect count = 1 for 3.14", "1:22: unknown version '3.14'; there are: 3.9, 3.10, 3.11, 3.12, 3.13")]
    [InlineData("versions 2.7", "1:10: unknown version '2.7'; there are: 3.9, 3.10, 3.11, 3.12, 3.13")]
    [InlineData("repeat 3\nlet x = list", "2: missing end of the repeat in line 1")]
    [InlineData("callback C\n", "2: missing end of callback C in line 1")]
    [InlineData("end", "1:1: end without a block")]
    [InlineData("repeat 1\nelse\nend", "2:1: else without an if")]
    [InlineData("repeat 1\nfinalizer F\nend\nend", "2:1: finalizer belongs to the top level, outside of blocks")]
    [InlineData("callback C\ntable T 1\nend", "2:1: table belongs to the top level, outside of blocks")]
    [InlineData("callback C\nlog \"x\"\nglobal y\nend", "3:1: global must come first in its body")]
    [InlineData("global x", "1:1: global belongs to the start of a finalizer, callback or function")]
    [InlineData("if 1 = 1\nend", "1:6: unknown comparison '='; one of: == != < <= > >=")]
    [InlineData("repeat 3 of $i\nend", "1:10: expected 'as', not 'of': repeat EXPR [as $NAME]")]
    [InlineData("show kind self", "1:11: self is only known in a finalizer or a callback, and cannot be bound")]
    [InlineData("function f x x\nend", "1:10: function f has two parameters of the same name")]
    [InlineData("function f x\ndel x\nshow kind y\nend", "3:11: unknown variable 'y' (did you mean 'x'?)")]
    [InlineData("note \"a\0b\"", "1:8: a NUL character: not a text")]
    public void An_error_says_where_what_and_what_would_be_right(string text, string message) =>
        Assert.Equal("bad.gcs:" + message, Error(text));

    [Fact]
    public void A_line_may_be_too_long() =>
        Assert.Equal("bad.gcs:2: a line of 65537 characters; at most 65536 are allowed", Error("\n" + new string('x', 65537)));

    [Fact]
    public void A_file_may_be_too_large() =>
        Assert.Equal("bad.gcs: larger than a scenario may be (16 MiB)", Error(new string('\n', ScenarioLimits.FileBytes + 1)));

    [Fact]
    public void Bytes_may_be_no_text() => Assert.Equal(
        "bad.gcs: not a text in UTF-8",
        Assert.Throws<ScenarioSyntaxException>(() => ScenarioParser.Parse([0x7F, 0x45, 0x4C, 0x46, 0xFF, 0xFE], "bad.gcs")).Message);

    [Fact]
    public void Blocks_may_be_nested_too_deeply() =>
        Assert.Equal("bad.gcs:101:1: blocks nested deeper than 100", Error(string.Concat(Enumerable.Repeat("repeat 1\n", 50_000))));

    [Theory]
    [InlineData("(")]
    [InlineData("-")]
    [InlineData("1+")]
    [InlineData("1*-")]
    public void Expressions_may_be_nested_too_deeply(string piece)
    {
        StringBuilder text = new("$n = ");
        for (int i = 0; i < 10_000; i++)
        {
            text.Append(piece);
        }

        Assert.EndsWith("an expression nested deeper than 200", Error(text + "1"), StringComparison.Ordinal);
    }

    private static string Error(string text) => Assert.Throws<ScenarioSyntaxException>(() => ScenarioParser.Parse(text, "bad.gcs")).Message;
}
