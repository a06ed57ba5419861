using GcActors.Core.Counting;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;

namespace GcActors.Core.Workloads;

/// <summary>
/// Lists, doubly linked lists and rings (workloads.md 5.1). One long list tests that freeing does not recurse; one long ring is one big cycle.
/// <code>
/// step i: head = new(2,8,0); tail = copy(head)
///         for j = 1 .. L-1: n = new(2,8,j); tail[0] = n; if dlist: n[1] = tail
///                           drop tail; tail = copy(n); drop n
///         if ring: tail[0] = head
///         T[i mod W] = head; drop head; drop tail
/// </code>
/// </summary>
internal struct Lists : IWorkload<Lists>
{
    private const int Table = 0;
    private const int Head = 1;
    private const int Tail = 2;
    private const int NodesPerCall = 32;
    private const long Dlist = 1;
    private const long Ring = 2;

    private WorkRounds _work;
    private long _left;
    private int _length;
    private int _window;
    private int _at;
    private int _made;
    private bool _linksBack;
    private bool _closes;
    private ushort _node;

    public static WorkloadDescription Description { get; } = new(
        "lists",
        "Linked structures in a window; dropped ones are acyclic, one component, or one cycle",
        "workloads.md 5.1",
        [
            new("shape", Ring, 0, 0, 2, "list: acyclic; dlist: links both ways; ring: one cycle", ["list", "dlist", "ring"]),
            new("length", 100, 100, 2, 1 << 20, "Nodes of a structure"),
            new("window", 10, 10, 1, 10_000, "Structures held"),
            new("structures", 1000, 1000, 0, 1_000_000_000, "Structures made"),
            CommonParameters.Scaling,
            CommonParameters.Work,
        ]);

    public static Sharing SharingOf(WorkloadParameters parameters) => Sharing.None;

    public static long RegisterCount(WorkloadParameters parameters) => 3;

    public static long SharedRootCount(WorkloadParameters parameters) => 0;

    public static Lists Create(in WorkloadContext context) => new()
    {
        _left = CommonParameters.Share(context, "structures"),
        _length = context.Parameters.AsInt32("length"),
        _window = context.Parameters.AsInt32("window"),
        _linksBack = context.Parameters["shape"] == Dlist,
        _closes = context.Parameters["shape"] == Ring,
        _work = CommonParameters.WorkOf(context),
    };

    public StepOutcome SetUp<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        ref ObjectRef table = ref m.Register(Table);
        if (table.IsNull)
        {
            _node = m.ShapeOf(2, 8);
            table = m.New(m.ShapeOf(_window, 0), 0);
        }

        return table.IsNull ? StepOutcome.Suspended : StepOutcome.Done;
    }

    public StepOutcome Step<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        if (_left == 0)
        {
            return StepOutcome.Done;
        }

        ref ObjectRef head = ref m.Register(Head);
        ref ObjectRef tail = ref m.Register(Tail);
        for (int left = NodesPerCall; _made < _length; left--)
        {
            if (left == 0)
            {
                return StepOutcome.Partial;
            }

            ObjectRef n = m.New(_node, (ulong)_made);
            if (n.IsNull)
            {
                return StepOutcome.Suspended;
            }

            if (_made++ == 0)
            {
                head = n;
                tail = m.Copy(n);
                continue;
            }

            m.Store(tail, 0, n);
            if (_linksBack)
            {
                m.Store(n, 1, tail);
            }

            m.Drop(tail);
            tail = m.Copy(n);
            m.Drop(n);
        }

        Finish(ref m, ref head, ref tail);
        return StepOutcome.Stepped;
    }

    /// <summary>Sum of the tags along field 0 of every structure in the table.</summary>
    public readonly ulong[] CheckPart<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        ulong sum = 0;
        for (int s = 0; s < _window; s++)
        {
            ObjectRef n = m.Peek(m.Register(Table), s);
            for (int j = 0; j < _length && !n.IsNull; j++)
            {
                sum += m.Tag(n);
                n = m.Peek(n, 0);
            }
        }

        return [sum];
    }

    /// <summary>W·L(L−1)/2 for each mutator with a full table.</summary>
    public static string Check(WorkloadParameters parameters, ulong[] sums) => $"{sums[0]}";

    private void Finish<TMutator>(ref TMutator m, ref ObjectRef head, ref ObjectRef tail)
        where TMutator : struct, IMutator
    {
        if (_closes)
        {
            m.Store(tail, 0, head);
        }

        m.Store(m.Register(Table), _at, head);
        m.Drop(head);
        head = default;
        m.Drop(tail);
        tail = default;
        _made = 0;
        _at = _at + 1 == _window ? 0 : _at + 1;
        _left--;
        _work.Run();
    }
}
