using System.CommandLine;
using System.CommandLine.Invocation;
using GcActors.Cli.Commands;
using GcActors.Cli.Scenarios;
using GcActors.Cli.Sweeps;
using GcActors.Cli.Traces;

namespace GcActors.Cli;

/// <summary>The whole command line: builds the tree, parses, runs.</summary>
internal static class CommandLine
{
    /// <returns>An exit code; see <see cref="ExitCodes"/>.</returns>
    public static int Run(IReadOnlyList<string> arguments, CliContext context) => Failures.Guard(context, () =>
    {
        ParseResult parsed = Root(context).Parse(arguments);
        if (parsed.Action is ParseErrorAction)
        {
            throw ParseErrors.Describe(parsed);
        }

        return parsed.Invoke(new InvocationConfiguration
        {
            Output = context.Out,
            Error = context.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        });
    });

    internal static RootCommand Root(CliContext context) => new("Reference counting, cycle collection, and what they cost across threads.")
    {
        RunCommand.Create(context),
        LockingCostCommand.Create(context),
        ReportCommand.Create(context),
        CompareCommand.Create(context),
        CheckCommand.Create(context),
        ExportCommand.Create(context),
        SubmitCommand.Create(context),
        MergeCommand.Create(context),
        StatusCommand.Create(context),
        PlanRepetitionsCommand.Create(context),
        MinHeapCommand.Create(context),
        TrialCommand.Create(context),
        SimulateCommand.Create(context),
        MatrixCommand.Create(context),
        ExploreCommand.Create(context),
        MeasureCommand.Create(context),
        ScenarioCommand.Create(context),
        GcLogCommand.Create(context),
        TraceCommand.Create(context),
        ListCommand.Create(context),
        DoctorCommand.Create(context),
        SchemaCommand.Create(context),
    };
}
