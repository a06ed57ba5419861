namespace GcActors.Experiments.Conformance;

/// <summary>What became of a scenario under a plan, beside the same scenario with CPython's choices.</summary>
public enum PlanVerdict
{
    /// <summary>The same rows, and the same objects with the same counts at the end.</summary>
    Equal,

    /// <summary>The same objects died in the same collections, but in another order, which logs, garbage, debug output and referrers show.</summary>
    OrderDiffers,

    /// <summary>The plan collects at other times: equal, up to order, to a run in which every collection is a full one.</summary>
    TimeDiffers,

    /// <summary>A defect: something that no plan may change.</summary>
    Different,

    /// <summary>The plan cannot run scenarios; the note says why.</summary>
    Refused,

    /// <summary>The scenario is not for this version.</summary>
    NotApplicable,
}

/// <summary>One scenario under one version's rules and one plan.</summary>
/// <param name="Note">The first difference, the reason, or "".</param>
public sealed record PlanCell(string Scenario, string Version, string Plan, PlanVerdict Verdict, string Note = "")
{
    /// <summary>For a table.</summary>
    public string Text => Verdict switch
    {
        PlanVerdict.Equal => "✓",
        PlanVerdict.OrderDiffers => "order",
        PlanVerdict.TimeDiffers => "time",
        PlanVerdict.Different => "BUG",
        PlanVerdict.Refused => "refused",
        _ => "n/a",
    };
}
