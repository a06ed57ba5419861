using GcActors.Core.Memory;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;
using GcActors.Core.Python;

namespace GcActors.Core.Scenarios.Running;

/// <summary>Finds a scenario's objects where they lie, cell by cell, without asking any list or table.</summary>
internal struct ObjectCensus<TMemory>(TMemory memory, PyMachine machine, Func<uint, string> kindOf) : ICellVisitor
    where TMemory : struct, IObjectMemory
{
    private TMemory _memory = memory;

    /// <summary>Objects that stand in a generation.</summary>
    public long Tracked { get; private set; }

    public readonly SortedDictionary<string, long> Objects { get; } = new(StringComparer.Ordinal);

    public unsafe void Visit(uint cell)
    {
        ObjectHeader* o = machine.Layout.At(cell);
        if (!o->IsObject || machine.Layout.KindOf(cell) == ObjectKind.Storage)
        {
            return;
        }

        Tracked += machine.Layout.IsTracked(cell) ? 1 : 0;
        string references = _memory.IsImmortal(cell) ? "immortal" : $"{_memory.References(cell)} references";
        string key = $"{kindOf(cell)}, {references}";
        Objects[key] = Objects.GetValueOrDefault(key) + 1;
    }
}
