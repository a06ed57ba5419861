using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>The arithmetic of <see cref="Weighted"/>: what an object's owner and its holders count when it is sent, received and given back.</summary>
internal static unsafe class MessageCounts
{
    /// <summary>Counts that a holder asks for when it has none to spare; ponyc's figure.</summary>
    public const int Weight = 256;

    /// <summary>A holder sends another's object.</summary>
    /// <param name="held">Its counts, FRC.</param>
    /// <returns>INC: what its owner must hear of before the message; 0: nothing.</returns>
    public static int SendHeld(ref int held)
    {
        if (held > 1)
        {
            held--;
            return 0;
        }

        held += Weight - 1;
        return Weight;
    }

    /// <summary>A holder has no path to another's object any more.</summary>
    /// <returns>DEC: what its owner must hear of.</returns>
    public static int GiveBack(ref int held)
    {
        int counts = held;
        held = 0;
        return counts;
    }

    /// <summary>Applies all that others have posted, and sends the envelopes home. INC comes first: what of it was posted before a DEC is in the same mail.</summary>
    public static void ReadMail(byte* heapBase, CountLedger* owner)
    {
        int newest = CountPost.TakeMail(owner);
        for (int envelope = newest; envelope != 0; envelope = owner->Envelope(envelope)->Next)
        {
            Apply(heapBase, owner->Envelope(envelope), increments: true);
        }

        for (int envelope = newest; envelope != 0; envelope = CountPost.Return(owner, envelope))
        {
            Apply(heapBase, owner->Envelope(envelope), increments: false);
        }
    }

    /// <summary>An owner's count falls: the object has come home (1), or a holder gives back (DEC), or asks (INC, negative).</summary>
    /// <exception cref="InvalidOperationException">The count went below 0.</exception>
    public static void Lower(ObjectHeader* o, uint cell, int counts)
    {
        o->Count -= counts;
        if (o->Count < 0)
        {
            throw new InvalidOperationException($"WF6: the owner's count of cell {cell:x} went to {o->Count}: an INC came after what it was sent for");
        }
    }

    private static void Apply(byte* heapBase, CountEnvelope* envelope, bool increments)
    {
        CountChangeEntry* entry = envelope->First;
        for (CountChangeEntry* end = entry + envelope->Entries; entry < end; entry++)
        {
            if (entry->Counts > 0 == increments)
            {
                Lower(PlainCount.At(heapBase, entry->Cell), entry->Cell, -entry->Counts);
            }
        }
    }
}
