using System.CommandLine;

namespace GcActors.Cli.Traces;

/// <summary><c>gcactors trace</c>: what to do with the files of <c>--telemetry file:DIR</c>.</summary>
internal static class TraceCommand
{
    public static Command Create(CliContext context) => new("trace", "Work with recorded traces and metrics")
    {
        SendCommand.Create(context),
        TimelineCommand.Create(context),
    };
}
