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

/// <summary>Count changes of one sender for one owner, as they travel together. Envelopes have numbers, from 1 on.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct CountEnvelope
{
    public const int MostEntries = 62;

    private const int BytesPerEntry = 8;

    /// <summary>The number of the next in a list; first in the envelope, where mailboxes look for it.</summary>
    public int Next;

    /// <summary>Whose it is when it has been read.</summary>
    public int Sender;

    public int Owner;

    public int Entries;

    private fixed byte _entries[MostEntries * BytesPerEntry];

    public CountChangeEntry* First => (CountChangeEntry*)Unsafe.AsPointer(ref _entries[0]);
}
