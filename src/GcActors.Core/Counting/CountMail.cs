namespace GcActors.Core.Counting;

/// <summary>
/// Mailboxes for count changes: several post envelopes, one takes all of them at a time, so that no envelope can come back unseen (ABA). What is taken is all that was
/// posted up to one moment: where it holds an answer, it holds what was answered. So delivery is causal, which the counts rely on (WF6), if all of it is applied before
/// anything is judged: it is taken newest first.
/// A mailbox is a word, the number of the newest envelope; an envelope begins with the number of the one that was posted before it.
/// </summary>
/// <param name="envelopes">Where number 0 would be.</param>
/// <param name="envelopeBytes">From one to the next.</param>
internal readonly unsafe struct CountMail(byte* envelopes, int envelopeBytes)
{
    public void Post<TMemory>(ref int newest, int envelope)
        where TMemory : struct, IMemoryAccess
    {
        int seen = TMemory.Read(ref newest);
        int before;
        do
        {
            before = seen;
            TMemory.Write(ref NextOf(envelope), before);
            seen = TMemory.CompareExchange(ref newest, envelope, before);
        }
        while (seen != before);
    }

    /// <summary>Empties a mailbox.</summary>
    /// <returns>The newest envelope; 0: there was none.</returns>
    public static int TakeAll<TMemory>(ref int newest)
        where TMemory : struct, IMemoryAccess =>
        TMemory.Read(ref newest) == 0 ? 0 : TMemory.Exchange(ref newest, 0);

    /// <summary>The envelope that was posted before one that was taken; 0: there was none.</summary>
    public int After<TMemory>(int envelope)
        where TMemory : struct, IMemoryAccess => TMemory.Read(ref NextOf(envelope));

    private ref int NextOf(int envelope) => ref *(int*)(envelopes + (long)envelope * envelopeBytes);
}
