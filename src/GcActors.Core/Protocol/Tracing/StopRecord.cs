using GcActors.Core.Collection;

namespace GcActors.Core.Protocol.Tracing;

/// <summary>
/// One stop of the world as numbers: what the collector notes while the world stands, and what spans are made of when nobody is measured any more. Times are
/// those of the runtime's clock; 0 where it did not come to that. Goes from the collector to the trial with the message that says that the stop is over.
/// </summary>
internal sealed class StopRecord(int mutators)
{
    public long Id { get; set; }

    public StopCause Cause { get; set; }

    /// <summary>From here on nothing but this stop was in the way of who asked: the asking, or the end of the stop before, behind which the request waited.</summary>
    public long FromNs { get; set; }

    public long FlagsRaisedNs { get; set; }

    public long AllStoppedNs { get; set; }

    public MutatorStop[] Mutators { get; } = new MutatorStop[mutators];

    /// <summary>Who answered last.</summary>
    public int Last { get; set; }

    public long DrainFromNs { get; set; }

    public long DrainToNs { get; set; }

    public long CollectFromNs { get; set; }

    public long CollectToNs { get; set; }

    /// <summary>What the collector says of its work; null: there was no collection in the stop.</summary>
    public CollectionStats? Stats { get; set; }

    /// <summary>Shares of phases that were handed out to workers, by number of the phase.</summary>
    public List<ShareRecord> Shares { get; } = [];

    public long InspectFromNs { get; set; }

    public long InspectToNs { get; set; }

    /// <summary>What went before ended here, so that the clock need not be read again.</summary>
    public long ResumeFromNs => Math.Max(CollectToNs, InspectToNs);

    public long EndNs { get; set; }

    /// <summary>What the stop came to; set when it ends.</summary>
    public CollectionReport? Report { get; private set; }

    public long PauseNs => EndNs - FlagsRaisedNs;

    /// <summary>A mutator's answer.</summary>
    public void Note(CollectorMessage.MutatorStopped stopped)
    {
        ref MutatorStop mutator = ref Mutators[stopped.Mutator];
        mutator.QuantumEndedNs = stopped.QuantumEndedNs;
        mutator.StoppedNs = stopped.StoppedAtNs;
        mutator.Doing = stopped.Doing;
        if (stopped.StoppedAtNs >= AllStoppedNs)
        {
            AllStoppedNs = stopped.StoppedAtNs;
            Last = stopped.Mutator;
        }
    }

    public void End(CollectionReport report, CollectionStats? stats, long collectFromNs, long collectToNs, long nowNs)
    {
        Report = report;
        Stats = stats;
        CollectFromNs = collectFromNs;
        CollectToNs = collectToNs;
        EndNs = nowNs;
    }

    public void Begin(long id, StopCause cause, long lastStopEndedNs, long nowNs)
    {
        Id = id;
        Cause = cause;
        FromNs = Math.Max(cause.AskedAtNs, lastStopEndedNs);
        FlagsRaisedNs = nowNs;
        AllStoppedNs = DrainFromNs = DrainToNs = InspectFromNs = InspectToNs = 0;
        Shares.Clear();
    }
}

/// <summary>A mutator's side of a stop.</summary>
internal struct MutatorStop
{
    public long ToldNs { get; set; }

    /// <summary>End of its last quantum; before <see cref="ToldNs"/>: it ran none when it was told.</summary>
    public long QuantumEndedNs { get; set; }

    public long StoppedNs { get; set; }

    /// <summary>What it would do if nobody had stopped it.</summary>
    public MutatorActivity Doing { get; set; }

    public readonly bool WasInQuantum => QuantumEndedNs > ToldNs;

    public readonly MutatorActivity WhenTold => WasInQuantum
        ? MutatorActivity.Running
        : Doing is MutatorActivity.SettingUp or MutatorActivity.Running or MutatorActivity.TearingDown ? MutatorActivity.Ready : Doing;
}

/// <summary>A worker's share of a parallel phase.</summary>
/// <param name="Phase">Number of the phase, in the order in which they were handed out.</param>
/// <param name="Worker">0: the collector itself.</param>
/// <param name="FromNs">Begin.</param>
/// <param name="ToNs">End.</param>
internal readonly record struct ShareRecord(int Phase, int Worker, long FromNs, long ToNs);
