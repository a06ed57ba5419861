using Xunit;

namespace GcActors.Tests.Telemetry;

/// <summary>Sources, meters, environment variables and event sources are of the whole process: these tests run alone, one after the other.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class TelemetryCollection
{
    public const string Name = "Telemetry";
}
