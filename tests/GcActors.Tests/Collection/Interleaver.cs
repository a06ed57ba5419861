using GcActors.Core.Collection;

namespace GcActors.Tests.Collection;

/// <summary>Runs the shares of a phase on threads of which one at a time runs, and hands the run over at the points that the scan names, as a seed
/// decides: every run is repeatable, and what needs a rare coincidence of threads is no rarer than the rest.</summary>
internal sealed class Interleaver(Random random, int oneIn)
{
    [ThreadStatic]
    private static Interleaver? _current;
    [ThreadStatic]
    private static int _worker;
    private readonly List<int> _running = [];
    private SemaphoreSlim[] _turns = [];
    private Exception? _failure;

    /// <summary>Stands in the code under test.</summary>
    public static void Point()
    {
        if (_current is { } interleaver && interleaver.HandsOver())
        {
            interleaver.HandOver(_worker);
        }
    }

    public void Run(IParallelPhase phase, int workers)
    {
        _turns = [.. Enumerable.Range(0, workers).Select(static _ => new SemaphoreSlim(0))];
        _running.AddRange(Enumerable.Range(0, workers));
        Thread[] threads = [.. Enumerable.Range(0, workers).Select(w => new Thread(() => RunShare(phase, w)) { IsBackground = true })];
        Array.ForEach(threads, static t => t.Start());
        _turns[random.Next(workers)].Release();
        Array.ForEach(threads, static t => t.Join());
        Array.ForEach(_turns, static t => t.Dispose());
        if (_failure != null)
        {
            throw new InvalidOperationException($"a share of {phase.Name} failed", _failure);
        }
    }

    private bool HandsOver() => _running.Count > 1 && random.Next(oneIn) == 0;

    private void HandOver(int worker)
    {
        int next = _running[random.Next(_running.Count)];
        if (next != worker)
        {
            _turns[next].Release();
            _turns[worker].Wait();
        }
    }

    private void RunShare(IParallelPhase phase, int worker)
    {
        _turns[worker].Wait();
        _current = this;
        _worker = worker;
        try
        {
            phase.Run(worker);
        }
#pragma warning disable CA1031 // Whatever it is, the test must hear of it.
        catch (Exception e)
        {
            _failure = e;
        }
#pragma warning restore CA1031
        _running.Remove(worker);
        if (_running.Count > 0)
        {
            _turns[_running[random.Next(_running.Count)]].Release();
        }
    }
}
