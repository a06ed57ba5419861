using System.Globalization;
using GcActors.Core.Scenarios;
using GcActors.Experiments.Conformance;
using Xunit;
using Xunit.Abstractions;

namespace GcActors.Tests.Scenarios;

/// <summary>Whatever the bytes, the parser reads a scenario or says why it does not. <c>GCACTORS_FUZZ_INPUTS</c> sets how many.</summary>
public class ScenarioParserFuzzTests(ITestOutputHelper output)
{
    private const int InputsInCI = 10_000;

    // Most damage to a short text hits something that matters.
    private static readonly string[] s_short =
    [
        "let x = dict k:none 7:none (1+2):\"t\"\nset x{k} = x\nset x{7} = 5\nunset x{k}\n",
        "table T 3\n$i = 1\nset T[$i+1] = none\nshow kind T[0]\nlet o = object \"n$i\"\nset o.a = o\nshow refcount o.a.a\n",
        "callback C\n  log \"cb\" ref\nend\nlet o = slots\nlet w = weakref o C\nlet m = method o C\nlet y = deref w\nexpect alive w = true for 3.12 3.13\n",
        "function f a b\n  global $n\n  $n = (1 + $n) * -2\nend\n$n = 0\ncall f none \"x\"\nthreshold 5 $n 3\ndebug STATS LEAK\ncollect 1 quiet\n",
    ];

    private static readonly string[] s_texts =
    [
        .. OracleFiles.Scenarios.Select(File.ReadAllText),
        .. Enumerable.Range(0, 100).Select(seed => ScenarioGenerator.Generate((ulong)seed, 40)),
        .. Enumerable.Repeat(s_short, 50).SelectMany(text => text),
    ];

    [Fact]
    public void Damaged_scenarios_are_read_or_refused_and_nothing_else()
    {
        int inputs = int.Parse(Environment.GetEnvironmentVariable("GCACTORS_FUZZ_INPUTS") ?? $"{InputsInCI}", CultureInfo.InvariantCulture);

        int read = Enumerable.Range(0, inputs).Count(seed => IsRead(new ScenarioMutator((ulong)seed).Mutate(s_texts), (ulong)seed));

        output.WriteLine($"{read} of {inputs} were still scenarios");
        // Both ways out must have been taken often, or the damage is too small or too great to find anything.
        Assert.InRange(read, inputs / 20, inputs * 19 / 20);
    }

    private static bool IsRead(byte[] bytes, ulong seed)
    {
        try
        {
            ScenarioParser.Parse(bytes, "damaged");
            return true;
        }
        catch (ScenarioSyntaxException e)
        {
            Assert.True(e.Message.Length < 600 && !e.Message.Contains('\n', StringComparison.Ordinal), $"seed {seed}: no line to show: {e.Message}");
            return false;
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"seed {seed}: {e.Message}", e);
        }
    }
}
