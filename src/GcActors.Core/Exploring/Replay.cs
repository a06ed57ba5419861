using System.Runtime.CompilerServices;

namespace GcActors.Core.Exploring;

/// <summary>
/// Runs a simulated thread up to its next shared access. There is no coroutine to suspend: a thread's program is deterministic but for the results of
/// its accesses, so it is run from its start, is given the results that it had, and is left by an exception at the first access that has none.
/// </summary>
/// <param name="heap">Gives words their numbers.</param>
/// <param name="results">Results of the accesses so far.</param>
/// <param name="holds">Counted references that the thread holds at its start, by object; changed as it runs.</param>
internal sealed unsafe class Replay(ExploredHeap heap, IReadOnlyList<int> results, int[] holds)
{
    [ThreadStatic]
    private static Replay? t_current;

    private static readonly SuspendedException s_suspended = new();

    private int _done;
    private string _operation = "";
    private int _ordinal;

    public static Replay Current => t_current ?? throw new InvalidOperationException("explored memory was used outside of an exploration");

    /// <summary>The access at which the thread stands; null: its program has ended.</summary>
    public Access? Pending { get; private set; }

    /// <summary>References held by the thread, by object, without those of a half-done operation.</summary>
    public int[] Holds => holds;

    /// <summary>Objects that the thread is taking apart, a bit each.</summary>
    public int Dying { get; set; }

    /// <summary>Dead objects whose cells the thread keeps back, a bit each.</summary>
    public int Retired { get; set; }

    /// <summary>What the program itself found wrong.</summary>
    public string? Fault { get; set; }

    public void Run(Action program)
    {
        t_current = this;
        try
        {
            program();
        }
        catch (SuspendedException)
        {
            // The pending access says where.
        }
        finally
        {
            t_current = null;
        }
    }

    /// <summary>The accesses that follow belong to this operation.</summary>
    public void Enter(string operation)
    {
        _operation = operation;
        _ordinal = 0;
    }

    public int Perform(AccessKind kind, ref int word, int value = 0, int expected = 0) =>
        Perform(kind, heap.WordOf(Unsafe.AsPointer(ref word)), value, expected);

    public int Perform(AccessKind kind, ref uint word, uint value = 0) =>
        Perform(kind, heap.WordOf(Unsafe.AsPointer(ref word)), (int)value, 0);

    public int Perform(AccessKind kind, int word, int value, int expected)
    {
        _ordinal++;
        if (_done < results.Count)
        {
            return results[_done++];
        }

        Pending = new Access(kind, word, value, expected, _operation, _ordinal);
        throw s_suspended;
    }

    private sealed class SuspendedException : Exception;
}
