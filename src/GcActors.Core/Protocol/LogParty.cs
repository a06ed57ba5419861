using GcActors.Core.Objects;
using GcActors.Core.Protocol.Tracing;
using GcActors.Core.Telemetry;

namespace GcActors.Core.Protocol;

/// <summary>
/// A mutator's side of epochs: hands its log and its locals over at a boundary, asks for an epoch when its log has filled a chunk, and waits where its logs hold
/// more than its part of what logs may hold.
/// </summary>
/// <param name="setup">The mutator's; its epochs are null where the strategy keeps no logs.</param>
/// <param name="log">What the mutator writes.</param>
/// <param name="trace">The mutator's.</param>
internal sealed unsafe class LogParty(LogSetup setup, CountLog* log, MutatorTrace trace)
{
    private bool _hasAsked;
    private long _waitsSinceNs;
    private long _stalls;
    private long _stallNs;

    /// <summary>Waits for logs to come back.</summary>
    public bool IsWaiting { get; private set; }

    private bool IsFull => setup.LogsObjects ? log->Increments.HasFilledChunk || log->Written.HasFilledChunk : log->HasFilledChunk;

    /// <summary>A boundary, between two quanta or of a mutator that stands or has nothing to do.</summary>
    /// <param name="end">Which epoch.</param>
    /// <param name="mutator">0-based.</param>
    /// <param name="registers">What the mutator holds.</param>
    /// <param name="seesLocals">False only where a fault is planted.</param>
    /// <param name="nowNs">For traces.</param>
    public void PassEpoch(MutatorMessage.EndEpoch end, int mutator, RootTable registers, bool seesLocals, long nowNs)
    {
        _hasAsked = false;
        setup.Doses?.Message();
        if (setup.DroppedInto != null)
        {
            DropLogs();
            end.ReplyTo.Tell(new EpochMessage.EpochPassed(end.Epoch, mutator, default, nowNs));
            return;
        }

        LogList locals = setup.SnapshotsLocals && seesLocals ? log->Snapshot(registers) : default;
        var logs = new EpochLogs(log->Increments.Close(), log->Decrements.Close(), log->Written.Close(), locals);
        setup.Doses?.Entries(logs.Entries - locals.Entries);
        end.ReplyTo.Tell(new EpochMessage.EpochPassed(end.Epoch, mutator, logs, nowNs));
    }

    /// <summary>The bell has rung: the log has filled a chunk, or an epoch is to end at once.</summary>
    public void AskForEpoch(int mutator, long nowNs)
    {
        if (!setup.AsksForEpochs)
        {
            DropLogs();
            return;
        }

        bool mustWait = setup.MostBytesHeld < log->HeldBytes;
        if (IsWaiting || (!mustWait && (_hasAsked || !IsFull)))
        {
            return;
        }

        _hasAsked = true;
        IsWaiting = mustWait;
        _waitsSinceNs = nowNs;
        _stalls += mustWait ? 1 : 0;
        setup.Epochs.Tell(new EpochMessage.EpochWanted(mutator, mustWait, trace.Context));
    }

    /// <summary>Chunks have gone back to the pool; if they were too few, the wait goes on.</summary>
    public void OnLogsReturned(int mutator, long nowNs)
    {
        setup.Doses?.Message();
        IsWaiting = setup.MostBytesHeld < log->HeldBytes;
        if (IsWaiting)
        {
            setup.Epochs.Tell(new EpochMessage.EpochWanted(mutator, Waits: true, trace.Context));
        }
        else
        {
            _stallNs += nowNs - _waitsSinceNs;
            trace.Note(Spans.WaitForLogs, _waitsSinceNs, nowNs);
        }
    }

    public void ResetCounters() => _stalls = _stallNs = 0;

    public void AddTo(IDictionary<string, double> report)
    {
        report["log_stalls"] = _stalls;
        report["log_stall_ns"] = _stallNs;
    }

    /// <summary>Nobody will read them: a twin's.</summary>
    private void DropLogs()
    {
        setup.DroppedInto->Return(log->Increments.Close());
        setup.DroppedInto->Return(log->Decrements.Close());
        setup.DroppedInto->Return(log->Written.Close());
    }
}
