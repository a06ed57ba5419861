namespace GcActors.Core.Protocol.Tracing;

/// <summary>What a mutator was doing when it was told to stop.</summary>
internal enum MutatorActivity : byte
{
    Idle,
    SettingUp,
    Running,
    TearingDown,

    /// <summary>It had work and waited for nothing: its next quantum had not begun.</summary>
    Ready,
    AskedForCollection,
    WaitsForMemory,
    WaitsForGil,
    WaitsForLogs,
    WaitsForAnother,
    Crashed,
}

internal static class MutatorActivities
{
    public static string Name(this MutatorActivity activity) => activity switch
    {
        MutatorActivity.Idle => "idle",
        MutatorActivity.SettingUp => "setting up",
        MutatorActivity.Running => "running",
        MutatorActivity.TearingDown => "tearing down",
        MutatorActivity.Ready => "ready, not running",
        MutatorActivity.AskedForCollection => "asked for this collection",
        MutatorActivity.WaitsForMemory => "waiting for memory",
        MutatorActivity.WaitsForGil => "waiting for the GIL",
        MutatorActivity.WaitsForLogs => "waiting for log memory",
        MutatorActivity.WaitsForAnother => "waiting for another mutator",
        _ => "crashed",
    };
}
