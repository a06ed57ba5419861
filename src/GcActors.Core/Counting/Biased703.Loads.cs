using System.Runtime.CompilerServices;
using GcActors.Core.Objects;
using static GcActors.Core.Counting.BiasedWords;
using State = GcActors.Core.Counting.Biased703Words;

namespace GcActors.Core.Counting;

/// <summary>Loads: from slots that others write, without the container's lock where the state allows it.</summary>
public unsafe partial struct Biased703<TSlots, TDeferral>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Load<TMemory>(byte* heapBase, ObjectHeader* container, ref uint slot)
        where TMemory : struct, IMemoryAccess
    {
        uint value = TMemory.Read(ref slot);
        if (value == 0)
        {
            return 0;
        }

        ObjectHeader* o = PlainCount.At(heapBase, value);
        if (!SlotsRace)
        {
            Copy<TMemory>(o);
            return value;
        }

        uint bias = TMemory.Read(ref BiasOf(o));
        if (bias - _mine < MostLocal)
        {
            TMemory.Write(ref BiasOf(o), bias + 1);
            return value;
        }

        if (CountsStrays)
        {
            return TryLoadOfStranger<TMemory>(o, bias, ref slot, value) ? value : LoadLocked<TMemory>(container, ref slot);
        }

        if (SkipsIncrement(bias))
        {
            return value;
        }

        return TryCopySlowly<TMemory>(o, bias) ? value : LoadLocked<TMemory>(container, ref slot);
    }

    /// <summary>Counts what a slot referred to a moment ago.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryCopySlowly<TMemory>(ObjectHeader* o, uint bias)
        where TMemory : struct, IMemoryAccess
    {
        if (TrySpill<TMemory>(o, bias, _mine, ref _tally))
        {
            return true;
        }

        int old = TMemory.Read(ref SharedOf(o));
        while (!State.MayBeDead(old))
        {
            int seen = TMemory.CompareExchange(ref SharedOf(o), old + One, old);
            if (seen == old)
            {
                _tally.StrangerOperations++;
                _states.LockFreeHits++;
                return true;
            }

            _tally.Races.CasFailed++;
            old = seen;
        }

        _states.Refuse(old);
        return false;
    }

    /// <summary>Counts what a slot referred to a moment ago, if it still does: otherwise it may be another object by now.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryLoadOfStranger<TMemory>(ObjectHeader* o, uint bias, ref uint slot, uint value)
        where TMemory : struct, IMemoryAccess
    {
        if (bias >= UncountedBias)
        {
            return TMemory.Read(ref slot) == value && SkipsIncrement(bias);
        }

        if (!TryCopySlowly<TMemory>(o, bias))
        {
            return false;
        }

        bool isMine = bias - _mine <= MostLocal;
        if (isMine || TMemory.Read(ref slot) == value)
        {
            return true;
        }

        GiveBack<TMemory>(o, value);
        return false;
    }

    /// <summary>Takes back what was counted in the shared half of another object than meant.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void GiveBack<TMemory>(ObjectHeader* o, uint cell)
        where TMemory : struct, IMemoryAccess
    {
        _tally.Races.LoadRetries++;
        _states.LockFreeHits--;
        if (DropAsStranger<TMemory>(o) == CountChange.Dead)
        {
            _tally.Races.StrayDeaths++;
            _strays.Add<TMemory>(cell);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private uint LoadLocked<TMemory>(ObjectHeader* container, ref uint slot)
        where TMemory : struct, IMemoryAccess
    {
        int entered = _locks.EnterSlots<TMemory>(container, ref _waits);
        uint value = TMemory.Read(ref slot);
        if (value != 0)
        {
            CopyUnderLock<TMemory>(PlainCount.At(_heapBase, value));
        }

        _locks.ExitSlots<TMemory>(container, entered, ref _waits);
        return value;
    }

    /// <summary>Counts what a slot refers to whose container is locked: from here on strangers need no lock for it.</summary>
    private void CopyUnderLock<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess
    {
        uint bias = TMemory.Read(ref BiasOf(o));
        if (bias - _mine < MostLocal)
        {
            TMemory.Write(ref BiasOf(o), bias + 1);
        }
        else if (!SkipsIncrement(bias) && !TrySpill<TMemory>(o, bias, _mine, ref _tally))
        {
            _tally.StrangerOperations++;
            RaiseAndCopy<TMemory>(o);
        }
    }

    private void RaiseAndCopy<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess
    {
        int old = TMemory.Read(ref SharedOf(o));
        while (true)
        {
            bool raises = State.StateOf(old) == State.Default;
            int seen = TMemory.CompareExchange(ref SharedOf(o), (raises ? old | State.WeakRefs : old) + One, old);
            if (seen == old)
            {
                _states.StatesRaised += raises ? 1 : 0;
                return;
            }

            _tally.Races.CasFailed++;
            old = seen;
        }
    }
}
