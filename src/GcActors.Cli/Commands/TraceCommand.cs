using System.CommandLine;

namespace GcActors.Cli.Commands;

/// <summary><c>gcactors trace</c>: what can be done with recorded traces.</summary>
internal static class TraceCommand
{
    public static Command Create(CliContext context) => new("trace", "Recorded traces")
    {
        TimelineCommand.Create(context),
    };
}
