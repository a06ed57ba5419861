namespace GcActors.Experiments.Figures;

/// <summary>Maps values to places between two ends and chooses ticks.</summary>
internal sealed class Axis
{
    private const int WantedTicks = 8;
    private const double Margin = 0.04;
    private readonly bool _logarithmic;
    private readonly double _low;
    private readonly double _high;
    private readonly double _from;
    private readonly double _to;

    /// <param name="values">What must be in sight; what has no place on the scale is left out.</param>
    /// <param name="logarithmic">Else linear.</param>
    /// <param name="from">Place of the lower end.</param>
    /// <param name="to">Place of the upper end.</param>
    public Axis(IEnumerable<double> values, bool logarithmic, double from, double to)
    {
        _logarithmic = logarithmic;
        _from = from;
        _to = to;
        double[] scaled = [.. values.Where(v => double.IsFinite(v) && (!logarithmic || v > 0)).Select(Scale)];
        double low = scaled.Length == 0 ? 0 : scaled.Min();
        double high = scaled.Length == 0 ? 1 : scaled.Max();
        double pad = high > low ? (high - low) * Margin : 0.5;
        _low = low - pad;
        _high = high + pad;
    }

    /// <summary>Values beyond the ends are drawn at the ends.</summary>
    public double Place(double value)
    {
        double scaled = _logarithmic && value <= 0 ? _low : Math.Clamp(Scale(value), _low, _high);
        return _from + ((scaled - _low) / (_high - _low) * (_to - _from));
    }

    public IReadOnlyList<double> Ticks() => _logarithmic ? LogarithmicTicks() : LinearTicks();

    private List<double> LinearTicks()
    {
        double step = NiceStep((_high - _low) / WantedTicks);
        var ticks = new List<double>();
        for (double k = Math.Ceiling(_low / step); k * step <= _high; k++)
            ticks.Add(k * step);
        return ticks;
    }

    /// <summary>1, 2, 5 a decade on short axes, whole decades on long ones.</summary>
    private List<double> LogarithmicTicks()
    {
        double[] steps = _high - _low > 2.5 ? [1] : [1, 2, 5];
        var ticks = new List<double>();
        for (double decade = Math.Floor(_low); decade <= _high; decade++)
            ticks.AddRange(steps.Select(step => step * Math.Pow(10, decade)).Where(tick => Scale(tick) >= _low && Scale(tick) <= _high));
        return ticks;
    }

    private static double NiceStep(double least)
    {
        double decade = Math.Pow(10, Math.Floor(Math.Log10(least)));
        double factor = new[] { 1.0, 2, 5, 10 }.First(f => f * decade >= least * (1 - 1e-9));
        return factor * decade;
    }

    private double Scale(double value) => _logarithmic ? Math.Log10(value) : value;
}
