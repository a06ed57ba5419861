using System.Runtime.CompilerServices;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;

namespace GcActors.Core.Workloads;

/// <summary>
/// <c>make</c> and <c>check</c> of <see cref="BinaryTrees"/> as machines that can stop anywhere:
/// <code>
/// make(d):  o = new(2,0); if d > 0: for j in 0,1: c = make(d-1); o[j] = c; drop c;          return o
/// check(o): n = 1; for j in 0,1: c = load(o,j); if c: n += check(c); drop c;                return n
/// </code>
/// The stack lies in registers, one a level, where collectors see it. Which child each level is at lies in the bits of one number, innermost last.
/// </summary>
/// <remarks>
/// Departure: trees are complete, so check knows a leaf by its depth in the upper levels, and walks whole subtrees of <see cref="LocalLevels"/>
/// levels by recursion with its references in locals, which no stop interrupts.
/// </remarks>
/// <param name="stack">First register of the stack; depth + 1 registers are used.</param>
internal struct TreeMachine(long stack)
{
    /// <summary>Bounds a call, and so the time to a stop: about 4 heap operations a node.</summary>
    private const int NodesPerCall = 64;

    /// <summary>Levels below a node that check walks in one go: 63 nodes.</summary>
    private const int LocalLevels = 5;

    private readonly long _stack = stack;
    private int _depth;
    private int _level;
    private uint _path;

    /// <summary>Begins a make or a check of a tree of so many levels below the root.</summary>
    public void Begin(int depth)
    {
        _depth = depth;
        _level = 0;
        _path = 0;
    }

    /// <summary>Goes on making; <see cref="StepOutcome.Stepped"/>: the tree is whole and its root in the first register of the stack.</summary>
    public StepOutcome Make<TMutator>(ref TMutator m, ushort shape)
        where TMutator : struct, IMutator
    {
        ref ObjectRef stack = ref m.Register(_stack);
        int depth = _depth;
        int level = _level;
        uint path = _path;
        for (int left = NodesPerCall; left != 0; left--)
        {
            ObjectRef o = m.New(shape, 0);
            if (o.IsNull)
            {
                Pause(level, path);
                return StepOutcome.Suspended;
            }

            if (level < depth)
            {
                Unsafe.Add(ref stack, level) = o;
                level++;
                path <<= 1;
                continue;
            }

            // o is whole: hang it on its parent, and the parent on its own if this was the second child.
            while (true)
            {
                if (level == 0)
                {
                    stack = o;
                    return StepOutcome.Stepped;
                }

                ObjectRef parent = Unsafe.Add(ref stack, level - 1);
                m.Store(parent, (int)(path & 1), o);
                m.Drop(o);
                path ^= 1;
                if ((path & 1) != 0)
                {
                    break;
                }

                path >>= 1;
                level--;
                Unsafe.Add(ref stack, level) = default;
                o = parent;
            }
        }

        Pause(level, path);
        return StepOutcome.Partial;
    }

    /// <summary>Goes on checking; <see cref="StepOutcome.Stepped"/>: done, all nodes are added to <paramref name="nodes"/>.</summary>
    public StepOutcome Check<TMutator>(ref TMutator m, ObjectRef root, ref ulong nodes)
        where TMutator : struct, IMutator
    {
        ref ObjectRef stack = ref m.Register(_stack);
        int level = _level;
        uint path = _path;
        ObjectRef o = level == 0 ? root : Unsafe.Add(ref stack, level);
        while (_depth - level > LocalLevels)
        {
            nodes++;
            o = m.Load(o, 0);
            level++;
            path <<= 1;
            Unsafe.Add(ref stack, level) = o;
        }

        nodes += Walk(ref m, o);
        while (level != 0)
        {
            m.Drop(o);
            Unsafe.Add(ref stack, level) = default;
            ObjectRef parent = level == 1 ? root : Unsafe.Add(ref stack, level - 1);
            if ((path & 1) == 0)
            {
                Unsafe.Add(ref stack, level) = m.Load(parent, 1);
                Pause(level, path | 1);
                return StepOutcome.Partial;
            }

            level--;
            path >>= 1;
            o = parent;
        }

        return StepOutcome.Stepped;
    }

    private static ulong Walk<TMutator>(ref TMutator m, ObjectRef o)
        where TMutator : struct, IMutator
    {
        ulong n = 1;
        ObjectRef c = m.Load(o, 0);
        if (!c.IsNull)
        {
            n += Walk(ref m, c);
            m.Drop(c);
        }

        c = m.Load(o, 1);
        if (!c.IsNull)
        {
            n += Walk(ref m, c);
            m.Drop(c);
        }

        return n;
    }

    private void Pause(int level, uint path)
    {
        _level = level;
        _path = path;
    }
}
