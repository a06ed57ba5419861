using System.Diagnostics;
using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>A dead cell may be used again when every mutator has passed a boundary (<see cref="GracePeriods"/>).</summary>
internal unsafe struct AfterGracePeriod : IReusePolicy<AfterGracePeriod>
{
    /// <summary>Retired bytes after which a mutator lets the next grace period begin: CPython's 20 pages.</summary>
    private const int BytesPerPeriod = 20 * 4096;

    private readonly GracePeriods _periods;
    private readonly RetiredCells* _retired;
    private readonly Heap _heap;
    private readonly int _mutator;
    private int _bytes;
    private int _timedGoal;
    private long _timedSince;

    private AfterGracePeriod(AllocatorBinding binding, int mutator)
    {
        _periods = new GracePeriods(binding.GraceSequence, binding.GraceSeen, AllocatorBinding.GraceStride, binding.Mutators);
        _retired = binding.Retired(mutator);
        _heap = binding.Heap;
        _mutator = mutator;
    }

    public static AfterGracePeriod Create(AllocatorBinding binding, int mutator) => new(binding, mutator);

    public bool Retire(uint cell, uint cellBytes)
    {
        _retired->Add(cell, _periods.NextGoal<DirectMemory>(), cellBytes);
        _bytes += (int)Math.Min(cellBytes, BytesPerPeriod);
        if (_bytes >= BytesPerPeriod)
        {
            BeginPeriod();
        }

        // The period that has just begun cannot have passed: this mutator is in a quantum.
        return false;
    }

    public readonly void AtQuantum() => _periods.GoOnline<DirectMemory>(_mutator);

    public void AtBoundary()
    {
        _periods.GoOffline<DirectMemory>(_mutator);
        if (_retired->Count > 0)
        {
            BeginPeriod();
        }
    }

    public void Release<TInner>(ref TInner allocator)
        where TInner : struct, IHeapAllocator<TInner>
    {
        for (int passed = PollPassed(); _retired->HasUpTo(passed);)
        {
            allocator.FreeRetired(_heap, _retired->Take(), _retired);
        }
    }

    /// <summary>The last grace period that has passed, for <see cref="RetiredCells.HasUpTo"/>; nobody is asked if nothing waits.</summary>
    public int PollPassed()
    {
        if (_retired->Count == 0)
        {
            return 0;
        }

        int passed = _periods.LastPassed<DirectMemory>();
        _retired->Polls++;
        EndTiming(passed);
        return passed;
    }

    private void BeginPeriod()
    {
        _bytes = 0;
        _periods.AdvanceTo<DirectMemory>(_retired->NewestGoal);
        if (_timedSince == 0)
        {
            _timedGoal = _retired->NewestGoal;
            _timedSince = Stopwatch.GetTimestamp();
        }
    }

    /// <summary>One period is timed at a time.</summary>
    private void EndTiming(int passed)
    {
        if (_timedSince != 0 && _timedGoal - passed <= 0)
        {
            _retired->GraceNs += (long)Stopwatch.GetElapsedTime(_timedSince).TotalNanoseconds;
            _timedSince = 0;
        }
    }
}
