namespace GcActors.Telemetry;

/// <summary>One line about a target that did not take everything.</summary>
internal static class LossReport
{
    public static string Of(IPipeline pipeline)
    {
        Tally tally = pipeline.Tally;
        List<string> lost = [];
        if (tally.SpansLost > 0)
        {
            lost.Add($"{tally.SpansLost:N0} of {tally.SpansEnded:N0} spans");
        }

        if (tally.MetricsLost > 0)
        {
            lost.Add($"{tally.MetricsLost:N0} of {tally.MetricsOffered:N0} metrics");
        }

        return $"telemetry: {pipeline.Name}: {string.Join(" and ", lost)} dropped: {tally.FirstReason ?? "the queue was full"}";
    }
}
