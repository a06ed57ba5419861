using OpenTelemetry.Metrics;

namespace GcActors.Telemetry.Printing;

/// <summary>
/// Metrics by scope, a line for each point; a histogram is its count, quantiles, most and shape, and the span of the largest measurement that was sampled.
/// </summary>
internal static class MetricText
{
    public static void Write(TextWriter writer, IReadOnlyList<Metric> metrics, SpanTree tree, Ink ink)
    {
        foreach (IGrouping<string, Metric> scope in metrics.GroupBy(m => m.MeterName, StringComparer.Ordinal).OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            writer.WriteLine();
            writer.WriteLine(ink.Bold(scope.Key));
            List<(string Name, string Attributes, string Value)> rows = [.. scope.SelectMany(m => Rows(m, tree))];
            int nameWidth = rows.Max(r => r.Name.Length);
            int attributesWidth = rows.Max(r => r.Attributes.Length);
            foreach ((string name, string attributes, string value) in rows)
            {
                writer.WriteLine($"  {name.PadRight(nameWidth)}  {ink.Dim(attributes.PadRight(attributesWidth))}  {value}".TrimEnd());
            }
        }
    }

    private static List<(string Name, string Attributes, string Value)> Rows(Metric metric, SpanTree tree)
    {
        List<(string Name, string Attributes, string Value)> rows = [];
        foreach (ref readonly MetricPoint point in metric.GetMetricPoints())
        {
            List<KeyValuePair<string, object?>> tags = [];
            foreach (KeyValuePair<string, object?> tag in point.Tags)
            {
                tags.Add(tag);
            }

            rows.Add((metric.Name, string.Join(' ', AttributeText.Words(tags)), ValueOf(metric, in point, tree)));
        }

        // Points come in the order of a hash table's; a reader, and a test, want one order.
        return [.. rows.OrderBy(r => r.Attributes, StringComparer.Ordinal)];
    }

    private static string ValueOf(Metric metric, in MetricPoint point, SpanTree tree)
    {
        string unit = metric.Unit ?? "";
        return metric.MetricType switch
        {
            MetricType.LongSum or MetricType.LongSumNonMonotonic => Units.Of(point.GetSumLong(), unit),
            MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => Units.Of(point.GetSumDouble(), unit),
            MetricType.LongGauge => Units.Of(point.GetGaugeLastValueLong(), unit),
            MetricType.DoubleGauge => Units.Of(point.GetGaugeLastValueDouble(), unit),
            _ => Spread(Distribution.Of(metric.MetricType, in point), unit) + Example(in point, unit, tree),
        };
    }

    private static string Spread(Distribution spread, string unit)
    {
        string p50 = Units.Of(spread.Quantile(0.5), unit);
        string p99 = Units.Of(spread.Quantile(0.99), unit);
        return $"{spread.Count:N0} × p50 {p50}  p99 {p99}  max {Units.Of(spread.Max, unit)}  |{spread.Sparkline()}|";
    }

    private static string Example(in MetricPoint point, string unit, SpanTree tree)
    {
        if (!point.TryGetExemplars(out ReadOnlyExemplarCollection exemplars))
        {
            return "";
        }

        double most = double.NegativeInfinity;
        SpanNode? span = null;
        foreach (ref readonly Exemplar exemplar in exemplars)
        {
            if (exemplar.DoubleValue > most && tree.Find(exemplar.SpanId) is { } found)
            {
                (most, span) = (exemplar.DoubleValue, found);
            }
        }

        return span is null ? "" : $"  {Units.Of(most, unit)} in {span.Name}{(span.Text(Core.Telemetry.Attributes.StopId) is { } id ? $" #{id}" : "")}";
    }
}
