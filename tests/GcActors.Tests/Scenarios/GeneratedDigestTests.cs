using System.Globalization;
using GcActors.Core.Scenarios;
using GcActors.Experiments.Conformance;
using GcActors.Tests.Repository;
using Xunit;

namespace GcActors.Tests.Scenarios;

/// <summary>
/// Our outputs of generated scenarios, as digests. After a change that is right (real interpreters were asked, <c>gcactors scenario fuzz</c>):
/// <c>gcactors scenario digest --seeds 1..500 --statements 100 > tests/digests/generated.txt</c>.
/// </summary>
public class GeneratedDigestTests
{
    private const ulong Seeds = 500;
    private const int Statements = 100;

    [Theory]
    [InlineData("3.9")]
    [InlineData("3.12")]
    [InlineData("3.13")]
    public void Generated_scenarios_print_what_they_printed_when_real_interpreters_were_asked(string version)
    {
        string stored = File.ReadLines(Path.Combine(RepositoryRoot.Path, "tests", "digests", "generated.txt"))
            .Single(line => line.StartsWith(version + " ", StringComparison.Ordinal));
        using ScenarioDigest digest = new();

        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            string name = seed.ToString(CultureInfo.InvariantCulture);
            Scenario scenario = ScenarioParser.Parse(ScenarioGenerator.Generate(seed, Statements), name);
            digest.Add(name, Answer(scenario, version));
        }

        long rows = digest.Rows;
        Assert.Equal(
            string.Join(' ', stored.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
            $"{version} {digest.Finish()} {rows.ToString(CultureInfo.InvariantCulture)}");
    }

    private static ScenarioAnswer Answer(Scenario scenario, string version)
    {
        if (scenario.Versions?.Contains(version) == false)
        {
            return ScenarioAnswer.NotApplicable;
        }

        try
        {
            return new ScenarioAnswer(OracleTests.Run(scenario, version), null);
        }
        catch (ScenarioFailedException e)
        {
            return new ScenarioAnswer([], e.Message);
        }
    }
}
