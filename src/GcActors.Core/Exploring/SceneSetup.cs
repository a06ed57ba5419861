namespace GcActors.Core.Exploring;

/// <summary>Makes what the threads of a scene find at their start, by the strategy's own operations.</summary>
internal sealed unsafe class SceneSetup(ExploredHeap heap, IExploredStrategy strategy, int threads)
{
    /// <summary>References held, by thread and object.</summary>
    public int[][] Holds { get; } = [.. Enumerable.Range(0, threads).Select(_ => new int[heap.Objects + 1])];

    /// <summary>An object whose payload is still to be written, held by its maker.</summary>
    public void NewRaw(int o, int thread)
    {
        strategy.Alloc(heap, o, thread);
        Holds[thread][o]++;
    }

    public void New(int o, int thread)
    {
        NewRaw(o, thread);
        heap.Words[ExploredHeap.PayloadOf(o)] = ExploredHeap.TagOf(o);
    }

    /// <summary>A new object that another thread holds as well.</summary>
    public void NewShared(int o, int thread, params int[] others)
    {
        New(o, thread);
        foreach (int other in others)
        {
            AddShared(o, thread, other);
        }
    }

    /// <summary>One more reference, made by a thread and held by another.</summary>
    public void AddShared(int o, int thread, int other)
    {
        strategy.Show(heap, o, thread);
        strategy.Copy(heap, o, thread);
        Holds[other][o]++;
    }

    /// <summary>Under message counts: an object that its maker has sent, and another thread has received.</summary>
    public void Received(int o, int maker, int receiver)
    {
        New(o, maker);
        Give(o, maker, receiver);
        CountingMessenger<ExploredMemory>.CountedAtStart(heap, maker, o)++;
        CountingMessenger<ExploredMemory>.CountedAtStart(heap, receiver, o)++;
    }

    /// <summary>A thread gives up a reference, not the last one.</summary>
    public void Drop(int o, int thread)
    {
        strategy.Drop(heap, o, thread);
        Holds[thread][o]--;
    }

    /// <summary>A thread loads what a slot refers to.</summary>
    public void Load(int slot, int thread) => Holds[thread][strategy.Load(heap, slot, thread)]++;

    /// <summary>A thread hands its reference to another.</summary>
    public void Give(int o, int thread, int other)
    {
        strategy.Show(heap, o, thread);
        Holds[thread][o]--;
        Holds[other][o]++;
    }

    /// <summary>The holder's reference moves into a slot.</summary>
    public void Move(int slot, int o, int thread)
    {
        Holds[thread][o]--;
        if (strategy.Traits.LogsObjects)
        {
            heap.Slot(slot) = ExploredHeap.ReferenceTo(o);
            return;
        }

        strategy.Store(heap, slot, o, thread);
    }

    /// <summary>Wrong counts cannot free it from here on.</summary>
    public void Pin(int o) => strategy.Pin(heap.Header(o), immortal: false);

    public void MakeImmortal(int o) => strategy.Pin(heap.Header(o), immortal: true);
}
