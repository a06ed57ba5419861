using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using GcActors.Core.Counting;
using GcActors.Core.Objects;

namespace GcActors.Core.Mutators;

/// <summary>The hot path of deaths.</summary>
internal unsafe partial struct Mutator<TCounter, TAllocator>
{
    /// <summary>Deaths between two looks at the stop flag while a structure is taken apart.</summary>
    private const int DeathsPerPoll = 256;

    /// <summary>Goes on taking dying objects apart, until none is left or the world is to stop.</summary>
    public void GoOnKilling()
    {
        if (_dying != 0)
        {
            DropDying(_dying);
        }
    }

    /// <summary>The common death, of an object without references — half the nodes of any tree — whose cell comes back here. Calls nothing, so that it
    /// can lie in line: call and return alone cost a fifth of an allocation and a death.</summary>
    /// <returns>False: <see cref="Kill"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryKill(uint cell, ObjectHeader* o)
    {
        Shape* s = _shapes + o->Shape;
        if (!IsChildless(o, s) || !_allocator.TryFree(cell, o, s->CommonBytes))
        {
            return false;
        }

        CountDeath(s);
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Kill(uint cell)
    {
        ObjectHeader* o = At(cell);
        Shape* s = _shapes + o->Shape;
        if (IsChildless(o, s))
        {
            Free(cell, o, s);
            return;
        }

        TakeApart(cell);
    }

    /// <summary>Whether an object of a common shape refers to nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsChildless(ObjectHeader* o, Shape* s) =>
        s->CommonBytes != Shape.Uncommon && (Vector128.Load((byte*)(o + 1)) & s->ReferenceBytes) == Vector128<byte>.Zero;

    /// <summary>Drops the fields of a dead object, and of what dies with it: depth first by a chain through the dead objects themselves, so without
    /// recursion or extra memory, and it can be interrupted.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void TakeApart(uint cell)
    {
        DyingLink.Set<TCounter>(_links, cell, At(cell), _dying);
        DropDying(cell);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void DropDying(uint next)
    {
        // The head is a local: nobody else looks at the chain before this returns.
        int untilPoll = DeathsPerPoll;
        do
        {
            uint cell = next;
            ObjectHeader* o = At(cell);
            Shape* s = _shapes + o->Shape;
            next = DropFields((uint*)(o + 1), s->Fields, DyingLink.Next<TCounter>(_links, cell, o));
            if (s->HasItems)
            {
                next = DropItems(o, next);
            }

            Free(cell, o, s);
            if (--untilPoll == 0)
            {
                if ((Volatile.Read(ref _control->Breaker) & (int)Breaker.Stop) != 0)
                {
                    break;
                }

                untilPoll = DeathsPerPoll;
            }
        }
        while (next != 0);
        _dying = next;
    }

    /// <summary>Drops fields and puts those that die in front of the chain.</summary>
    /// <returns>The head of the chain.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint DropFields(uint* fields, uint count, uint dying)
    {
        for (uint i = 0; i < count; i++)
        {
            uint child = fields[i];
            if (child == 0)
            {
                continue;
            }

            Decrements++;
            ObjectHeader* c = At(child);
            if (_counter.DropField<DirectMemory>(c) == CountChange.Dead)
            {
                DyingLink.Set<TCounter>(_links, child, c, dying);
                dying = child;
            }
        }

        return dying;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private uint DropItems(ObjectHeader* o, uint dying)
    {
        ItemArray* items = ItemArray.Of(o);
        dying = DropFields(items->Items(_base), items->Length, dying);
        items->Release(_heap);
        return dying;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Free(uint cell, ObjectHeader* o, Shape* s)
    {
        CountDeath(s);
        if (!_allocator.TryFree(cell, o, s->CommonBytes))
        {
            FreeElsewhere(cell, o, s->CellBytes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void CountDeath(Shape* s)
    {
        if (s->IsTracked)
        {
            AllocationTrigger* trigger = _trigger;
            int count = trigger->Count;
            if (count > trigger->Floor)
            {
                trigger->Count = count - 1;
            }
        }

        Frees++;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void FreeElsewhere(uint cell, ObjectHeader* o, uint cellBytes) => ForeignFrees += _allocator.FreeElsewhere(cell, o, cellBytes) ? 1 : 0;
}
