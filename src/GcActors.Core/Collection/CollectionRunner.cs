namespace GcActors.Core.Collection;

/// <summary>
/// Runs a collection on plain threads that live as long as the call: for probes and tests. In a trial the collector actor does the same with worker actors
/// and messages.
/// </summary>
internal static class CollectionRunner
{
    /// <summary>Runs a collection to its end.</summary>
    /// <param name="collection">As begun for as many workers.</param>
    /// <param name="workers">Shares of each phase; the calling thread runs share 0.</param>
    public static CollectionStats Run(ICollection collection, int workers)
    {
        using var team = new Team(workers);
        while (collection.Advance() is { } phase)
        {
            team.Run(phase);
        }

        return collection.Stats;
    }

    /// <summary>Threads that wait, spinning, for the next phase: phases follow each other within microseconds, a wake-up would cost as much.</summary>
    private sealed class Team : IDisposable
    {
        private const int SpinsBeforeYield = 1 << 12;
        private readonly Thread[] _threads;
        private volatile IParallelPhase? _phase;
        private volatile Exception? _failure;
        private volatile int _round;
        private int _busy;

        public Team(int workers)
        {
            _threads = new Thread[workers - 1];
            for (int i = 0; i < _threads.Length; i++)
            {
                int worker = i + 1;
                _threads[i] = new Thread(() => Work(worker)) { IsBackground = true, Name = $"collector worker {worker}" };
                _threads[i].Start();
            }
        }

        public void Run(IParallelPhase phase)
        {
            _phase = phase;
            Volatile.Write(ref _busy, _threads.Length);
            _round++;
            phase.Run(0);
            for (int spins = 0; Volatile.Read(ref _busy) != 0; spins++)
            {
                Pause(spins);
            }

            if (_failure != null)
            {
                throw new InvalidOperationException($"a worker failed in phase {phase.Name}", _failure);
            }
        }

        public void Dispose()
        {
            _phase = null;
            _round++;
            foreach (Thread thread in _threads)
            {
                thread.Join();
            }
        }

        private void Work(int worker)
        {
            for (int seen = 0; ; seen++)
            {
                for (int spins = 0; _round == seen; spins++)
                {
                    Pause(spins);
                }

                if (_phase is not { } phase)
                {
                    return;
                }

                RunShare(phase, worker);
                Interlocked.Decrement(ref _busy);
            }
        }

        /// <summary>Spins a while before it yields: on a busy machine a yield gives the core away for a whole time slice, and a worker comes
        /// 3 ms late to a phase of 3 ms; but to spin for long takes the core from the worker that is waited for.</summary>
        private void Pause(int spins)
        {
            if (spins < SpinsBeforeYield && _threads.Length < Environment.ProcessorCount)
            {
                Thread.SpinWait(1);
            }
            else
            {
                Thread.Yield();
            }
        }

        private void RunShare(IParallelPhase phase, int worker)
        {
            try
            {
                phase.Run(worker);
            }
#pragma warning disable CA1031 // Whatever it is, the caller must hear of it: a worker's thread has nobody else to tell.
            catch (Exception e)
            {
                _failure = e;
            }
#pragma warning restore CA1031
        }
    }
}
