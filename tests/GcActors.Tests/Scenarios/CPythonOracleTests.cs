using GcActors.Core.Scenarios;
using GcActors.Experiments.Conformance;
using GcActors.Tests.Running;
using Xunit;

namespace GcActors.Tests.Scenarios;

public class CPythonOracleTests
{
    private const string Row = """{"i": 1, "line": 1, "show": "enabled", "args": [], "value": false}""";

    [Fact]
    public void Rows_come_back_parsed()
    {
        ScenarioAnswer answer = Run($"echo '{Row}'");

        Assert.Null(answer.Problem);
        Assert.Equal([Row], answer.Rows.Select(ScenarioRowWriter.Format));
    }

    [Fact]
    public void A_failed_expectation_is_no_problem_of_the_run() => Assert.Null(Run($"echo '{Row}'; exit 1").Problem);

    [Fact]
    public void A_scenario_that_fails_keeps_its_rows_and_says_why()
    {
        ScenarioAnswer answer = Run($"echo '{Row}'; echo \"$2: NameError: name\" >&2; exit 1");

        Assert.Single(answer.Rows);
        Assert.EndsWith("NameError: name", answer.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("echo no good >&2; exit 2", "no good")]
    [InlineData("exit 139", "exit code 139")]
    public void A_run_without_rows_has_a_reason(string script, string problem) => Assert.Equal(problem, Run(script).Problem);

    [Fact]
    public void A_scenario_may_not_be_for_the_version() => Assert.False(Run("echo no >&2; exit 3").IsApplicable);

    [Fact]
    public void A_run_that_does_not_end_is_ended()
    {
        using TemporaryFolder folder = new();
        using CPythonOracle oracle = new(FakePython.Create(folder, "3.12.1", "exec sleep 600"), TimeSpan.FromSeconds(2));

        Assert.Equal("did not end within 2 s", oracle.RunText("note x\n", CancellationToken.None).Problem);
    }

    [Fact]
    public void Many_run_side_by_side_and_answer_in_order()
    {
        using TemporaryFolder folder = new();
        using CPythonOracle oracle = new(
            FakePython.Create(folder, "3.9.18", "printf '{\"i\": 1, \"line\": 1, \"note\": \"%s\"}\\n' \"$(cat $2)\""), TimeSpan.FromMinutes(1));

        IReadOnlyList<ScenarioAnswer> answers = oracle.RunAll([.. Enumerable.Range(0, 20).Select(i => $"{i}")], 4, CancellationToken.None);

        Assert.Equal("3.9", oracle.Version);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"{i}"), answers.Select(answer => answer.Rows[0].What));
    }

    [Fact]
    public void What_is_no_interpreter_is_refused()
    {
        using TemporaryFolder folder = new();

        Assert.Contains("does not start", Assert.Throws<InvalidOperationException>(() => Open("/nowhere/python")).Message, StringComparison.Ordinal);
        string old = FakePython.Create(folder, "2.7.18", "");
        Assert.Contains("no CPython of 3.9 to 3.13", Assert.Throws<InvalidOperationException>(() => Open(old)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_programs_for_real_interpreters_are_inside_the_assembly()
    {
        using TemporaryFolder folder = new();

        Assert.Contains("class Translator", File.ReadAllText(CPythonScripts.Unpack(CPythonScripts.RunScenario, folder.Path)), StringComparison.Ordinal);
        Assert.NotEmpty(File.ReadAllText(CPythonScripts.Unpack(CPythonScripts.MeasureAllocator, folder.Path)));
    }

    private static void Open(string path) => new CPythonOracle(path, TimeSpan.FromMinutes(1)).Dispose();

    private static ScenarioAnswer Run(string script)
    {
        using TemporaryFolder folder = new();
        using CPythonOracle oracle = new(FakePython.Create(folder, "3.12.1", script), TimeSpan.FromMinutes(1));
        return oracle.RunText("show enabled\n", CancellationToken.None);
    }
}
