using System.Globalization;
using GcActors.Core.Scenarios;
using GcActors.Experiments.Conformance;
using Xunit;
using Xunit.Abstractions;

namespace GcActors.Tests.Scenarios;

/// <summary>Whatever the bytes, parser and engine run a scenario or say in one line why not. <c>GCACTORS_FUZZ_INPUTS</c> sets how many.</summary>
public class ScenarioEngineFuzzTests(ITestOutputHelper output)
{
    private const int InputsInCI = 10_000;
    private const long StepLimit = 2_000;
    private const long HeapBytes = 16 << 20;
    private static readonly string[] s_versions = ["3.9", "3.12", "3.13"];

    private static readonly string[] s_texts =
    [
        .. OracleFiles.Scenarios.Select(File.ReadAllText),
        .. Enumerable.Range(0, 200).Select(seed => ScenarioGenerator.Generate((ulong)seed, 40)),
    ];

    private enum Ending
    {
        Refused,
        Failed,
        Ran,
    }

    [Fact]
    public void Damaged_scenarios_run_or_are_refused_and_nothing_else()
    {
        int inputs = int.Parse(Environment.GetEnvironmentVariable("GCACTORS_FUZZ_INPUTS") ?? $"{InputsInCI}", CultureInfo.InvariantCulture);

        Dictionary<Ending, int> endings = Enumerable.Range(0, inputs).AsParallel().Select(End).CountBy(ending => ending).ToDictionary();

        output.WriteLine(string.Join(", ", endings));
        Assert.All(Enum.GetValues<Ending>(), ending => Assert.True(endings.GetValueOrDefault(ending) > inputs / 50, $"{ending}: too few"));
    }

    private static Ending End(int seed)
    {
        byte[] bytes = new ScenarioMutator((ulong)seed).Mutate(s_texts);
        try
        {
            OracleTests.Run(ScenarioParser.Parse(bytes, "damaged"), s_versions[seed % s_versions.Length], StepLimit, HeapBytes);
            return Ending.Ran;
        }
        catch (Exception e) when (e is ScenarioSyntaxException or ScenarioFailedException)
        {
            Assert.True(e.Message.StartsWith("damaged:", StringComparison.Ordinal) && !e.Message.Contains('\n', StringComparison.Ordinal), $"seed {seed}: no line to show: {e.Message}");
            return e is ScenarioSyntaxException ? Ending.Refused : Ending.Failed;
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"seed {seed}: {e.Message}", e);
        }
    }
}
