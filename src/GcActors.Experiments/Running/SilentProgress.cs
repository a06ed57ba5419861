using GcActors.Experiments.Results;

namespace GcActors.Experiments.Running;

public sealed class SilentProgress : IRunProgress
{
    public void Started(Invocation invocation, int done, int total, TimeSpan? left)
    {
    }

    public void Ended(Invocation invocation, ResultRow row)
    {
    }

    public void Note(string message)
    {
    }
}
