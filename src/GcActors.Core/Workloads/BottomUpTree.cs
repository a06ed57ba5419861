using System.Runtime.CompilerServices;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;

namespace GcActors.Core.Workloads;

/// <summary>
/// <c>make</c> of <see cref="GcBench"/>, children before parents, as a machine that can stop anywhere:
/// <code>
/// make(d): if d &lt;= 0: return new; l = make(d-1); r = make(d-1); o = new; o[0] = l; o[1] = r; drop l; drop r; return o
/// </code>
/// Register h of the stack holds a finished left tree of height h that waits for its right sibling, so leaves and parents come in the order of a
/// binary counter: after each leaf, equal heights merge.
/// </summary>
/// <param name="stack">First register of the stack; depth + 2 registers are used.</param>
internal struct BottomUpTree(long stack)
{
    private const int LeavesPerCall = 32;

    private readonly long _stack = stack;
    private int _depth;

    /// <summary>Height of the tree in the last register, which waits for its parent to be allocated.</summary>
    private int _height;

    public void Begin(int depth) => _depth = depth;

    /// <summary>Goes on; <see cref="StepOutcome.Stepped"/>: the tree is whole and its root in the first register of the stack.</summary>
    public StepOutcome Make<TMutator>(ref TMutator m, ushort shape)
        where TMutator : struct, IMutator
    {
        ref ObjectRef waiting = ref m.Register(_stack);
        ref ObjectRef right = ref m.Register(_stack + _depth + 1);
        for (int left = LeavesPerCall; left != 0; left--)
        {
            ObjectRef o = right;
            int height = _height;
            right = default;
            if (o.IsNull)
            {
                height = 0;
                o = m.New(shape, 0);
                if (o.IsNull)
                {
                    return StepOutcome.Suspended;
                }
            }

            for (; height < _depth && !Unsafe.Add(ref waiting, height).IsNull; height++)
            {
                ObjectRef parent = m.New(shape, 0);
                if (parent.IsNull)
                {
                    right = o;
                    _height = height;
                    return StepOutcome.Suspended;
                }

                ref ObjectRef l = ref Unsafe.Add(ref waiting, height);
                m.Store(parent, 0, l);
                m.Store(parent, 1, o);
                m.Drop(l);
                l = default;
                m.Drop(o);
                o = parent;
            }

            if (height == _depth)
            {
                waiting = o;
                return StepOutcome.Stepped;
            }

            Unsafe.Add(ref waiting, height) = o;
        }

        return StepOutcome.Partial;
    }
}
