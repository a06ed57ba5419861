using GcActors.Core.Actors;
using GcActors.Core.Counting.Twins;
using GcActors.Core.Host;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;

namespace GcActors.Core.Protocol;

/// <summary>What only a strategy with logs needs: chunks, the epoch actor, refcount actors.</summary>
internal sealed unsafe partial class TrialAssembly<TCounter, TAllocator, TWorkload>
{
    private int RefCountActors => TCounter.Traits.UsesLogs ? _settings.Counting.RefcountActors : 0;

    private IActorRef<RefCountMessage>[] SpawnRefCountActors(IActorSystem system)
    {
        var setup = new RefCountSetup { Allocators = _allocators, Mutators = _settings.Mutators, Shares = RefCountActors, Clock = _refCountClock, Doses = _doses, Faults = _launch.Faults };
        var actors = new IActorRef<RefCountMessage>[RefCountActors];
        for (int share = 0; share < actors.Length; share++)
        {
            // Beside the mutators: its thread is not to be lent to a stop.
            var options = new ActorOptions(ActorNames.RefCount(share), ActorDispatcher.Pinned, LendsThread: false);
            actors[share] = system.Spawn(new RefCountActor<TCounter, TAllocator>(setup, share), options);
        }

        return actors;
    }

    private void PrepareLogs()
    {
        _allocators.LogChunks->Initialise(_settings.Counting.LogBytes);
        for (int party = 0; party < _settings.Mutators; party++)
        {
            _allocators.Counts.Log(party)->Initialise(_allocators.LogChunks, &_controls.Entries[party].Breaker, (int)Breaker.EndEpoch);
        }

        for (int actor = 0; actor < RefCountActors; actor++)
        {
            _allocators.Counts.Log(_settings.Mutators + actor)->Initialise(_allocators.LogChunks);
        }
    }

    private static void PrepareLogPaths() => Precompilation.Prepare(
        typeof(RefCountActor<TCounter, TAllocator>),
        typeof(EpochActor),
        typeof(EpochBook),
        typeof(LogParty),
        typeof(CountLog),
        typeof(OpenLog),
        typeof(LogPool));

    private LogSetup? NewLogSetup(IActorRef<EpochMessage>? epochs) => epochs == null ? null : new LogSetup
    {
        Epochs = epochs,
        SnapshotsLocals = TCounter.Traits.SnapshotsLocals,
        LogsObjects = TCounter.Traits.LogsObjects,
        DroppedInto = TwinForms.DropsLogs(_settings.Counting.Twin) ? _allocators.LogChunks : null,
        Doses = _doses,
        AsksForEpochs = _settings.Counting.Twin != TwinForms.Append,
        MostBytesHeld = _settings.Counting.WhenFull == "grow" ? long.MaxValue : _settings.Counting.LogBytesMax / _settings.Mutators,
    };

    private EpochSetup NewEpochSetup(IActorRef<TrialMessage> trial, IActorRef<AllocatorMessage> allocator) => new()
    {
        Stops = TCounter.Traits.ReconcilesAtStops ? allocator : null,
        StopsWhenFull = _settings.Counting.WhenFull == "inline" ? allocator : null,
        LookedAtRoots = TCounter.Traits.LogsObjects ? _sharedRoots : null,
        Notes = _allocators.Counts.Log(_settings.Mutators),
        Chunks = _allocators.LogChunks,
        Mutators = _settings.Mutators,
        Hurried = _settings.Counting.WhenFull == "end_epoch" ? _controls.Entries : null,
        MostBytes = _settings.Counting.WhenFull == "grow" ? _settings.Counting.LogBytesMax : long.MaxValue,
        Doses = _doses,
        Trial = trial,
        Faults = _launch.Faults,
    };
}
