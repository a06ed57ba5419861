using GcActors.Experiments.Results;
using GcActors.Experiments.Running;

namespace GcActors.Cli.Output;

/// <summary>A run on the progress line: what runs, how far it is, how long it will take.</summary>
internal sealed class RunProgress(ProgressLine line, TextWriter error) : IRunProgress
{
    public void Started(Invocation invocation, int done, int total, TimeSpan? left) =>
        line.Show($"{done}/{total}  {invocation.Cell}{(left is { } time ? $"  {time:m\\:ss} left" : "")}");

    public void Ended(Invocation invocation, ResultRow row)
    {
    }

    public void Note(string message) => error.WriteLine(message);
}
