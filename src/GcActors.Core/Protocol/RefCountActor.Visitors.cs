using System.Numerics;
using GcActors.Core.Collection;
using GcActors.Core.Objects;

namespace GcActors.Core.Protocol;

/// <summary>What is done with the entries of each kind of list.</summary>
internal sealed unsafe partial class RefCountActor<TCounter, TAllocator>
{
    /// <summary>Counts up what a log or a snapshot names.</summary>
    private readonly struct Incrementer(RefCountActor<TCounter, TAllocator> actor) : IReferenceVisitor
    {
        public void Visit(uint cell)
        {
            if (actor.IsMine(cell))
            {
                actor._entries++;
                actor.Increment(cell);
            }
        }
    }

    /// <summary>Counts up what the fields of an object refer to: of any object, since only what they refer to need be one's own.</summary>
    private readonly struct Scanner(RefCountActor<TCounter, TAllocator> actor) : IReferenceVisitor
    {
        public void Visit(uint cell)
        {
            ObjectHeader* o = actor._heap.HeaderOf(cell);
            if (!o->IsObject)
            {
                throw new InvalidOperationException($"cell {cell:x} was to be looked through: it is no object any more");
            }

            ObjectWalker.Walk(actor._heap.Base, actor._heap.Shapes.Shapes, o, new FieldIncrementer(actor));
        }
    }

    private readonly struct FieldIncrementer(RefCountActor<TCounter, TAllocator> actor) : IReferenceVisitor
    {
        public void Visit(uint cell)
        {
            if (cell != 0 && actor.IsMine(cell))
            {
                actor._increments++;
                actor.Increment(cell);
            }
        }
    }

    /// <summary>Counts up what the marked slots of a granule refer to: of any granule, since only what they refer to need be one's own.</summary>
    private readonly struct SlotCounter(RefCountActor<TCounter, TAllocator> actor) : IReferenceVisitor
    {
        public void Visit(uint cell)
        {
            uint* slots = (uint*)actor._heap.HeaderOf(cell);
            for (uint marks = actor._links[cell]; marks != 0; marks &= marks - 1)
            {
                uint value = slots[BitOperations.TrailingZeroCount(marks)];
                if (value == unchecked((uint)ObjectHeader.PoisonCount))
                {
                    throw new InvalidOperationException($"a slot in granule {cell:x} was to be looked at: its object is dead");
                }

                new FieldIncrementer(actor).Visit(value);
            }
        }
    }

    /// <summary>Takes the marks off the slots of a granule.</summary>
    private readonly struct Unmarker(RefCountActor<TCounter, TAllocator> actor) : IReferenceVisitor
    {
        public void Visit(uint cell)
        {
            if (actor.IsMine(cell))
            {
                actor._entries++;
                actor.Unmark(cell);
            }
        }
    }

    /// <summary>Takes objects off their lists, and those that nothing is counted for to their graves.</summary>
    private readonly struct Reconciler(RefCountActor<TCounter, TAllocator> actor) : IReferenceVisitor
    {
        public void Visit(uint cell)
        {
            if (actor.IsMine(cell))
            {
                actor._entries++;
                actor.Reconcile(cell);
            }
        }
    }

    /// <summary>Counts down what a log or a snapshot names.</summary>
    private readonly struct Decrementer(RefCountActor<TCounter, TAllocator> actor) : IReferenceVisitor
    {
        public void Visit(uint cell)
        {
            if (actor.IsMine(cell))
            {
                actor._entries++;
                actor.Decrement(cell);
                actor.Bury();
            }
        }
    }

    /// <summary>Gives up the references of a dead object.</summary>
    private readonly struct Giver(RefCountActor<TCounter, TAllocator> actor) : IReferenceVisitor
    {
        public void Visit(uint cell)
        {
            if (cell == 0)
            {
                return;
            }

            actor._decrements++;
            if (actor.IsMine(cell))
            {
                actor.Decrement(cell);
            }
            else
            {
                actor._foreign.Append(actor._log, cell);
            }
        }
    }
}
