using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>What a ledger sends and receives.</summary>
internal static unsafe class CountPost
{
    /// <summary>Writes a count change for an owner; it leaves with <see cref="PostAll"/>, or when its envelope is full.</summary>
    public static void Write(CountLedger* ledger, int owner, uint cell, int counts)
    {
        ref int open = ref ledger->Open[owner];
        if (open == 0)
        {
            open = TakeEnvelope(ledger, owner);
        }

        CountEnvelope* envelope = ledger->Envelope(open);
        envelope->First[envelope->Entries++] = new CountChangeEntry { Cell = cell, Counts = counts };
        ledger->Tally.Increments += counts > 0 ? 1 : 0;
        ledger->Tally.Decrements += counts > 0 ? 0 : 1;
        if (envelope->Entries == CountEnvelope.MostEntries)
        {
            Post(ledger, owner);
        }
    }

    /// <summary>Everything that was written is under way.</summary>
    public static void PostAll(CountLedger* ledger)
    {
        for (int owner = 0; owner < ledger->Mutators; owner++)
        {
            if (ledger->Open[owner] != 0)
            {
                Post(ledger, owner);
            }
        }
    }

    /// <summary>At a boundary: posts what a planted fault (<see cref="MessageCountFault.IncrementAfterMessage"/>) held back before the one before it.</summary>
    public static void PostLate(CountLedger* ledger)
    {
        while (ledger->Late != 0)
        {
            int envelope = ledger->Late;
            ledger->Late = ledger->Envelope(envelope)->Next;
            Send(ledger, envelope);
        }

        ledger->Late = ledger->Later;
        ledger->Later = 0;
    }

    /// <summary>Takes the mail for the ledger's mutator.</summary>
    /// <returns>The newest envelope, which leads to those before it; 0: there was none.</returns>
    public static int TakeMail(CountLedger* ledger) => CountMail.TakeAll<DirectMemory>(ref ledger->Mail);

    /// <summary>Sends an envelope that was read back to whose it is.</summary>
    /// <returns>The one before it.</returns>
    public static int Return(CountLedger* ledger, int envelope)
    {
        int next = ledger->Envelope(envelope)->Next;
        MailOf(ledger).Post<DirectMemory>(ref ledger->Of(ledger->Envelope(envelope)->Sender)->Returned, envelope);
        return next;
    }

    private static CountMail MailOf(CountLedger* ledger) => new((byte*)ledger->Envelope(0), sizeof(CountEnvelope));

    private static void Post(CountLedger* ledger, int owner)
    {
        int envelope = ledger->Open[owner];
        ledger->Open[owner] = 0;
        ledger->Tally.Envelopes++;
        if (ledger->Fault == MessageCountFault.IncrementAfterMessage)
        {
            ledger->Envelope(envelope)->Next = ledger->Later;
            ledger->Later = envelope;
        }
        else
        {
            Send(ledger, envelope);
        }
    }

    private static void Send(CountLedger* ledger, int envelope) =>
        MailOf(ledger).Post<DirectMemory>(ref ledger->Of(ledger->Envelope(envelope)->Owner)->Mail, envelope);

    private static int TakeEnvelope(CountLedger* ledger, int owner)
    {
        if (ledger->Unused == 0)
        {
            ledger->Unused = CountMail.TakeAll<DirectMemory>(ref ledger->Returned);
        }

        int number = ledger->Unused;
        if (number == 0)
        {
            number = ledger->NewEnvelope();
        }
        else
        {
            ledger->Unused = ledger->Envelope(number)->Next;
        }

        CountEnvelope* envelope = ledger->Envelope(number);
        envelope->Owner = owner;
        envelope->Entries = 0;
        return number;
    }
}
