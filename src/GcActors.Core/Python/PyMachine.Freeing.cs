using System.Runtime.CompilerServices;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;

namespace GcActors.Core.Python;

/// <summary>The end of a dead object: onto a free list, or back to the allocator (cpython-memory.md 3).</summary>
internal sealed unsafe partial class PyMachine
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void FinishEmptyList<TMemory>(ref TMemory m, uint cell, Shape* shape)
        where TMemory : struct, IObjectMemory
    {
        if (_freeLists.TryPut(cell))
        {
            m.InitialiseStorage(cell, _layout.Storage);
            m.EndObject();
            return;
        }

        Free(ref m, cell, shape);
    }

    /// <summary>The end of an object whose references are gone: onto a free list, or back to the allocator.</summary>
    private void Finish<TMemory>(ref TMemory m, uint cell, Shape* shape)
        where TMemory : struct, IObjectMemory
    {
        FreeList? list = null;
        switch (shape->Kind)
        {
            case ObjectKind.List:
                FreeItems(ref m, cell);
                list = _freeLists;
                break;
            case ObjectKind.Dict:
                FreeItems(ref m, cell);
                list = _freeDicts;
                break;
            case ObjectKind.Tuple when shape->Fields <= _longestKeptTuple:
                list = _freeTuples[shape->Fields];
                break;
        }

        if (list != null && list.TryPut(cell))
        {
            m.InitialiseStorage(cell, _layout.Storage);
            m.EndObject();
            return;
        }

        Free(ref m, cell, shape);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void FreeItems<TMemory>(ref TMemory m, uint cell)
        where TMemory : struct, IObjectMemory
    {
        ItemArray* items = _layout.Items(cell);
        if (items->Cell != 0)
        {
            m.ReturnCell(items->Cell, items->CellBytes);
            *items = default;
        }
    }

    private void Free<TMemory>(ref TMemory m, uint cell, Shape* shape)
        where TMemory : struct, IObjectMemory
    {
        if (shape->IsTracked)
        {
            _gc.Uncount();
        }

        uint bytes = shape->CellBytes;
        m.EndObject();
        m.ReturnCell(cell, bytes);
    }

    /// <summary>A full collection empties the free lists; what is thrown out is really freed now.</summary>
    private void EmptyFreeLists<TMemory>(ref TMemory m)
        where TMemory : struct, IObjectMemory
    {
        ThrowOut(ref m, _freeLists, _heap.Shapes[_layout.List].CellBytes);
        ThrowOut(ref m, _freeDicts, _heap.Shapes[_layout.Dict].CellBytes);
        for (int n = 1; n < _freeTuples.Length; n++)
        {
            ThrowOut(ref m, _freeTuples[n], _heap.Shapes[_layout.Tuple(n)].CellBytes);
        }
    }

    /// <summary>Shortens the free lists of lists and dicts; nothing is counted.</summary>
    public void ShortenFreeLists<TMemory>(ref TMemory m, int mostLists, int mostDicts)
        where TMemory : struct, IObjectMemory
    {
        while (_freeLists.Count > mostLists && _freeLists.TryTake(out uint list))
        {
            m.ReturnCell(list, _heap.Shapes[_layout.List].CellBytes);
        }

        while (_freeDicts.Count > mostDicts && _freeDicts.TryTake(out uint dict))
        {
            m.ReturnCell(dict, _heap.Shapes[_layout.Dict].CellBytes);
        }
    }

    private void ThrowOut<TMemory>(ref TMemory m, FreeList list, uint cellBytes)
        where TMemory : struct, IObjectMemory
    {
        while (list.TryTake(out uint cell))
        {
            _gc.Uncount();
            m.ReturnCell(cell, cellBytes);
        }
    }
}
