using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using GcActors.Core.Memory;

namespace GcActors.Core.Objects;

/// <summary>What message counts cost one mutator, from the start of the trial.</summary>
internal struct MessageCountTally
{
    /// <summary>Messages that it sent.</summary>
    public long Sent;

    /// <summary>INC and DEC, an object each.</summary>
    public long Increments;

    public long Decrements;

    /// <summary>Envelopes in which these travelled.</summary>
    public long Envelopes;

    public long Traces;

    /// <summary>Objects that its traces met.</summary>
    public long Traced;

    /// <summary>Objects that its traces freed.</summary>
    public long Freed;

    /// <summary>Of the host's clock.</summary>
    public long TraceTicks;
}

/// <summary>
/// What one mutator knows under message counts (counting-strategies.md 4.12): its objects, those of others that it has a path to, and the mail that others
/// have for it. Only the mutator itself touches it, but for the two mailboxes; in a stopped world the collector does.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct CountLedger : IDisposable
{
    /// <summary>Objects have two granules at least.</summary>
    private const long MostObjects = AddressSpace.DefaultReservedBytes / (2 * PoolGeometry.GranuleBytes);

    private const long ListBytes = MostObjects * sizeof(uint);

    private const int MostEnvelopes = 1 << 23;

    private static readonly long EnvelopeBytes = (long)MostEnvelopes * sizeof(CountEnvelope);

    /// <summary>Behind the last of the objects that the mutator made and that are not freed. They begin at <see cref="Owned"/>, in no order.</summary>
    public uint* OwnedEnd;

    public uint* Owned;

    public ForeignCounts Foreign;

    /// <summary>What the walk that goes on has met, in that order: what is to be scanned, and what is to be counted then.</summary>
    public uint* Met;

    public long MetCount;

    /// <summary>Of these, how many have been scanned.</summary>
    public long ScannedCount;

    /// <summary>Number of the walk; entries of <see cref="Foreign"/> that have it were met.</summary>
    public int Walk;

    /// <summary>The root of a message whose objects are being met; 0: none.</summary>
    public uint Packing;

    /// <summary>The root of a message that is counted, and in no shared slot yet; 0: none.</summary>
    public uint Packed;

    /// <summary>Objects, its own and others', at which the next trace is due.</summary>
    public long TraceAt;

    public uint* Registers;

    public long RegisterCount;

    public MessageCountFault Fault;

    public MessageCountTally Tally;

    /// <summary>By owner, the envelope that is being filled; 0: none.</summary>
    public int* Open;

    /// <summary>A list of the mutator's envelopes that nobody uses.</summary>
    public int Unused;

    /// <summary>What a planted fault holds back, up to the next boundary and to the one behind it.</summary>
    public int Late;

    public int Later;

    private CountLedger* _all;
    private CountEnvelope* _envelopes;
    private int _made;

    /// <summary>Hardware fetches cache lines in pairs.</summary>
    private fixed long _pad[16];

    /// <summary>A mailbox: count changes for the mutator's objects.</summary>
    public int Mail;

    /// <summary>A mailbox: its envelopes that others have read.</summary>
    public int Returned;

    private fixed long _padBehind[16];

    public readonly long OwnedCount => OwnedEnd - Owned;

    public int Mutators { get; private set; }

    /// <summary>The ledger of a mutator.</summary>
    public readonly CountLedger* Of(int mutator) => _all + mutator;

    /// <summary>The envelope of a number, whoever made it.</summary>
    public readonly CountEnvelope* Envelope(int number) => _all->_envelopes + number;

    /// <summary>Once, before anybody posts.</summary>
    /// <param name="all">The ledgers of all mutators, which have their envelopes from the first.</param>
    /// <param name="mutators">How many.</param>
    public void Initialise(CountLedger* all, int mutators)
    {
        if (Owned != null)
        {
            return;
        }

        OwnedEnd = Owned = (uint*)Reserve(ListBytes);
        Met = (uint*)Reserve(ListBytes);
        Open = (int*)NativeMemory.AllocZeroed((nuint)mutators, sizeof(int));
        Mutators = mutators;
        _all = all;
        if (all->_envelopes == null)
        {
            all->_envelopes = (CountEnvelope*)Reserve(EnvelopeBytes);
        }
    }

    /// <summary>One more envelope of this mutator's.</summary>
    /// <exception cref="InsufficientMemoryException">More are under way than numbers were reserved for.</exception>
    public readonly int NewEnvelope()
    {
        int number = Interlocked.Increment(ref _all->_made);
        if (number >= MostEnvelopes)
        {
            throw new InsufficientMemoryException($"{MostEnvelopes} envelopes of count changes wait to be read");
        }

        Envelope(number)->Sender = (int)((CountLedger*)Unsafe.AsPointer(ref Unsafe.AsRef(in this)) - _all);
        return number;
    }

    public void Dispose()
    {
        if (_envelopes != null)
        {
            VirtualMemory.Release((byte*)_envelopes, EnvelopeBytes);
            _envelopes = null;
        }

        if (Owned != null)
        {
            NativeMemory.Free(Open);
            VirtualMemory.Release((byte*)Owned, ListBytes);
            VirtualMemory.Release((byte*)Met, ListBytes);
            Foreign.Dispose();
            Owned = null;
        }
    }

    private static byte* Reserve(long bytes)
    {
        byte* range = VirtualMemory.Reserve(bytes, VirtualMemory.PageBytes);
        VirtualMemory.Commit(range, bytes);
        return range;
    }
}
