using System.Diagnostics;
using System.Runtime.CompilerServices;
using GcActors.Core.Counting;
using GcActors.Core.Objects;

namespace GcActors.Core.Mutators;

/// <summary>
/// One mutator's walks under message counts (<see cref="Weighted"/>): what a message leads to, when it is sent and when it is received, and what the mutator itself
/// leads to. A walk meets each object once: the mark of an own object lies in its header, beside the owner's number that others may read meanwhile, and that of another's
/// in the mutator's table, so no mutator writes to another's objects.
/// </summary>
internal sealed unsafe partial class CountedMessages
{
    /// <summary>Objects scanned between two looks at the stop flag.</summary>
    private const int ObjectsPerPoll = 256;

    /// <summary>No trace before there are so many: ponyc's first heap of 16 KiB, in objects of 32 bytes.</summary>
    private const long LeastObjects = 512;

    private readonly MutatorBinding _binding;
    private readonly CountLedger* _ledger;
    private readonly byte* _base;
    private readonly Shape* _shapes;
    private readonly int _index;
    private long _traceBegan;

    public CountedMessages(MutatorBinding binding)
    {
        Heap heap = binding.Allocators.Heap;
        _binding = binding;
        _index = binding.Index;
        _base = heap.Base;
        _shapes = heap.Shapes.Shapes;
        _ledger = binding.Allocators.Counts.Ledger(binding.Index);
        _ledger->Registers = binding.Registers.Slots;
        _ledger->RegisterCount = binding.Registers.Length;
        _ledger->TraceAt = LeastObjects;
        _ledger->Fault = binding.MessageCountFault;
    }

    public CountLedger* Ledger => _ledger;

    /// <summary>Alone, a mutator sends nothing; its shared roots are its own.</summary>
    private bool IsAlone => _binding.Mutators == 1;

    /// <summary>Own objects and those of others count alike: who only receives must trace too, or the owners could free nothing.</summary>
    public bool IsTraceDue => _ledger->OwnedCount + _ledger->Foreign.Entries >= _ledger->TraceAt && _ledger->Packing == 0;

    /// <summary>Counts a message.</summary>
    /// <returns>Stepped: it may be published; Partial: a stop came between, call again.</returns>
    public StepOutcome Pack(uint root)
    {
        if (IsAlone)
        {
            return StepOutcome.Stepped;
        }

        if (_ledger->Packing == 0)
        {
            BeginPacking(root);
        }

        int untilPoll = ObjectsPerPoll;
        while (_ledger->ScannedCount < _ledger->MetCount)
        {
            if (--untilPoll < 0 && (Volatile.Read(ref _binding.Control->Breaker) & (int)Breaker.Stop) != 0)
            {
                return StepOutcome.Partial;
            }

            ScanNext(mayBeNew: false);
        }

        EndPacking(root);
        return StepOutcome.Stepped;
    }

    /// <summary>A reference goes into a shared root: as a message, if it was none yet.</summary>
    public void Publish(uint root)
    {
        if (IsAlone)
        {
            return;
        }

        if (_ledger->Packed != root)
        {
            BeginPacking(root);
            ScanAll(mayBeNew: false);
            EndPacking(root);
        }

        _ledger->Packed = 0;
    }

    /// <summary>A reference has come out of a shared root.</summary>
    public void Receive(uint root)
    {
        if (IsAlone || root == 0)
        {
            return;
        }

        // The sender posted its INCs before the message.
        MessageCounts.ReadMail(_base, _ledger);
        BeginMessage(root, mayBeNew: true);
        ScanAll(mayBeNew: true);
        for (long i = 0; i < _ledger->MetCount; i++)
        {
            uint cell = _ledger->Met[i];
            ObjectHeader* o = At(cell);
            if (ForgetIfOwn(o))
            {
                MessageCounts.Lower(o, cell, 1);
            }
            else
            {
                _ledger->Foreign.Find(cell)->Counts++;
            }
        }
    }

    /// <summary>The first half of a trace: meets what the mutator leads to, and gives others' objects back that it does not lead to.</summary>
    public void BeginTrace()
    {
        _traceBegan = Stopwatch.GetTimestamp();
        BeginWalk();
        MeetRoots(_ledger->Registers, _ledger->RegisterCount);
        if (IsAlone)
        {
            MeetRoots(_binding.SharedRoots.Slots, _binding.SharedRoots.Length);
        }

        ScanAll(mayBeNew: false);
        for (int i = 0; i < _ledger->Foreign.Places; i++)
        {
            ForeignCount* held = _ledger->Foreign.Place(i);
            if (held->Cell != 0 && held->Walk != _ledger->Walk)
            {
                GiveBack(held);
            }
        }

        _ledger->Foreign.RemoveEmpty();
        CountPost.PostAll(_ledger);
    }

    /// <summary>The second half: for an own object, whether it stays. Those that others hold are kept, but not scanned: what they lead to has counts of its own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Survives(ObjectHeader* o)
    {
        if (Weighted.IsMet(o))
        {
            Weighted.Forget(o);
            return true;
        }

        return o->Count > 0;
    }

    /// <param name="freed">Objects freed in the second half.</param>
    public void EndTrace(long freed)
    {
        long left = _ledger->OwnedCount + _ledger->Foreign.Entries;
        _ledger->TraceAt = Math.Max(LeastObjects, left * _binding.TraceGrowthPercent / 100);
        _ledger->Tally.Traces++;
        _ledger->Tally.Traced += _ledger->MetCount;
        _ledger->Tally.Freed += freed;
        _ledger->Tally.TraceTicks += Stopwatch.GetTimestamp() - _traceBegan;
    }

    private void BeginPacking(uint root)
    {
        if (_ledger->Packed != 0)
        {
            throw new InvalidOperationException($"mutator {_index} packs a message before it has published the one before it");
        }

        _ledger->Packing = root;
        BeginMessage(root, mayBeNew: false);
    }

    private void EndPacking(uint root)
    {
        for (long i = 0; i < _ledger->MetCount; i++)
        {
            uint cell = _ledger->Met[i];
            ObjectHeader* o = At(cell);
            if (ForgetIfOwn(o))
            {
                o->Count++;
            }
            else
            {
                SendHeld(o, cell);
            }
        }

        CountPost.PostAll(_ledger);
        _ledger->Packing = 0;
        _ledger->Packed = root;
        _ledger->Tally.Sent++;
    }

    private void SendHeld(ObjectHeader* o, uint cell)
    {
        ForeignCount* held = _ledger->Foreign.Find(cell);
        int asked = MessageCounts.SendHeld(ref held->Counts);
        if (asked == 0)
        {
            return;
        }

        if (_ledger->Fault == MessageCountFault.PaperOffByOne)
        {
            held->Counts = asked++;
        }

        CountPost.Write(_ledger, Weighted.OwnerOf(o), cell, asked);
    }

    private void GiveBack(ForeignCount* held)
    {
        uint cell = held->Cell;
        int counts = MessageCounts.GiveBack(ref held->Counts);
        if (_ledger->Fault == MessageCountFault.StaleDecrement)
        {
            counts = Math.Max(1, counts - 1);
        }

        CountPost.Write(_ledger, Weighted.OwnerOf(At(cell)), cell, -counts);
    }
}
