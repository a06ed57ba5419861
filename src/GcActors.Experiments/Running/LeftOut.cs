namespace GcActors.Experiments.Running;

/// <summary>A cell or a claim of an experiment's file that a run does not have, because the build cannot run it. It is named wherever the run is reported.</summary>
/// <param name="Kind"><see cref="Cell"/> or <see cref="Claim"/>.</param>
/// <param name="Name">The cell's name, or the claim's id.</param>
/// <param name="Reason">Of a cell, what the build lacks.</param>
public sealed record LeftOut(string Kind, string Name, string Reason)
{
    public const string Cell = "cell";
    public const string Claim = "claim";

    /// <summary>For people: one line a reason.</summary>
    public static IEnumerable<string> Lines(IEnumerable<LeftOut> all) => all.GroupBy(one => (one.Kind, one.Reason)).Select(group =>
        $"left out: {group.Key.Kind}{(group.Count() == 1 ? "" : "s")} {string.Join("; ", group.Select(one => one.Name))}: {group.Key.Reason}");
}
