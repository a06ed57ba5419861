using GcActors.Core.Memory;

namespace GcActors.Core.Objects;

/// <summary>
/// Who touched what in the run, while a tape is recorded: finds out whether it is confined (<see cref="Tape.Unconfined"/>), and names objects by who made them and when,
/// whatever cell they lie in. Two side tables of reserved memory; not meant to be fast. One thread at a time.
/// </summary>
internal sealed unsafe class TouchBook : IDisposable
{
    private const ushort Several = 0x7FFF;
    private const ushort Written = 0x8000;

    private readonly Heap _heap;
    private readonly LazyTable<ushort> _objects;
    private readonly LazyTable<ushort> _slots;
    private readonly LazyTable<ulong> _names;

    public TouchBook(Heap heap)
    {
        _heap = heap;
        _objects = new LazyTable<ushort>(heap.Space.Granules);
        _slots = new LazyTable<ushort>(heap.Space.ReservedBytes / sizeof(uint));
        _names = new LazyTable<ulong>(heap.Space.Granules);
    }

    /// <summary>The name of an object: the same in every run of the program.</summary>
    public ref ulong NameOf(ObjectHeader* o) => ref _names.Entries[GranuleOf(o)];

    /// <summary>A new object: nothing of what lay in its cell before counts.</summary>
    public uint Begin(ObjectHeader* o)
    {
        uint cell = GranuleOf(o);
        _objects.Entries[cell] = 0;
        new Span<ushort>(SlotsOf(o), (int)_heap.ShapeOf(o).Fields).Clear();
        return cell;
    }

    /// <summary>A mutator counts on an object in the run.</summary>
    public void Touch(int mutator, ObjectHeader* o)
    {
        ref ushort seen = ref _objects.Entries[GranuleOf(o)];
        var me = (ushort)(mutator + 1);
        seen = seen == 0 || seen == me ? me : Several;
    }

    /// <summary>Whether several mutators touched an object in the run.</summary>
    public bool IsShared(ObjectHeader* o) => _objects.Entries[GranuleOf(o)] == Several;

    /// <summary>A mutator reads or writes a slot in the run.</summary>
    /// <returns>False: another reads it and one of the two writes.</returns>
    public bool TryTouchSlot(int mutator, ref uint slot, bool writes)
    {
        fixed (uint* at = &slot)
        {
            long offset = (byte*)at - _heap.Base;
            if (offset < 0 || offset >= _heap.Space.ReservedBytes)
            {
                return true;
            }

            ref ushort seen = ref _slots.Entries[offset / sizeof(uint)];
            var me = (ushort)(mutator + 1);
            bool isAlone = seen == 0 || (seen & ~Written) == me;
            bool isWritten = writes || (seen & Written) != 0;
            seen = (ushort)((isAlone ? me : Several) | (isWritten ? Written : 0));
            return isAlone || !isWritten;
        }
    }

    public void Dispose()
    {
        _objects.Dispose();
        _slots.Dispose();
        _names.Dispose();
    }

    private uint GranuleOf(ObjectHeader* o) => (uint)(((byte*)o - _heap.Base) >> PoolGeometry.GranuleShift);

    private ushort* SlotsOf(ObjectHeader* o) => _slots.Entries + (((byte*)(o + 1) - _heap.Base) / sizeof(uint));
}
