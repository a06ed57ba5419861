namespace GcActors.Tests.Cli;

internal sealed record CliResult(int ExitCode, string Out, string Error);
