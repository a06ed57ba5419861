using System.Runtime.CompilerServices;
using GcActors.Core.Counting;
using GcActors.Core.Objects;

namespace GcActors.Core.Mutators;

/// <summary>Messages that are counted, and a mutator's own traces (counting-strategies.md 4.12). No other mutator is stopped or asked; a stop waits for a trace that has
/// begun.</summary>
internal unsafe partial struct Mutator<TCounter, TAllocator>
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly StepOutcome CountMessage(uint root) => _binding.Messages!.Pack(root);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void PublishCounted(uint root) => _binding.Messages!.Publish(root);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void ReceiveCounted(uint root) => _binding.Messages!.Receive(root);

    /// <summary>At a boundary, when the mail is read.</summary>
    private void TraceIfDue()
    {
        if (_binding.Messages!.IsTraceDue)
        {
            TraceOwn();
        }

        CountPost.PostLate(_binding.Messages.Ledger);
    }

    /// <summary>Frees own objects that neither this mutator leads to nor anybody else holds, and gives others' objects back.</summary>
    private void TraceOwn()
    {
        CountedMessages messages = _binding.Messages!;
        CountLedger* ledger = messages.Ledger;
        messages.BeginTrace();
        long before = ledger->OwnedCount;
        uint* kept = ledger->Owned;
        for (uint* next = kept; next < ledger->OwnedEnd; next++)
        {
            uint cell = *next;
            ObjectHeader* o = At(cell);
            if (CountedMessages.Survives(o))
            {
                *kept++ = cell;
            }
            else
            {
                FreeUnreached(cell, o);
            }
        }

        ledger->OwnedEnd = kept;
        messages.EndTrace(before - ledger->OwnedCount);
    }

    /// <summary>What it refers to may be freed already: nobody looks at it.</summary>
    private void FreeUnreached(uint cell, ObjectHeader* o)
    {
        Shape* s = _shapes + o->Shape;
        var fields = (uint*)(o + 1);
        for (uint i = 0; i < s->Fields; i++)
        {
            Decrements += fields[i] != 0 ? 1 : 0;
        }

        Free(cell, o, s);
    }
}
