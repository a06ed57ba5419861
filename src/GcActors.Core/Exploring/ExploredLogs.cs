using GcActors.Core.Objects;

namespace GcActors.Core.Exploring;

/// <summary>
/// The logs that the threads of a scene write. What a thread writes there is nobody else's business before the boundary, so it lies in real memory: a thread that
/// is run again begins with the entries that the scene's setting made, and writes the same ones again.
/// </summary>
internal sealed unsafe class ExploredLogs
{
    /// <summary>Bits of an entry where a log is one word: objects have the numbers 1 to 7.</summary>
    private const int EntryBits = 3;

    private const int MostEntries = sizeof(int) * 8 / EntryBits;

    private const int ChunkBytes = 512;

    private const int Lists = 3;

    private readonly CountLog[] _logs;
    private readonly byte[] _chunks;
    private readonly int[] _incrementsAtStart;
    private readonly int[] _decrementsAtStart;

    public ExploredLogs(int threads)
    {
        _logs = GC.AllocateArray<CountLog>(threads, pinned: true);
        _chunks = GC.AllocateArray<byte>(Lists * threads * ChunkBytes, pinned: true);
        _incrementsAtStart = new int[threads];
        _decrementsAtStart = new int[threads];
        for (int t = 0; t < threads; t++)
        {
            Reopen(t);
        }
    }

    /// <summary>The first thread's; the others' follow.</summary>
    public void* First => System.Runtime.CompilerServices.Unsafe.AsPointer(ref _logs[0]);

    /// <summary>The entries so far are what each thread begins with.</summary>
    public void Seal()
    {
        for (int t = 0; t < _logs.Length; t++)
        {
            (_incrementsAtStart[t], _decrementsAtStart[t], _) = Take(t);
        }
    }

    /// <summary>The thread is run from its start.</summary>
    public void Restart(int thread)
    {
        Reopen(thread);
        CountLog* log = (CountLog*)First + thread;
        foreach (int o in Entries(_incrementsAtStart[thread]))
        {
            log->Increments.Append(log, ExploredHeap.ReferenceTo(o));
        }

        foreach (int o in Entries(_decrementsAtStart[thread]))
        {
            log->Decrements.Append(log, ExploredHeap.ReferenceTo(o));
        }
    }

    /// <summary>Closes a thread's log, each of its lists in a word, and opens the next.</summary>
    public (int Increments, int Decrements, int Written) Take(int thread)
    {
        ref CountLog log = ref _logs[thread];
        (int, int, int) taken = (Pack(log.Increments.Close()), Pack(log.Decrements.Close()), Pack(log.Written.Close()));
        Reopen(thread);
        return taken;
    }

    /// <summary>References held, by object, in a word.</summary>
    public static int Pack(IReadOnlyList<int> holds)
    {
        List<int> objects = [];
        for (int o = 1; o < holds.Count; o++)
        {
            objects.AddRange(Enumerable.Repeat(o, holds[o]));
        }

        return Pack(objects);
    }

    /// <summary>The objects of a packed list.</summary>
    public static IEnumerable<int> Entries(int packed)
    {
        for (uint rest = (uint)packed; rest != 0; rest >>= EntryBits)
        {
            yield return (int)(rest & ((1 << EntryBits) - 1));
        }
    }

    private static int Pack(LogList list)
    {
        List<int> objects = [];
        for (LogChunk* chunk = list.Head; chunk != null; chunk = chunk->Next)
        {
            for (int i = 0; i < chunk->Count; i++)
            {
                objects.Add(ExploredHeap.ObjectOf(chunk->Entries[i]));
            }
        }

        return Pack(objects);
    }

    private static int Pack(List<int> objects)
    {
        if (objects.Count > MostEntries)
        {
            throw new InvalidOperationException($"a log of {objects.Count} entries does not fit into a word: {MostEntries} do");
        }

        int packed = 0;
        foreach (int o in objects)
        {
            packed = (packed << EntryBits) | o;
        }

        return packed;
    }

    private void Reopen(int thread)
    {
        ref CountLog log = ref _logs[thread];
        Reopen(ref log.Increments, Lists * thread);
        Reopen(ref log.Decrements, (Lists * thread) + 1);
        Reopen(ref log.Written, (Lists * thread) + 2);
    }

    private void Reopen(ref OpenLog list, int chunk)
    {
        list = default;
        fixed (byte* chunks = _chunks)
        {
            list.Add((LogChunk*)(chunks + (chunk * ChunkBytes)), (ChunkBytes - sizeof(LogChunk)) / sizeof(uint));
        }
    }
}
