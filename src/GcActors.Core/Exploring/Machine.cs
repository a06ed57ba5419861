namespace GcActors.Core.Exploring;

/// <summary>One step of a schedule.</summary>
/// <param name="Thread">Who.</param>
/// <param name="Store">The place in its buffer of the store that becomes visible; −1: the thread does its pending access.</param>
/// <param name="Age">Of a load: how many values back it answers; 0: the newest.</param>
internal readonly record struct Choice(int Thread, int Store, int Age)
{
    public bool IsFlush => Store >= 0;

    public static Choice Go(int thread, int age = 0) => new(thread, -1, age);

    public static Choice Flush(int thread, int store) => new(thread, store, 0);
}

/// <summary>The machine that simulated threads run on: which steps are possible in a state, and what a step does.</summary>
internal sealed class Machine(ExploredHeap heap, ThreadTree[] trees, Oracle oracle, MemoryModel model)
{
    private readonly int[] _start = heap.Words.ToArray();

    public int Threads => trees.Length;

    /// <summary>Where in the code accesses have been done so far.</summary>
    public IEnumerable<string> Sites => trees.SelectMany(t => t.Sites);

    public MachineState Start() => new()
    {
        Words = (int[])_start.Clone(),
        Threads = Array.ConvertAll(trees, t => t.Root),
        Buffers = Array.ConvertAll(trees, _ => new StoreBuffer(keepsOrder: model != MemoryModel.Arm)),
        Windows = Array.ConvertAll(trees, _ => new LoadWindow()),
    };

    /// <summary>What may happen next; nothing: the schedule has ended.</summary>
    public void Choices(MachineState state, List<Choice> choices)
    {
        choices.Clear();
        for (int t = 0; t < trees.Length; t++)
        {
            if (state.Threads[t].Pending is { } access && !IsBlocked(state, access))
            {
                int ages = AgesOf(state, t, access);
                for (int age = 0; age < ages; age++)
                {
                    choices.Add(Choice.Go(t, age));
                }
            }

            StoreBuffer buffer = state.Buffers[t];
            for (int store = 0; store < buffer.Count; store++)
            {
                if (buffer.MayLeave(store))
                {
                    choices.Add(Choice.Flush(t, store));
                }
            }
        }
    }

    /// <summary>Does a possible step.</summary>
    /// <returns>What is wrong after it, or null.</returns>
    public string? Step(MachineState state, Choice choice)
    {
        string? wrong = choice.IsFlush ? Commit(state, choice.Thread, choice.Store) : Go(state, choice);
        return wrong ?? (state.HasEnded ? oracle.AtEnd(state) : Deadlock(state));
    }

    private static bool IsBlocked(MachineState state, Access access) => access.Kind switch
    {
        AccessKind.Await => state.Words[access.Word] != access.Value,
        AccessKind.Lock => state.Words[access.Word] != 0,
        _ => false,
    };

    private static string? Deadlock(MachineState state)
    {
        if (Array.Exists(state.Threads, t => t.Pending is { } access && !IsBlocked(state, access)) || Array.Exists(state.Buffers, b => b.Count > 0))
        {
            return null;
        }

        IEnumerable<string> waits = state.Threads.Select((t, thread) => (t.Pending, thread)).Where(t => t.Pending is not null)
            .Select(t => $"{Oracle.NameOf(t.thread)} for {ExploredHeap.NameOf(t.Pending!.Value.Word)}");
        return $"nobody can go on: {string.Join(", ", waits)}";
    }

    private string? Go(MachineState state, Choice choice)
    {
        ThreadNode node = state.Threads[choice.Thread];
        string? wrong = Do(state, choice, node.Pending!.Value, out int result);
        if (wrong is not null)
        {
            return wrong;
        }

        ThreadNode next = trees[choice.Thread].After(node, result);
        state.Threads[choice.Thread] = next;
        return next.Fault;
    }

    private string? Do(MachineState state, Choice choice, Access access, out int result)
    {
        int thread = choice.Thread;
        result = 0;
        if (access.Kind == AccessKind.Free)
        {
            return Drain(state, thread) ?? Oracle.Free(state, access.Word);
        }

        if (access.Kind == AccessKind.Reuse)
        {
            state.Freed &= ~(1 << access.Word);
            return null;
        }

        if (oracle.Touch(state, access.Word) is { } touched)
        {
            return touched;
        }

        switch (access.Kind)
        {
            case AccessKind.Await:
                result = Await(state, thread, access);
                return null;
            case AccessKind.Read or AccessKind.PlainRead:
                result = Read(state, thread, access, choice.Age);
                return null;
            case AccessKind.Write or AccessKind.PlainWrite:
                state.Buffers[thread].Append(new BufferedStore(access.Word, access.Value, access.Kind == AccessKind.Write));
                return model == MemoryModel.Sc ? Drain(state, thread) : null;
            default:
                return Modify(state, thread, access, out result);
        }
    }

    /// <summary>How many values a load may answer; 1 for other accesses.</summary>
    private static int AgesOf(MachineState state, int thread, Access access) =>
        access.Kind is AccessKind.Read or AccessKind.PlainRead && !state.Buffers[thread].TryForward(access.Word, out _)
            ? state.Windows[thread].Ages(access.Word)
            : 1;

    private static int Read(MachineState state, int thread, Access access, int age)
    {
        if (state.Buffers[thread].TryForward(access.Word, out int own))
        {
            return own;
        }

        LoadWindow window = state.Windows[thread];
        int value = age == 0 ? state.Words[access.Word] : window.ValueOf(access.Word, age);
        bool acquires = access.Kind == AccessKind.Read;
        int target = ExploredHeap.IsSlot(access.Word) ? ExploredHeap.ObjectOf((uint)value) : 0;

        // Ordered behind a load: everything if it acquires; else its own word, and what is reached through the reference that it read.
        window.Answered(access.Word, age, word => acquires || word == access.Word || (target != 0 && ExploredHeap.ObjectOf(word) == target));
        return value;
    }

    private static int Await(MachineState state, int thread, Access access)
    {
        // It reads the newest value, and what comes behind it is not done before.
        state.Windows[thread].Close();
        return access.Value;
    }

    private string? Modify(MachineState state, int thread, Access access, out int result)
    {
        bool isArm = model == MemoryModel.Arm;
        result = 0;
        string? wrong = isArm && access.Kind == AccessKind.AddWithoutRelease ? DrainWord(state, thread, access.Word) : Drain(state, thread);
        if (wrong is not null)
        {
            return wrong;
        }

        int old = state.Words[access.Word];
        int value = access.Kind switch
        {
            AccessKind.Exchange or AccessKind.Lock => access.Value,
            AccessKind.CompareExchange => old == access.Expected ? access.Value : old,
            _ => old + access.Value,
        };
        Publish(state, thread, access.Word, value);
        if (access.Kind != AccessKind.AddWithoutAcquire)
        {
            state.Windows[thread].Close();
        }

        result = access.Kind is AccessKind.Exchange or AccessKind.Lock or AccessKind.CompareExchange ? old : value;
        return null;
    }

    private string? Drain(MachineState state, int thread)
    {
        string? wrong = null;
        while (wrong is null && state.Buffers[thread].Count > 0)
        {
            wrong = Commit(state, thread, 0);
        }

        return wrong;
    }

    private string? DrainWord(MachineState state, int thread, int word)
    {
        string? wrong = null;
        while (wrong is null && state.Buffers[thread].Find(word) is var place and >= 0)
        {
            // A releasing store takes those in front of it along.
            wrong = Commit(state, thread, state.Buffers[thread].MayLeave(place) ? place : 0);
        }

        return wrong;
    }

    private string? Commit(MachineState state, int thread, int place)
    {
        BufferedStore store = state.Buffers[thread].Take(place);
        if (oracle.Touch(state, store.Word) is { } touched)
        {
            return touched;
        }

        Publish(state, thread, store.Word, store.Value);
        return null;
    }

    private void Publish(MachineState state, int thread, int word, int value)
    {
        int old = state.Words[word];
        state.Words[word] = value;
        if (model != MemoryModel.Arm)
        {
            return;
        }

        for (int t = 0; t < trees.Length; t++)
        {
            if (t == thread)
            {
                state.Windows[t].Forget(word);
            }
            else if (state.Threads[t].Pending is not null)
            {
                state.Windows[t].Overwritten(word, old);
            }
        }
    }
}
