using System.Globalization;

namespace GcActors.Experiments.LockingCost;

/// <summary>A twin of one strategy's program.</summary>
/// <param name="Strategy">Label.</param>
/// <param name="Twin">As <c>counting.twin</c>.</param>
/// <param name="IsParallel">Each mutator on a thread and core of its own; else in turn on one.</param>
/// <param name="Mutators">Mutators.</param>
/// <param name="DoseNs">A known cost, ns; null: there is none.</param>
/// <param name="Place">Where the known cost is.</param>
public sealed record TwinCell(string Strategy, string Twin, bool IsParallel, int Mutators, int? DoseNs = null, DosePlace? Place = null)
{
    public string Mode => IsParallel ? "parallel" : "serial";

    /// <summary>Threads whose time passes while the program runs.</summary>
    public int Lanes => IsParallel ? Mutators : 1;

    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Strategy},{Twin},{Mode},M={Mutators}{(DoseNs is { } dose ? $",dose={dose}" : "")}");

    /// <summary>A metric of this cell, as predicates write it.</summary>
    public string Term(string metric) => string.Create(CultureInfo.InvariantCulture, $"{metric}[{Strategy}, {Twin}, {Mode}, M={Mutators}]");

    /// <summary>The same with one of its doses.</summary>
    public string Term(string metric, int doseNs) => string.Create(CultureInfo.InvariantCulture, $"{metric}[{Strategy}, {Twin}, {Mode}, M={Mutators}, dose={doseNs}]");
}
