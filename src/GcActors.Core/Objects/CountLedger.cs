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

    private CountEnvelope** _open;
    private CountEnvelope* _unused;
    private CountEnvelope* _made;
    private CountEnvelope* _late;
    private CountEnvelope* _later;
    private CountLedger* _all;
    private int _mutators;

    /// <summary>Hardware fetches cache lines in pairs.</summary>
    private fixed long _pad[16];

    /// <summary>Count changes for the mutator's objects.</summary>
    public CountMailbox Mail;

    /// <summary>Its envelopes that others have read.</summary>
    public CountMailbox Returned;

    private fixed long _padBehind[16];

    public readonly long OwnedCount => OwnedEnd - Owned;

    /// <summary>Of each mutator, its own among them.</summary>
    public readonly int Mutators => _mutators;

    /// <summary>Once, before anybody posts.</summary>
    /// <param name="all">The ledgers of all mutators.</param>
    /// <param name="mutators">How many.</param>
    public void Initialise(CountLedger* all, int mutators)
    {
        if (Owned != null)
        {
            return;
        }

        OwnedEnd = Owned = Reserve();
        Met = Reserve();
        _open = (CountEnvelope**)NativeMemory.AllocZeroed((nuint)mutators, (nuint)sizeof(CountEnvelope*));
        _all = all;
        _mutators = mutators;
    }

    /// <summary>Writes a count change for an owner; it leaves with <see cref="PostAll"/> or when the envelope is full.</summary>
    public void Write(int owner, uint cell, int counts)
    {
        CountEnvelope* envelope = _open[owner];
        if (envelope == null)
        {
            envelope = _open[owner] = TakeEnvelope();
            envelope->Owner = owner;
            envelope->Entries = 0;
        }

        envelope->First[envelope->Entries++] = new CountChangeEntry { Cell = cell, Counts = counts };
        if (counts > 0)
        {
            Tally.Increments++;
        }
        else
        {
            Tally.Decrements++;
        }

        if (envelope->Entries == CountEnvelope.MostEntries)
        {
            Post(owner);
        }
    }

    /// <summary>Everything that was written is under way.</summary>
    public void PostAll()
    {
        for (int owner = 0; owner < _mutators; owner++)
        {
            if (_open[owner] != null)
            {
                Post(owner);
            }
        }
    }

    /// <summary>At a boundary: posts what a planted fault (<see cref="MessageCountFault.IncrementAfterMessage"/>) held back before the one before it.</summary>
    public void PostLate()
    {
        while (_late != null)
        {
            CountEnvelope* envelope = _late;
            _late = envelope->Next;
            _all[envelope->Owner].Mail.Post(envelope);
        }

        _late = _later;
        _later = null;
    }

    public void Dispose()
    {
        if (Owned == null)
        {
            return;
        }

        while (_made != null)
        {
            CountEnvelope* envelope = _made;
            _made = *MadeBefore(envelope);
            NativeMemory.Free(envelope);
        }

        NativeMemory.Free(_open);
        VirtualMemory.Release((byte*)Owned, ListBytes);
        VirtualMemory.Release((byte*)Met, ListBytes);
        Foreign.Dispose();
        this = default;
    }

    private static uint* Reserve()
    {
        byte* list = VirtualMemory.Reserve(ListBytes, VirtualMemory.PageBytes);
        VirtualMemory.Commit(list, ListBytes);
        return (uint*)list;
    }

    private void Post(int owner)
    {
        Tally.Envelopes++;
        CountEnvelope* envelope = _open[owner];
        _open[owner] = null;
        if (Fault == MessageCountFault.IncrementAfterMessage)
        {
            envelope->Next = _later;
            _later = envelope;
        }
        else
        {
            _all[owner].Mail.Post(envelope);
        }
    }

    private CountEnvelope* TakeEnvelope()
    {
        if (_unused == null)
        {
            _unused = Returned.TakeAll();
        }

        CountEnvelope* envelope = _unused;
        if (envelope == null)
        {
            return MakeEnvelope();
        }

        _unused = envelope->Next;
        return envelope;
    }

    /// <summary>All that were made are linked by a word behind each.</summary>
    private CountEnvelope* MakeEnvelope()
    {
        var envelope = (CountEnvelope*)NativeMemory.Alloc((nuint)(sizeof(CountEnvelope) + sizeof(CountEnvelope*)));
        envelope->Home = (CountMailbox*)Unsafe.AsPointer(ref Returned);
        *MadeBefore(envelope) = _made;
        return _made = envelope;
    }

    private static CountEnvelope** MadeBefore(CountEnvelope* envelope) => (CountEnvelope**)(envelope + 1);
}
