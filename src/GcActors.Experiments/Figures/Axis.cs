using System.Globalization;
using GcActors.Experiments.Results;

namespace GcActors.Experiments.Figures;

/// <summary>Maps values to places between two ends and chooses ticks.</summary>
internal sealed class Axis
{
    private const double UnitsPerTick = 32;
    private const int MostTicks = 8;
    private const double Margin = 0.04;
    private readonly AxisScale _scale;
    private readonly double _low;
    private readonly double _high;
    private readonly double _from;
    private readonly double _to;

    /// <param name="values">What must be in sight; what has no place on the scale is left out.</param>
    /// <param name="scale">Of the values.</param>
    /// <param name="from">Place of the lower end.</param>
    /// <param name="to">Place of the upper end.</param>
    public Axis(IEnumerable<double> values, AxisScale scale, double from, double to)
    {
        _scale = scale;
        _from = from;
        _to = to;
        double[] scaled = [.. values.Where(v => double.IsFinite(v) && (scale == AxisScale.Linear || v > 0)).Select(Scale)];
        double low = scaled.Length == 0 ? 0 : scaled.Min();
        double high = scaled.Length == 0 ? 1 : scaled.Max();
        double pad = high > low ? (high - low) * Margin : 0.5;
        _low = low - pad;
        _high = high + pad;
    }

    /// <summary>Values beyond the ends are drawn at the ends.</summary>
    public double Place(double value)
    {
        double scaled = _scale != AxisScale.Linear && value <= 0 ? _low : Math.Clamp(Scale(value), _low, _high);
        return _from + ((scaled - _low) / (_high - _low) * (_to - _from));
    }

    public IReadOnlyList<double> Ticks() => _scale switch
    {
        AxisScale.Linear => LinearTicks(),
        AxisScale.Log2 => PowersOfTwo(),
        _ => LogarithmicTicks(),
    };

    /// <summary>With an SI prefix from ten thousand on.</summary>
    public static string TickText(double value) => Math.Abs(value) switch
    {
        >= 1e9 => (value / 1e9).ToString("0.##", CultureInfo.InvariantCulture) + " G",
        >= 1e6 => (value / 1e6).ToString("0.##", CultureInfo.InvariantCulture) + " M",
        >= 1e4 => (value / 1e3).ToString("0.##", CultureInfo.InvariantCulture) + " k",
        > 0 and < 1e-3 => value.ToString("0.##e0", CultureInfo.InvariantCulture),
        _ => NumberText.Number(value),
    };

    private List<double> LinearTicks()
    {
        double step = NiceStep((_high - _low) / WantedTicks);
        var ticks = new List<double>();
        for (double k = Math.Ceiling(_low / step); k * step <= _high; k++)
            ticks.Add(k * step);
        return ticks;
    }

    /// <summary>1, 2, 5 a decade on short axes, whole decades on long ones, and not all of these where there is no room.</summary>
    private List<double> LogarithmicTicks()
    {
        double decades = _high - _low;
        double[] steps = decades > 2.5 || decades * 3 > WantedTicks * 1.5 ? [1] : [1, 2, 5];
        double stride = Math.Max(1, Math.Ceiling(decades / WantedTicks));
        var ticks = new List<double>();
        for (double decade = Math.Floor(_low / stride) * stride; decade <= _high; decade += stride)
            ticks.AddRange(steps.Select(step => step * Math.Pow(10, decade)).Where(tick => Scale(tick) >= _low && Scale(tick) <= _high));
        return ticks;
    }

    /// <summary>Every one on short axes, fewer on long ones.</summary>
    private List<double> PowersOfTwo()
    {
        double step = Math.Max(1, Math.Ceiling((_high - _low) / WantedTicks));
        var ticks = new List<double>();
        for (double power = Math.Ceiling(_low); power <= _high; power += step)
            ticks.Add(Math.Pow(2, power));
        return ticks;
    }

    private int WantedTicks => (int)Math.Clamp(Math.Abs(_to - _from) / UnitsPerTick, 2, MostTicks);

    private static double NiceStep(double least)
    {
        double decade = Math.Pow(10, Math.Floor(Math.Log10(least)));
        double factor = new[] { 1.0, 2, 5, 10 }.First(f => f * decade >= least * (1 - 1e-9));
        return factor * decade;
    }

    private double Scale(double value) => _scale switch
    {
        AxisScale.Linear => value,
        AxisScale.Log2 => Math.Log2(value),
        _ => Math.Log10(value),
    };
}
