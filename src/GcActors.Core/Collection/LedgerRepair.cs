using GcActors.Core.Counting;
using GcActors.Core.Memory;
using GcActors.Core.Objects;

namespace GcActors.Core.Collection;

/// <summary>
/// After a collection, under message counts: takes what it freed off the ledgers. What mutators made is listed anew from the heap, since the cells of the dead may
/// be in no arena any more; of the entries for others' objects those of the dead go. No count changes: whoever held the dead is no more to be asked, and all entries for
/// a survivor stay.
/// </summary>
internal static unsafe class LedgerRepair
{
    /// <summary>Once the collection is over and its marks are clear.</summary>
    public static void Run(Heap heap, CountSpace counts)
    {
        for (int m = 0; m < counts.Mutators; m++)
        {
            counts.Ledger(m)->OwnedEnd = counts.Ledger(m)->Owned;
        }

        var lister = new Lister(heap, counts);
        heap.WalkCells(ref lister);
        for (int m = 0; m < counts.Mutators; m++)
        {
            RemoveDead(heap, ref counts.Ledger(m)->Foreign);
        }

        heap.ClearMarks();
    }

    private static void RemoveDead(Heap heap, ref ForeignCounts foreign)
    {
        for (int i = 0; i < foreign.Places; i++)
        {
            ForeignCount* held = foreign.Place(i);
            if (held->Cell != 0 && !Reachability.IsMarked(heap.Marks, held->Cell))
            {
                held->Counts = 0;
            }
        }

        foreign.RemoveEmpty();
    }

    /// <summary>Marks objects, and lists each for its owner.</summary>
    private readonly struct Lister(Heap heap, CountSpace counts) : ICellVisitor
    {
        public void Visit(uint cell)
        {
            ObjectHeader* o = heap.HeaderOf(cell);
            if (o->IsObject)
            {
                heap.Marks[cell >> 6] |= 1ul << (int)(cell & 63);
                *counts.Ledger(Weighted.OwnerOf(o))->OwnedEnd++ = cell;
            }
        }
    }
}
