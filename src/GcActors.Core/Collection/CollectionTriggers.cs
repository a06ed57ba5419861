using GcActors.Core.Settings;

namespace GcActors.Core.Collection;

/// <summary>The trigger that the setting <c>collection.trigger</c> names.</summary>
internal static class CollectionTriggers
{
    public static ICollectionTrigger Create(CollectionSettings settings) => settings.Trigger switch
    {
        "thresholds" => new ThresholdTrigger(settings.Threshold0, new GenerationCounters(settings.Threshold1, settings.Threshold2, settings.QuarterRule)),
        "stress" => new StressTrigger(settings.StressEvery),
        _ => new NeverTrigger(),
    };
}
