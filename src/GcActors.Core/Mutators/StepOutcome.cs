namespace GcActors.Core.Mutators;

/// <summary>How a workload's step ended.</summary>
internal enum StepOutcome
{
    /// <summary>The step is complete and counts as one.</summary>
    Stepped,

    /// <summary>The step made progress inside itself but is not complete; call again. Not counted as a step, but a safe point.</summary>
    Partial,

    /// <summary>An allocation could not be served now (<see cref="IMutator.New"/> answered null). State is as before that allocation; call again later.</summary>
    Suspended,

    /// <summary>Another mutator must get further first (see <see cref="IMutator.SharedFlag"/>). Nothing was done: give up the rest of the quantum, let the
    /// others run, call again. A safe point, not a step.</summary>
    Waiting,

    /// <summary>The program is over; nothing was done in this call.</summary>
    Done,
}
