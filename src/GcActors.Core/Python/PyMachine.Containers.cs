using System.Numerics;
using System.Runtime.CompilerServices;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;

namespace GcActors.Core.Python;

/// <summary>Item arrays of lists and key tables of dicts, which grow and shrink as CPython's [Objects/listobject.c, Objects/dictobject.c].</summary>
internal sealed unsafe partial class PyMachine
{
    private const int LinearSlotsLog2 = 3;
    private const uint Removed = uint.MaxValue;

    /// <summary>A key table that is made anew gets room for so many times its live pairs.</summary>
    private const int GrowthRate = 3;

    /// <summary>Bytes of a cell for so many list items: CPython's request, or what it takes here.</summary>
    private uint ListBytes(uint capacity) => CellBytes(4 * capacity, 8 * capacity);

    private uint CellBytes(ulong ours, ulong request)
    {
        ulong bytes = ObjectHeader.Bytes + ours;
        if (_heap.Shapes.Layout == ObjectLayout.CPython)
        {
            bytes = Math.Max(bytes, request);
        }

        return bytes < int.MaxValue ? (uint)((bytes + 15) & ~15ul) : throw new PythonException("a container of more than 2 GiB");
    }

    /// <summary>Sets a list's length, changing its room by CPython's rule. False: repeat the step later.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Resize<TMemory>(ref TMemory m, uint list, uint length)
        where TMemory : struct, IObjectMemory
    {
        ItemArray* items = _layout.Items(list);
        if (items->Capacity >= length && length >= items->Capacity >> 1)
        {
            items->Length = length;
            return true;
        }

        return Reallocate(ref m, items, length);
    }

    private bool Reallocate<TMemory>(ref TMemory m, ItemArray* items, uint length)
        where TMemory : struct, IObjectMemory
    {
        uint capacity = ItemArray.CapacityFor(length, items->Length);
        if (length == 0)
        {
            m.ReturnCell(items->Cell, items->CellBytes);
            *items = default;
            return true;
        }

        uint bytes = ListBytes(capacity);
        uint cell = items->Cell;
        if (bytes != items->CellBytes)
        {
            cell = TakeStorage(ref m, bytes);
            if (cell == 0)
            {
                return false;
            }

            uint kept = Math.Min(items->Length, length);
            var to = new Span<uint>(_layout.Fields(cell), (int)capacity);
            if (items->Cell != 0)
            {
                new Span<uint>(_layout.Fields(items->Cell), (int)kept).CopyTo(to);
                m.ReturnCell(items->Cell, items->CellBytes);
            }
        }

        *items = new ItemArray { Cell = cell, Length = length, Capacity = capacity, CellBytes = bytes };
        return true;
    }

    /// <summary>Place of a key among a dict's pairs, or −1.</summary>
    private int Find(uint dict, in PyKey key)
    {
        DictPart* part = _layout.DictOf(dict);
        ItemArray* items = _layout.Items(dict);
        uint* pairs = _layout.ItemsOf(dict);
        if (part->Log2Slots <= LinearSlotsLog2)
        {
            for (int i = 0; i < items->Length; i += 2)
            {
                if (pairs[i] != 0 && IsKey(pairs[i], key))
                {
                    return i;
                }
            }

            return -1;
        }

        uint mask = (1u << part->Log2Slots) - 1;
        uint* index = IndexOf(items);
        for (uint slot = HashOf(key) & mask; index[slot] != 0; slot = (slot + 1) & mask)
        {
            int at = (int)index[slot] - 1;
            if (index[slot] != Removed && IsKey(pairs[at], key))
            {
                return at;
            }
        }

        return -1;
    }

    private bool IsKey(uint cell, in PyKey key) =>
        key.IsInt ? _layout.AtomOf(cell)->Type == AtomType.Int && _layout.AtomOf(cell)->Value == key.Value : cell == key.Text;

    private static uint HashOf(in PyKey key) => (uint)(((ulong)(key.IsInt ? key.Value : key.Text) * 0x9E3779B97F4A7C15) >> 32);

    private uint* IndexOf(ItemArray* items) => _layout.Fields(items->Cell) + items->Capacity;

    private PyKey KeyOf(uint cell) => _layout.AtomOf(cell)->Type == AtomType.Int
        ? new PyKey(_layout.AtomOf(cell)->Value)
        : PyKey.OfText(cell);

    /// <summary>Makes a key table for so many pairs at least. False: repeat the step later.</summary>
    private bool GrowTable<TMemory>(ref TMemory m, uint dict, int atLeastSlots)
        where TMemory : struct, IObjectMemory
    {
        DictPart* part = _layout.DictOf(dict);
        ItemArray old = *_layout.Items(dict);
        int log2 = Log2SlotsFor((uint)atLeastSlots);
        uint usable = Usable(log2);
        uint indexBytes = log2 > LinearSlotsLog2 ? 4u << log2 : 0;
        uint bytes = CellBytes(8ul * usable + indexBytes, (ulong)KeyTableBytes(log2, part->IsGeneral));
        uint cell = TakeStorage(ref m, bytes);
        if (cell == 0)
        {
            return false;
        }

        uint* to = _layout.Fields(cell);
        new Span<byte>(to, (int)(8 * usable + indexBytes)).Clear();
        *_layout.Items(dict) = new ItemArray { Cell = cell, Length = 0, Capacity = 2 * usable, CellBytes = bytes };
        part->Log2Slots = (byte)log2;
        if (old.Cell == 0)
        {
            return true;
        }

        uint* from = _layout.Fields(old.Cell);
        for (uint i = 0; i < old.Length; i += 2)
        {
            if (from[i] != 0)
            {
                AddPair(dict, from[i], from[i + 1]);
            }
        }

        m.ReturnCell(old.Cell, old.CellBytes);
        return true;
    }

    /// <summary>Slots for a wish: the next power of two; from 3.10 on a bit trick that doubles some exact powers, and small wishes above 0 too.</summary>
    private int Log2SlotsFor(uint atLeastSlots)
    {
        const uint Least = 1u << LinearSlotsLog2;
        uint rounded = _gc.Version.RoundsKeyTablesByBits
            ? ((atLeastSlots | Least) - 1) | (Least - 1)
            : Math.Max(atLeastSlots, Least) - 1;
        return BitOperations.Log2(rounded) + 1;
    }

    private static uint Usable(int log2Slots) => (uint)((1L << log2Slots) * 2 / 3);

    /// <summary>What CPython's key table takes: header, index, pairs.</summary>
    private long KeyTableBytes(int log2Slots, bool isGeneral)
    {
        bool small = _gc.Version.HasUnicodeKeyTables;
        long index = (1L << log2Slots) * (log2Slots < 8 ? 1 : log2Slots < 16 ? 2 : 4);
        return (small ? 32 : 40) + index + Usable(log2Slots) * (small && !isGeneral ? 16L : 24L);
    }

    private void AddPair(uint dict, uint key, uint value)
    {
        ItemArray* items = _layout.Items(dict);
        uint at = items->Length;
        uint* pairs = _layout.ItemsOf(dict);
        pairs[at] = key;
        pairs[at + 1] = value;
        items->Length = at + 2;
        DictPart* part = _layout.DictOf(dict);
        if (part->Log2Slots <= LinearSlotsLog2)
        {
            return;
        }

        uint mask = (1u << part->Log2Slots) - 1;
        uint* index = IndexOf(items);
        uint slot = HashOf(KeyOf(key)) & mask;
        while (index[slot] is not (0 or Removed))
        {
            slot = (slot + 1) & mask;
        }

        index[slot] = at + 1;
    }

    /// <summary>Stores a value; both references become the dict's. The value that was there before comes back, to be released, or 0.</summary>
    /// <param name="m">The mutator.</param>
    /// <param name="dict">The dict.</param>
    /// <param name="key">A held key atom.</param>
    /// <param name="value">A held value.</param>
    /// <param name="old">What the key held.</param>
    /// <returns>False: nothing has happened; repeat the step later.</returns>
    private bool StoreInDict<TMemory>(ref TMemory m, uint dict, uint key, uint value, out uint old)
        where TMemory : struct, IObjectMemory
    {
        old = 0;
        bool isText = _layout.AtomOf(key)->Type == AtomType.Text;
        if (!MakeRoom(ref m, dict, KeyOf(key), isText))
        {
            return false;
        }

        int at = Find(dict, KeyOf(key));

        if (!_layout.IsTracked(dict) && _layout.MayBeTracked(value))
        {
            m.Track(dict);
        }

        if (at >= 0)
        {
            uint* pair = _layout.ItemsOf(dict) + at;
            old = pair[1];
            pair[1] = value;
            m.Decrement(key);
            return true;
        }

        _layout.DictOf(dict)->IsGeneral |= !isText;
        _layout.DictOf(dict)->Live++;
        AddPair(dict, key, value);
        return true;
    }

    /// <summary>A table for text keys is made anew for the first other key, and any table when it is full. False: repeat the step later.</summary>
    private bool MakeRoom<TMemory>(ref TMemory m, uint dict, in PyKey key, bool isText)
        where TMemory : struct, IObjectMemory
    {
        DictPart* part = _layout.DictOf(dict);
        bool becomesGeneral = !isText && !part->IsGeneral && _gc.Version.HasUnicodeKeyTables;
        if (part->Log2Slots != 0 && becomesGeneral && !Remake(ref m, dict))
        {
            return false;
        }

        if (_layout.Items(dict)->Length < _layout.Items(dict)->Capacity || Find(dict, key) >= 0)
        {
            return true;
        }

        part->IsGeneral |= !isText;
        return GrowTable(ref m, dict, GrowthRate * part->Live);
    }

    private bool Remake<TMemory>(ref TMemory m, uint dict)
        where TMemory : struct, IObjectMemory
    {
        DictPart* part = _layout.DictOf(dict);
        part->IsGeneral = true;
        if (GrowTable(ref m, dict, GrowthRate * part->Live))
        {
            return true;
        }

        part->IsGeneral = false;
        return false;
    }

    /// <summary>Takes a key out; the value comes back, to be released.</summary>
    private uint RemoveFromDict<TMemory>(ref TMemory m, uint dict, int at)
        where TMemory : struct, IObjectMemory
    {
        uint* pair = _layout.ItemsOf(dict) + at;
        DictPart* part = _layout.DictOf(dict);
        if (part->Log2Slots > LinearSlotsLog2)
        {
            uint mask = (1u << part->Log2Slots) - 1;
            uint* index = IndexOf(_layout.Items(dict));
            uint slot = HashOf(KeyOf(pair[0])) & mask;
            while (index[slot] != (uint)at + 1)
            {
                slot = (slot + 1) & mask;
            }

            index[slot] = Removed;
        }

        uint key = pair[0];
        uint value = pair[1];
        pair[0] = pair[1] = 0;
        part->Live--;
        if (m.Decrement(key))
        {
            Free(ref m, key, _layout.ShapeOf(key));
        }

        return value;
    }
}
