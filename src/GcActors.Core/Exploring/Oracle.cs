using GcActors.Core.Counting;

namespace GcActors.Core.Exploring;

/// <summary>
/// What must hold, whatever the strategy (counting-strategies.md 5): nobody touches a freed cell, nothing is freed twice, nothing that a thread holds
/// or a slot of a live object refers to is freed; and at the end, with all stores visible, each object's count is the number of its references, and
/// what has none is freed, and the count area does not contradict itself: except where a count is stuck, or a strategy's traits say that
/// counts may be wrong, or that nothing is freed. A count that stays one in a free cell may be touched there, but ends as dead. Where a strategy marks what escapes, all that others can reach is marked at the end.
/// </summary>
internal sealed class Oracle(ExploredHeap heap, IExploredStrategy strategy)
{
    private readonly int[] _start = heap.Words.ToArray();

    /// <summary>Of a free cell only the count may be looked at, and only where it stays one.</summary>
    private bool CountsStay => strategy.Traits.Cure == SlotCure.TypeStable;

    /// <summary>An access to a word.</summary>
    public string? Touch(MachineState state, int word)
    {
        int o = ExploredHeap.ObjectOf(word);
        return state.IsFreed(o) && !(CountsStay && ExploredHeap.IsCount(word)) ? $"o{o} was touched after it was freed" : null;
    }

    /// <summary>An object's cell goes back to the allocator.</summary>
    public static string? Free(MachineState state, int o)
    {
        if (state.IsFreed(o))
        {
            return $"o{o} was freed twice";
        }

        if (Array.FindIndex(state.Threads, t => t.Holds[o] > 0) is var holder and >= 0)
        {
            return $"o{o} was freed while thread {NameOf(holder)} held it";
        }

        int dying = state.Threads.Aggregate(0, (all, t) => all | t.Dying);
        if (FindSlot(state, o, state.Freed | dying) is { } slot)
        {
            return $"o{o} was freed while {ExploredHeap.NameOf(slot)} referred to it";
        }

        state.Freed |= 1 << o;
        return null;
    }

    public string? AtEnd(MachineState state)
    {
        state.Words.CopyTo(heap.Words);
        int retired = state.Threads.Aggregate(0, (all, t) => all | t.Retired);
        for (int o = 1; o <= heap.Objects; o++)
        {
            if ((state.IsFreed(o) ? JudgeFree(o) : Judge(state, o, retired)) is { } wrong)
            {
                return wrong;
            }
        }

        return strategy.Traits.MarksEscapes ? FindUnmarked(state, state.Freed | retired) : null;
    }

    public static char NameOf(int thread) => (char)('A' + thread);

    private unsafe string? JudgeFree(int o) =>
        CountsStay && strategy.ReadCount(heap.Header(o)) is var count and not 0 ? $"o{o} is free, but its count is {count}" : null;

    private unsafe string? Judge(MachineState state, int o, int retired)
    {
        bool mayBeWrong = strategy.IsStuck(heap.Header(o))
            || (!strategy.Traits.CountsAreExact && CountArea.IsPinned(heap.Header(o)->Count));
        if (mayBeWrong || !strategy.Traits.Frees || strategy.Traits.IsTraced)
        {
            return null;
        }

        strategy.CountHeld(heap.Header(o), state.Threads.Sum(t => t.Holds[o]));
        int count = strategy.ReadCount(heap.Header(o));
        if (strategy.IsImmortal(heap.Header(o)))
        {
            int word = heap.WordOf(heap.Header(o));
            bool isWritten = state.Words[word] != _start[word] || state.Words[word + 1] != _start[word + 1];
            return isWritten ? $"the count of the immortal o{o} was written" : null;
        }

        int references = References(state, o, state.Freed | retired);
        if (references == 0 && (retired & (1 << o)) == 0)
        {
            return $"o{o} leaked: no reference is left, its count is {count}";
        }

        return count != references ? $"o{o} has {references} references, but its count is {count}"
            : strategy.FaultOf(heap, o) is { } fault ? $"o{o} {fault}"
            : null;
    }

    private static int References(MachineState state, int o, int dead)
    {
        int references = state.Threads.Sum(t => t.Holds[o]);
        for (int word = 0; word < state.Words.Length; word++)
        {
            references += RefersTo(state, word, o, dead) ? 1 : 0;
        }

        return references;
    }

    private static int? FindSlot(MachineState state, int o, int dead)
    {
        for (int word = 0; word < state.Words.Length; word++)
        {
            if (RefersTo(state, word, o, dead))
            {
                return word;
            }
        }

        return null;
    }

    /// <summary>What others can reach is marked: a target of a root or of a marked object, and what two threads hold.</summary>
    private unsafe string? FindUnmarked(MachineState state, int dead)
    {
        for (int o = 1; o <= heap.Objects; o++)
        {
            if ((dead & (1 << o)) == 0 && strategy.IsPrivate(heap.Header(o)) && (state.Threads.Count(t => t.Holds[o] > 0) > 1 || IsExposed(state, o, dead)))
            {
                return $"o{o} is not marked as escaped, but others can reach it";
            }
        }

        return null;
    }

    private unsafe bool IsExposed(MachineState state, int o, int dead)
    {
        for (int word = 0; word < state.Words.Length; word++)
        {
            if (RefersTo(state, word, o, dead) && (ExploredHeap.ObjectOf(word) == 0 || !strategy.IsPrivate(heap.ContainerOf(word))))
            {
                return true;
            }
        }

        return false;
    }

    private static bool RefersTo(MachineState state, int word, int o, int dead) =>
        ExploredHeap.IsSlot(word) && state.Words[word] == (int)ExploredHeap.ReferenceTo(o) && (dead & (1 << ExploredHeap.ObjectOf(word))) == 0;
}
