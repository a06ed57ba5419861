using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>The arithmetic of <see cref="Weighted"/>: what an object's owner and its holders count when it is sent, received and given back.</summary>
internal static unsafe class MessageCounts
{
    /// <summary>Counts that a holder asks for when it has none to spare; ponyc's figure.</summary>
    public const int Weight = 256;

    /// <summary>An object leaves with a message.</summary>
    public static void Send(CountLedger* sender, bool isOwn, ObjectHeader* o, uint cell)
    {
        if (isOwn)
        {
            o->Count++;
            return;
        }

        ForeignCount* held = sender->Foreign.Find(cell);
        if (held->Counts > 1)
        {
            held->Counts--;
        }
        else if (sender->Fault == MessageCountFault.PaperOffByOne)
        {
            sender->Write(Weighted.OwnerOf(o), cell, Weight + 1);
            held->Counts = Weight;
        }
        else
        {
            sender->Write(Weighted.OwnerOf(o), cell, Weight);
            held->Counts += Weight - 1;
        }
    }

    /// <summary>An object has come with a message.</summary>
    public static void Receive(CountLedger* receiver, bool isOwn, ObjectHeader* o, uint cell)
    {
        if (isOwn)
        {
            Lower(o, cell, 1);
        }
        else
        {
            receiver->Foreign.Find(cell)->Counts++;
        }
    }

    /// <summary>A holder has no path to another's object any more.</summary>
    public static void GiveBack(CountLedger* holder, ObjectHeader* o, ForeignCount* held)
    {
        int counts = holder->Fault == MessageCountFault.StaleDecrement ? Math.Max(1, held->Counts - 1) : held->Counts;
        holder->Write(Weighted.OwnerOf(o), held->Cell, -counts);
        held->Counts = 0;
    }

    /// <summary>Applies what others have posted, in their order, and sends the envelopes home.</summary>
    public static void ReadMail(byte* heapBase, CountLedger* owner)
    {
        CountEnvelope* envelope = owner->Mail.TakeAll();
        while (envelope != null)
        {
            CountChangeEntry* entry = envelope->First;
            for (CountChangeEntry* end = entry + envelope->Entries; entry < end; entry++)
            {
                Lower(PlainCount.At(heapBase, entry->Cell), entry->Cell, -entry->Counts);
            }

            CountEnvelope* next = envelope->Next;
            envelope->Home->Post(envelope);
            envelope = next;
        }
    }

    private static void Lower(ObjectHeader* o, uint cell, int counts)
    {
        o->Count -= counts;
        if (o->Count < 0)
        {
            throw new InvalidOperationException($"WF6: the owner's count of cell {cell:x} went to {o->Count}: an INC came after what it was sent for");
        }
    }
}
