using OpenTelemetry;

namespace GcActors.Telemetry.Discarding;

/// <summary>Throws away whatever comes.</summary>
/// <param name="discarded">Is told how many.</param>
internal sealed class DiscardExporter<T>(Action<long> discarded) : BaseExporter<T>
    where T : class
{
    public override ExportResult Export(in Batch<T> batch)
    {
        discarded(batch.Count);
        return ExportResult.Success;
    }
}
