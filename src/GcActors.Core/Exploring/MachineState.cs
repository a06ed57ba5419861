namespace GcActors.Core.Exploring;

/// <summary>A schedule at one of its points: memory, what threads have not published or not noticed yet, and where they stand.</summary>
internal sealed class MachineState
{
    public required int[] Words { get; init; }

    public required ThreadNode[] Threads { get; init; }

    /// <summary>By thread.</summary>
    public required StoreBuffer[] Buffers { get; init; }

    /// <summary>By thread.</summary>
    public required LoadWindow[] Windows { get; init; }

    /// <summary>Objects whose cells the allocator has back, a bit each.</summary>
    public int Freed { get; set; }

    public bool HasEnded => Array.TrueForAll(Threads, t => t.Pending is null) && Array.TrueForAll(Buffers, b => b.Count == 0);

    public bool IsFreed(int o) => (Freed & (1 << o)) != 0;

    public MachineState Copy() => new()
    {
        Words = (int[])Words.Clone(),
        Threads = (ThreadNode[])Threads.Clone(),
        Buffers = Array.ConvertAll(Buffers, b => b.Copy()),
        Windows = Array.ConvertAll(Windows, w => w.Copy()),
        Freed = Freed,
    };

    /// <summary>128 bits. That two of n states share them has a chance of about n² / 2¹²⁹.</summary>
    public UInt128 Key()
    {
        StateHash hash = new();
        hash.Add(Freed);
        foreach (int word in Words)
        {
            hash.Add(word);
        }

        for (int t = 0; t < Threads.Length; t++)
        {
            hash.Add(Threads[t].Id);
            Buffers[t].AddTo(ref hash);
            Windows[t].AddTo(ref hash);
        }

        return hash.Value;
    }
}
