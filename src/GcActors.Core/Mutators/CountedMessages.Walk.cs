using System.Runtime.CompilerServices;
using GcActors.Core.Collection;
using GcActors.Core.Counting;
using GcActors.Core.Memory;
using GcActors.Core.Objects;

namespace GcActors.Core.Mutators;

/// <summary>A walk: breadth first, the list of what was met being the queue of what is to be scanned.</summary>
internal sealed unsafe partial class CountedMessages
{
    private void BeginMessage(uint root, bool mayBeNew)
    {
        BeginWalk();
        Meet(root, mayBeNew);
        if (_ledger->Fault == MessageCountFault.ChildNotCounted)
        {
            _ledger->ScannedCount = _ledger->MetCount;
        }
    }

    private void BeginWalk()
    {
        _ledger->Walk++;
        _ledger->MetCount = _ledger->ScannedCount = 0;
    }

    private void MeetRoots(uint* slots, long count)
    {
        for (long i = 0; i < count; i++)
        {
            if (slots[i] != 0)
            {
                Meet(slots[i], mayBeNew: false);
            }
        }
    }

    private void ScanAll(bool mayBeNew)
    {
        while (_ledger->ScannedCount < _ledger->MetCount)
        {
            ScanNext(mayBeNew);
        }
    }

    private void ScanNext(bool mayBeNew) =>
        ObjectWalker.Walk(_base, _shapes, At(_ledger->Met[_ledger->ScannedCount++]), new Finder(this, mayBeNew));

    /// <param name="cell">An object that the walk leads to.</param>
    /// <param name="mayBeNew">Whether the mutator may see it for the first time; else it has counts of it, if it is another's.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Meet(uint cell, bool mayBeNew)
    {
        ObjectHeader* o = At(cell);
        if (Weighted.OwnerOf(o) == _index)
        {
            if (!Weighted.TryMeet(o))
            {
                return;
            }
        }
        else
        {
            ForeignCount* held = mayBeNew ? _ledger->Foreign.FindOrAdd(cell) : _ledger->Foreign.Find(cell);
            if (held == null)
            {
                throw new InvalidOperationException($"WF4: mutator {_index} leads to cell {cell:x} of mutator {Weighted.OwnerOf(o)} without a count");
            }

            if (held->Walk == _ledger->Walk)
            {
                return;
            }

            held->Walk = _ledger->Walk;
        }

        _ledger->Met[_ledger->MetCount++] = cell;
    }

    private bool ForgetIfOwn(ObjectHeader* o)
    {
        bool isOwn = Weighted.OwnerOf(o) == _index;
        if (isOwn)
        {
            Weighted.Forget(o);
        }

        return isOwn;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ObjectHeader* At(uint cell) => (ObjectHeader*)(_base + ((ulong)cell << PoolGeometry.GranuleShift));

    private readonly struct Finder(CountedMessages messages, bool mayBeNew) : IReferenceVisitor
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Visit(uint cell)
        {
            if (cell != 0)
            {
                messages.Meet(cell, mayBeNew);
            }
        }
    }
}
