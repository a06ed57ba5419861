namespace GcActors.Experiments.Figures;

/// <summary>A cost in parts: rows of bars in panels, one axis for all; pure data.</summary>
/// <param name="Title">First line, and the accessible name.</param>
/// <param name="Caption">Below: experiment, profile, blocks.</param>
/// <param name="AxisLabel">With the unit.</param>
/// <param name="Parts">From the axis outwards.</param>
/// <param name="Groups">Panels, top to bottom.</param>
public sealed record StackedBars(string Title, string Caption, string AxisLabel, IReadOnlyList<StackedPart> Parts, IReadOnlyList<StackedGroup> Groups)
{
    public bool IsColumn { get; init; }

    public IEnumerable<StackedRow> Rows => Groups.SelectMany(group => group.Rows);
}

/// <param name="Name">Metric; written into its segments.</param>
/// <param name="Label">In the legend.</param>
/// <param name="IsResidual">What no other part explains.</param>
public sealed record StackedPart(string Name, string Label, bool IsResidual = false);

/// <param name="Label">Above; empty where there is one panel.</param>
/// <param name="Rows">Bars, top to bottom.</param>
public sealed record StackedGroup(string Label, IReadOnlyList<StackedRow> Rows);

/// <param name="Label">On the left.</param>
/// <param name="Cell">Name, for tooltip and data file.</param>
/// <param name="Values">One a part.</param>
/// <param name="Whole">What they should add up to; null: not marked.</param>
public sealed record StackedRow(string Label, string Cell, IReadOnlyList<PlotValue> Values, PlotValue? Whole)
{
    /// <summary>Each part with its two ends: what is positive goes right from zero, what is negative left.</summary>
    public IEnumerable<(int Part, double From, double To)> Segments()
    {
        double right = 0;
        double left = 0;
        for (int part = 0; part < Values.Count; part++)
        {
            double value = Values[part].Value;
            if (!double.IsFinite(value))
                continue;
            double from = value < 0 ? left : right;
            if (value < 0)
                left += value;
            else
                right += value;
            yield return (part, from, from + value);
        }
    }
}
