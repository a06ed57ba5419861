namespace GcActors.Experiments.Running;

/// <param name="Passed">Null: the gate does not apply, or cannot be judged yet; it then voids nothing.</param>
/// <param name="Reason">The value that was judged, or why it was not.</param>
public sealed record GateResult(bool? Passed, string Reason)
{
    public static GateResult NotApplicable(string reason) => new(null, reason);
}
