using System.Runtime.CompilerServices;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;

namespace GcActors.Core.Workloads;

/// <summary>
/// <c>populate</c> of <see cref="GcBench"/>, parents before children, as a machine that can stop anywhere:
/// <code>
/// populate(d, o): if d > 0: for j in 0,1: c = new; o[j] = c; drop c
///                           for j in 0,1: c = load(o,j); populate(d-1, c); drop c
/// </code>
/// The stack lies in registers, one a level. Which child each level is at lies in the bits of one number, innermost last.
/// </summary>
/// <param name="stack">First register of the stack; depth + 1 registers are used, the first for the root, which the caller puts there.</param>
internal struct TopDownTree(long stack)
{
    private const int NodesPerCall = 32;

    private readonly long _stack = stack;
    private int _depth;
    private int _level;
    private uint _path;

    /// <summary>Children of the innermost node that are made.</summary>
    private int _made;

    public void Begin(int depth)
    {
        _depth = depth;
        _level = 0;
        _path = 0;
        _made = 0;
    }

    /// <summary>Goes on; <see cref="StepOutcome.Stepped"/>: the tree is whole and its root still in the first register of the stack.</summary>
    public StepOutcome Populate<TMutator>(ref TMutator m, ushort shape)
        where TMutator : struct, IMutator
    {
        ref ObjectRef stack = ref m.Register(_stack);
        for (int left = NodesPerCall; left != 0; left--)
        {
            ObjectRef o = Unsafe.Add(ref stack, _level);
            for (; _level < _depth && _made < 2; _made++)
            {
                ObjectRef c = m.New(shape, 0);
                if (c.IsNull)
                {
                    return StepOutcome.Suspended;
                }

                m.Store(o, _made, c);
                m.Drop(c);
            }

            if (_level < _depth)
            {
                _made = 0;
                _path <<= 1;
                _level++;
                Unsafe.Add(ref stack, _level) = m.Load(o, 0);
            }
            else if (Climb(ref m, ref stack))
            {
                return StepOutcome.Stepped;
            }
        }

        return StepOutcome.Partial;
    }

    /// <summary>The node on top is populated: on to its sibling, or up. True at the root.</summary>
    private bool Climb<TMutator>(ref TMutator m, ref ObjectRef stack)
        where TMutator : struct, IMutator
    {
        while (_level > 0)
        {
            ref ObjectRef top = ref Unsafe.Add(ref stack, _level);
            m.Drop(top);
            top = default;
            _path ^= 1;
            if ((_path & 1) != 0)
            {
                top = m.Load(Unsafe.Add(ref stack, _level - 1), 1);
                return false;
            }

            _path >>= 1;
            _level--;
        }

        return true;
    }
}
