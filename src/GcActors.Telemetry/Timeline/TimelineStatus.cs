namespace GcActors.Telemetry.Timeline;

/// <summary>With the numbers that the protocol has for it.</summary>
public enum TimelineStatus
{
    Unset = 0,
    Ok = 1,
    Error = 2,
}
