using GcActors.Core.Counting;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;
using GcActors.Core.Workloads;

namespace GcActors.Core.Protocol;

/// <summary>The end of an iteration.</summary>
internal sealed unsafe partial class MutatorActor<TCounter, TAllocator, TWorkload>
    where TCounter : struct, IRefCounter<TCounter>
    where TAllocator : struct, IHeapAllocator<TAllocator>
    where TWorkload : struct, IWorkload<TWorkload>
{
    /// <summary>Gives up every register, and one mutator the shared roots: the end of an iteration, outside every measurement.</summary>
    private StepOutcome TearDownForAWhile()
    {
        _mutator.GoOnKilling();
        if (_mutator.IsKilling || !DropRegisters() || (_setup.DropsSharedRoots && !DropSharedRoots()))
        {
            return StepOutcome.Partial;
        }

        return StepOutcome.Done;
    }

    private bool DropRegisters()
    {
        for (long i = 0; i < _setup.Binding.Registers.Length; i++)
        {
            ref ObjectRef register = ref _mutator.Register(i);
            if (register.IsNull)
            {
                continue;
            }

            ObjectRef held = register;
            register = default;
            if (!DropRoot(held))
            {
                return false;
            }
        }

        return true;
    }

    private bool DropSharedRoots()
    {
        for (long i = 0; i < _setup.Binding.SharedRoots.Length; i++)
        {
            if (!_mutator.SharedRoot(i).IsNull && !DropRoot(_mutator.TakeShared(i)))
            {
                return false;
            }
        }

        return true;
    }

    /// <returns>False: something wants a boundary.</returns>
    private bool DropRoot(ObjectRef held)
    {
        _mutator.Unpin(held);
        _mutator.Drop(held);
        return Volatile.Read(ref _control->Breaker) == 0;
    }
}
