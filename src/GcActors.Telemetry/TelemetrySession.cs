namespace GcActors.Telemetry;

/// <summary>
/// Listens to our sources and meters from its start to its end, and sends what it hears to all targets; without a target it listens to nothing. Whatever
/// goes wrong with a target stays in the report of <see cref="End"/>. The standard <c>OTEL_*</c> variables hold.
/// </summary>
public sealed class TelemetrySession : IDisposable
{
    private readonly IPipeline[] pipelines;
    private readonly Providers? providers;
    private IReadOnlyList<string>? report;

    private TelemetrySession(IPipeline[] pipelines, Providers? providers)
    {
        this.pipelines = pipelines;
        this.providers = providers;
    }

    /// <summary>Begins to listen. A target that is named twice is one.</summary>
    public static TelemetrySession Start(IEnumerable<TelemetryTarget> targets, SessionContext context)
    {
        IPipeline[] pipelines = [.. targets.Where(t => !t.IsNone).DistinctBy(t => t.ToString(), StringComparer.Ordinal).Select(t => t.Open(context))];
        return Over(pipelines, context);
    }

    internal static TelemetrySession Over(IPipeline[] pipelines, SessionContext context) =>
        new(pipelines, pipelines.Length == 0 ? null : new Providers(pipelines, context));

    /// <summary>Delivers what is left and stops listening; once.</summary>
    /// <returns>One line for each target in trouble, with the numbers of what it lost.</returns>
    public IReadOnlyList<string> End()
    {
        if (report is null)
        {
            providers?.End();
            report = [.. pipelines.Where(p => p.Tally.HasLost).Select(LossReport.Of)];
        }

        return report;
    }

    public void Dispose() => End();
}
