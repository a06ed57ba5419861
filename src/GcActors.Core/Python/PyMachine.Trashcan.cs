using System.Runtime.CompilerServices;
using GcActors.Core.Memory;
using GcActors.Core.Mutators;

namespace GcActors.Core.Python;

/// <summary>The trashcan, which bounds the depth of nested deaths (cpython-memory.md 4.5).</summary>
internal sealed unsafe partial class PyMachine
{
    /// <summary>The chain of deaths that wait, a word a granule: the count area of a dead object is its counting strategy's.</summary>
    private readonly LazyTable<uint> _deferred;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool MayEnterTrashcan() => _countsDown ? _remaining > TrashHeadroom : _nesting < TrashLimit;

    /// <summary>Bounds the depth of nested deaths. False: the death waits on the chain.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool EnterTrashcan(uint cell)
    {
        if (_countsDown)
        {
            if (_remaining <= TrashHeadroom)
            {
                Defer(cell);
                return false;
            }

            _remaining--;
            return true;
        }

        if (_nesting >= TrashLimit)
        {
            Defer(cell);
            return false;
        }

        _nesting++;
        return true;
    }

    private void Defer(uint cell)
    {
        _deferred.Entries[cell] = _later;
        _later = cell;
    }

    /// <summary>True: deferred deaths are due, and their frame is on the stack.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool ExitTrashcan()
    {
        if (_countsDown)
        {
            _remaining++;
            if (_later == 0 || _remaining <= 2 * TrashHeadroom)
            {
                return false;
            }

            _remaining--;
        }
        else
        {
            _nesting--;
            if (_nesting != 0 || _later == 0)
            {
                return false;
            }

            // Keeps inner exits from draining.
            _nesting++;
        }

        Push(FrameKind.DrainTrash);
        return true;
    }

    private void StepDrainTrash<TMemory>(ref TMemory m)
        where TMemory : struct, IObjectMemory
    {
        while (_later != 0)
        {
            uint cell = _later;
            _later = _deferred.Entries[cell];
            if (DieInTrashcan(ref m, cell, _layout.ShapeOf(cell)))
            {
                return;
            }
        }

        if (_countsDown)
        {
            _remaining++;
        }
        else
        {
            _nesting--;
        }

        Pop();
    }
}
