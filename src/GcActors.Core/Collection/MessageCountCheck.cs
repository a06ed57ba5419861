using GcActors.Core.Counting;
using GcActors.Core.Memory;
using GcActors.Core.Objects;

namespace GcActors.Core.Collection;

/// <summary>
/// The laws of message counts in a stopped world (counting-strategies.md 5; WF3 to WF6 of ORCA), from registers, shared roots and the graph:
/// <code>
/// WF3, WF4  what a mutator or a message leads to has counts: FRC(m, o) &gt; 0 for each mutator m that leads to another's o
/// WF5       LRC + INC − DEC under way = the sum of all FRC + messages that lead to the object
/// WF6       LRC ≥ 0, now and after all that is under way
/// </code>
/// and that each ledger lists the mutator's own objects, each once.
/// </summary>
internal sealed unsafe class MessageCountCheck(Heap heap, CountSpace counts, Action<string> report)
{
    /// <summary>By object: FRC and messages.</summary>
    private readonly Dictionary<uint, long> _held = [];

    /// <summary>By object: INC − DEC.</summary>
    private readonly Dictionary<uint, long> _underWay = [];

    private readonly HashSet<uint> _listed = [];

    /// <summary>All reachable references lead to objects.</summary>
    public void Run()
    {
        for (int m = 0; m < counts.Mutators; m++)
        {
            AddForeign(m);
            AddMail(m);
            AddListed(m);
        }

        if (counts.Mutators > 1)
        {
            AddMessages();
            for (int m = 0; m < counts.Mutators; m++)
            {
                CheckPaths(m);
            }
        }

        var check = new CellCheck(this);
        heap.WalkCells(ref check);
        foreach (uint cell in _held.Keys)
        {
            report($"cell {cell:x} was freed, but mutators or messages hold {_held[cell]} counts of it (WF3)");
        }
    }

    private void AddForeign(int mutator)
    {
        ref ForeignCounts foreign = ref counts.Ledger(mutator)->Foreign;
        for (int i = 0; i < foreign.Places; i++)
        {
            ForeignCount* entry = foreign.Place(i);
            if (entry->Cell == 0)
            {
                continue;
            }

            Add(_held, entry->Cell, entry->Counts);
            if (entry->Counts <= 0)
            {
                report($"mutator {mutator} holds {entry->Counts} counts of cell {entry->Cell:x}: an entry has some, or is none");
            }
        }
    }

    private void AddMail(int mutator)
    {
        CountLedger* ledger = counts.Ledger(mutator);
        for (int number = ledger->Mail; number != 0; number = ledger->Envelope(number)->Next)
        {
            CountEnvelope* envelope = ledger->Envelope(number);
            for (int i = 0; i < envelope->Entries; i++)
            {
                Add(_underWay, envelope->First[i].Cell, envelope->First[i].Counts);
            }
        }
    }

    private void AddListed(int mutator)
    {
        CountLedger* ledger = counts.Ledger(mutator);
        for (uint* cell = ledger->Owned; cell < ledger->OwnedEnd; cell++)
        {
            if (!_listed.Add(*cell))
            {
                report($"cell {*cell:x} is listed twice as somebody's own");
            }
        }
    }

    private void AddMessages()
    {
        foreach (RootTable roots in heap.Roots.Where(r => r.IsShared))
        {
            for (long i = 0; i < roots.Used; i++)
            {
                AddMessage(roots.Slots[i]);
            }
        }

        for (int m = 0; m < counts.Mutators; m++)
        {
            AddMessage(counts.Ledger(m)->Packed);
        }
    }

    private void AddMessage(uint root)
    {
        foreach (uint cell in Paths.From(heap, [root]))
        {
            Add(_held, cell, 1);
        }
    }

    private void CheckPaths(int mutator)
    {
        CountLedger* ledger = counts.Ledger(mutator);
        uint[] registers = new ReadOnlySpan<uint>(ledger->Registers, (int)ledger->RegisterCount).ToArray();
        foreach (uint cell in Paths.From(heap, registers))
        {
            int owner = Weighted.OwnerOf(heap.HeaderOf(cell));
            if (owner != mutator && ledger->Foreign.Find(cell) == null)
            {
                report($"mutator {mutator} leads to cell {cell:x} of mutator {owner}, but holds no count of it (WF4)");
            }
        }
    }

    private void CheckObject(uint cell, ObjectHeader* o)
    {
        int owner = Weighted.OwnerOf(o);
        long held = _held.GetValueOrDefault(cell);
        long underWay = _underWay.GetValueOrDefault(cell);
        _held.Remove(cell);
        if (o->Count + underWay != held)
        {
            report($"cell {cell:x} of mutator {owner} has count {o->Count} and {underWay} under way, but mutators and messages hold {held} (WF5)");
        }

        if (o->Count < 0 || o->Count + underWay < 0)
        {
            report($"cell {cell:x} of mutator {owner} has count {o->Count} and {underWay} under way (WF6)");
        }

        if (!_listed.Contains(cell))
        {
            report($"cell {cell:x} is not listed by mutator {owner}, which made it");
        }
    }

    private static void Add(Dictionary<uint, long> sums, uint cell, long counts) => sums[cell] = sums.GetValueOrDefault(cell) + counts;

    private readonly struct CellCheck(MessageCountCheck check) : ICellVisitor
    {
        public void Visit(uint cell) => check.VisitCell(cell);
    }

    private void VisitCell(uint cell)
    {
        ObjectHeader* o = heap.HeaderOf(cell);
        if (o->IsObject)
        {
            CheckObject(cell, o);
        }
    }
}
