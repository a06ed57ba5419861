using System.Text.Json.Nodes;

namespace GcActors.Experiments.Running;

/// <summary>Runs one invocation to its end and returns its row. Knows processes, not blocks or gates; called once a trial.</summary>
public interface ITrialInvoker
{
    /// <returns>The row that the child printed; a crash or a time-out is a row with the outcome <c>failed</c> and a reason.</returns>
    /// <exception cref="OperationCanceledException">Cancelled: the child was killed and there is no row.</exception>
    JsonObject Invoke(Invocation invocation, CancellationToken cancellation);
}
