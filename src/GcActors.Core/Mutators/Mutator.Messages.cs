using System.Runtime.CompilerServices;
using GcActors.Core.Counting;
using GcActors.Core.Objects;

namespace GcActors.Core.Mutators;

/// <summary>Messages, and how they become copies between private heaps (counting-strategies.md 4.15).</summary>
internal unsafe partial struct Mutator<TCounter, TAllocator>
{
    /// <summary>Objects copied between two looks at the stop flag.</summary>
    private const int CopiesPerPoll = 256;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public StepOutcome Pack(ref ObjectRef message) =>
        TCounter.Traits.CopiesMessages ? PackForAnotherHeap(ref message)
        : TCounter.Traits.CountsMessages ? CountMessage(message.Granule)
        : StepOutcome.Stepped;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Publish(long index, ObjectRef o)
    {
        if (TCounter.Traits.CountsMessages)
        {
            PublishCounted(o.Granule);
        }

        StoreShared(index, o.Granule);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ObjectRef TakeShared(long index)
    {
        uint taken = StoreShared(index, 0);
        if (TCounter.Traits.CountsMessages)
        {
            ReceiveCounted(taken);
        }

        return new ObjectRef(taken);
    }

    /// <summary>One mutator at a time writes a shared root.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint StoreShared(long index, uint value)
    {
        ref uint slot = ref ((uint*)_shared)[index];
        return TCounter.Traits.LogsObjects ? PlainCount.Store<DirectMemory>(ref slot, value) : _counter.Store<DirectMemory>(null, ref slot, value);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private StepOutcome PackForAnotherHeap(ref ObjectRef message)
    {
        Outbox outbox = _binding.Outbox!;
        if (outbox.Copy == 0)
        {
            if (outbox.SendsOriginals || (outbox.MovesIfUnique && IsSoleOwner(outbox, message.Granule)))
            {
                outbox.Sent++;
                outbox.Moved++;
                return StepOutcome.Stepped;
            }

            outbox.Copy = CopyOf(outbox, message.Granule);
            if (outbox.Copy == 0)
            {
                return StepOutcome.Suspended;
            }

            outbox.Scanned = outbox.First;
        }

        StepOutcome outcome = CopyFields(outbox);
        if (outcome == StepOutcome.Stepped)
        {
            EndCopy(outbox, ref message);
        }

        return outcome;
    }

    /// <summary>Breadth first, and resumable wherever an allocation fails: what is not copied yet is null in the copy.</summary>
    private StepOutcome CopyFields(Outbox outbox)
    {
        int untilPoll = CopiesPerPoll;
        for (; outbox.Scanned != 0; outbox.Scanned = _links[_links[outbox.Scanned]], outbox.Field = 0)
        {
            ObjectHeader* original = At(outbox.Scanned);
            var from = (uint*)(original + 1);
            var to = (uint*)(At(_links[outbox.Scanned]) + 1);
            for (uint fields = _shapes[original->Shape].Fields; outbox.Field < fields; outbox.Field++)
            {
                uint child = from[outbox.Field];
                if (child == 0)
                {
                    continue;
                }

                uint copy = _links[child];
                if (copy != 0)
                {
                    Increments++;
                    outbox.CopiedIncrements++;
                    _counter.Copy<DirectMemory>(At(copy));
                }
                else
                {
                    if (--untilPoll < 0 && (Volatile.Read(ref _control->Breaker) & (int)Breaker.Stop) != 0)
                    {
                        return StepOutcome.Partial;
                    }

                    copy = CopyOf(outbox, child);
                    if (copy == 0)
                    {
                        return StepOutcome.Suspended;
                    }
                }

                to[outbox.Field] = copy;
            }
        }

        return StepOutcome.Stepped;
    }

    /// <summary>A new object like this one, except that its fields are null; 0: suspended.</summary>
    private uint CopyOf(Outbox outbox, uint original)
    {
        ObjectHeader* from = At(original);
        Shape* s = _shapes + from->Shape;
        uint copy = New(from->Shape, tag: 0).Granule;
        if (copy == 0)
        {
            return 0;
        }

        Unsafe.CopyBlockUnaligned((byte*)At(copy) + s->PayloadOffset, (byte*)from + s->PayloadOffset, s->PayloadBytes);
        outbox.CopiedObjects++;
        outbox.CopiedBytes += s->CellBytes;
        _links[original] = copy;
        if (outbox.Last == 0)
        {
            outbox.First = original;
        }
        else
        {
            _links[_links[outbox.Last]] = original;
        }

        outbox.Last = original;
        return copy;
    }

    /// <summary>The copy becomes the message, and the sender's reference to the original is given up.</summary>
    private void EndCopy(Outbox outbox, ref ObjectRef message)
    {
        long objects = 0;
        for (uint next = outbox.First; next != 0; objects++)
        {
            uint original = next;
            uint copy = _links[original];
            next = _links[copy];
            _links[original] = _links[copy] = 0;
        }

        ObjectRef kept = message;
        message = new ObjectRef(outbox.Copy);
        outbox.Copy = outbox.First = outbox.Last = 0;
        long freesBefore = Frees;
        Drop(kept);

        // A large death that a stop interrupts counts among the duplicates.
        outbox.DuplicatedObjects += objects - (Frees - freesBefore);
        outbox.Sent++;
    }

    /// <summary>Whether all references to what a held reference leads to are that reference and those within: the counts say how many there are, a walk how
    /// many it finds.</summary>
    private bool IsSoleOwner(Outbox outbox, uint held)
    {
        At(held)->Spare = 1;
        uint last = held;
        for (uint cell = held; cell != 0; cell = _links[cell])
        {
            ObjectHeader* o = At(cell);
            var fields = (uint*)(o + 1);
            for (uint i = 0; i < _shapes[o->Shape].Fields; i++)
            {
                if (fields[i] != 0 && At(fields[i])->Spare++ == 0)
                {
                    _links[last] = fields[i];
                    last = fields[i];
                }
            }
        }

        bool isSole = true;
        for (uint next = held; next != 0;)
        {
            uint cell = next;
            ObjectHeader* o = At(cell);
            isSole &= TCounter.ReadCount(o) == o->Spare && !TCounter.IsImmortal(o);
            next = _links[cell];
            _links[cell] = 0;
            o->Spare = 0;
            outbox.ProofObjects++;
        }

        return isSole;
    }
}
