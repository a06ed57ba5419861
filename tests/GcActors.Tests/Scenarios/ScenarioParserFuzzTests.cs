using System.Globalization;
using GcActors.Core.Scenarios;
using Xunit;
using Xunit.Abstractions;

namespace GcActors.Tests.Scenarios;

/// <summary>Whatever the bytes, the parser reads a scenario or says why it does not. <c>GCACTORS_FUZZ_INPUTS</c> sets how many.</summary>
public class ScenarioParserFuzzTests(ITestOutputHelper output)
{
    private const int InputsInCI = 10_000;

    private static readonly string[] s_texts = [.. OracleFiles.Scenarios.Select(File.ReadAllText)];

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
