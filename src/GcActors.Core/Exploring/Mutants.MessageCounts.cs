namespace GcActors.Core.Exploring;

/// <summary>S35: the owner hears of further counts after the message that carries them.</summary>
internal sealed class IncrementAfterMessage(ExploredHeap heap, int thread) : CountingMessenger<ExploredMemory>(heap, thread)
{
    protected override void Publish(int slot, int o)
    {
        CountSent(o);
        PublishOnly(slot, o);
        PostOpen();
    }
}

/// <summary>The paper's text: INC(o, k+1), and k kept, where one count was left.</summary>
internal sealed class PaperOffByOne(ExploredHeap heap, int thread) : CountingMessenger<ExploredMemory>(heap, thread)
{
    protected override int SendHeld(int o) => base.SendHeld(o) is var asked and not 0 ? asked + 1 : 0;
}

/// <summary>A trace gives back what the trace before it had seen.</summary>
internal sealed class StaleDecrement(ExploredHeap heap, int thread) : CountingMessenger<ExploredMemory>(heap, thread)
{
    private int[] _seen = new int[heap.Objects + 1];

    protected override int GiveHeldBack(int o)
    {
        int now = base.GiveHeldBack(o);
        return _seen[o] > 0 ? _seen[o] : now;
    }

    protected override void Trace()
    {
        base.Trace();
        _seen = [.. Counts];
    }
}

/// <summary>A message counts its root, and not what the root leads to.</summary>
internal sealed class ChildNotCounted(ExploredHeap heap, int thread) : CountingMessenger<ExploredMemory>(heap, thread)
{
    protected override IEnumerable<int> Counted(int o) => [o];
}

/// <summary>What comes home is counted before the mail is read.</summary>
internal sealed class MailUnread(ExploredHeap heap, int thread) : CountingMessenger<ExploredMemory>(heap, thread)
{
    protected override void ReadMailFirst()
    {
    }
}
