using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GcActors.Core.Objects;

/// <summary>INC(o, k), or DEC(o, −k), for o's owner.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct CountChangeEntry
{
    public uint Cell;

    public int Counts;
}

/// <summary>Count changes of one sender for one owner, as they travel together.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct CountEnvelope
{
    public const int MostEntries = 62;

    private const int BytesPerEntry = 8;

    /// <summary>In a mailbox the one that was posted before it; elsewhere the next of a list.</summary>
    public CountEnvelope* Next;

    /// <summary>Where it goes when it has been read.</summary>
    public CountMailbox* Home;

    public int Entries;

    public int Owner;

    private fixed byte _entries[MostEntries * BytesPerEntry];

    public CountChangeEntry* First => (CountChangeEntry*)Unsafe.AsPointer(ref _entries[0]);
}

/// <summary>
/// Envelopes that several mutators post and one takes, all of them at a time, so that no envelope can come back unseen (ABA). What is taken is all that was posted
/// up to one moment: if it holds an answer, it holds what was answered.
/// </summary>
internal unsafe struct CountMailbox
{
    private nint _newest;

    public readonly bool IsEmpty => Volatile.Read(in _newest) == 0;

    public void Post(CountEnvelope* envelope)
    {
        nint seen = Volatile.Read(ref _newest);
        nint expected;
        do
        {
            expected = seen;
            envelope->Next = (CountEnvelope*)expected;
            seen = Interlocked.CompareExchange(ref _newest, (nint)envelope, expected);
        }
        while (seen != expected);
    }

    /// <summary>All envelopes, the oldest first; null: there are none.</summary>
    public CountEnvelope* TakeAll()
    {
        if (IsEmpty)
        {
            return null;
        }

        var envelope = (CountEnvelope*)Interlocked.Exchange(ref _newest, 0);
        CountEnvelope* newer = null;
        while (envelope != null)
        {
            CountEnvelope* older = envelope->Next;
            envelope->Next = newer;
            newer = envelope;
            envelope = older;
        }

        return newer;
    }

    /// <summary>The newest of those that lie there, for the verifier of a stopped world.</summary>
    public readonly CountEnvelope* Peek() => (CountEnvelope*)_newest;
}
