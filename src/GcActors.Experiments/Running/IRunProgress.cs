using GcActors.Experiments.Results;

namespace GcActors.Experiments.Running;

/// <summary>Told what a run does; called on the runner's thread, so it must be cheap: its CPU time counts against gate G1.</summary>
public interface IRunProgress
{
    /// <param name="invocation">About to start.</param>
    /// <param name="done">Invocations ended, earlier sessions of a resumed run included.</param>
    /// <param name="total">Known so far; repetitions of failed invocations are added when they are planned.</param>
    /// <param name="left">Estimate; null before the first has ended.</param>
    void Started(Invocation invocation, int done, int total, TimeSpan? left);

    void Ended(Invocation invocation, ResultRow row);

    /// <summary>Something that a person should know.</summary>
    void Note(string message);
}
