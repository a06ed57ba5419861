using System.CommandLine;

namespace GcActors.Cli.Sweeps;

/// <summary>The results folder that a command reads.</summary>
internal static class FolderArgument
{
    public static Argument<string> Create() => new("results") { Description = "Results folder of a run", HelpName = "DIR" };
}
