using GcActors.Core.Mutators;
using GcActors.Core.Objects;
using Xunit;
using PrivateHeap = GcActors.Tests.TestHeap<GcActors.Core.Counting.Plain<GcActors.Core.Counting.PrivateHeaps>, GcActors.Core.Objects.LeasedAllocator>;

namespace GcActors.Tests.Counting;

/// <summary>Copying and moving of messages, and the law that no reference leads from one heap into another. Each check is first seen to fail.</summary>
public unsafe class PrivateHeapTests
{
    private const int Nodes = 40;
    private const int Fields = 3;
    private const int Message = 1000;

    [Fact]
    public void A_copy_is_the_same_graph_whatever_its_form()
    {
        for (int seed = 1; seed <= 200; seed++)
        {
            using PrivateHeap heap = RandomMessage(seed);
            ObjectRef original = heap[0].Copy(heap[0].Register(Message));

            PackServed(heap);

            ObjectRef copy = heap[0].Register(Message);
            Assert.Null(Difference(heap, original, copy));
            heap[0].Publish(0, copy);
            heap[0].Register(Message) = default;
            heap[1].Register(0) = heap[1].TakeShared(0);
            heap[0].Register(0) = original;
            Assert.Empty(heap.Verify().Violations);
        }
    }

    /// <summary>Wrong copies that the comparison must tell from right ones: a shared part copied twice, and a cycle that was cut.</summary>
    [Theory]
    [InlineData("shared", "is one object there and two here")]
    [InlineData("cycle", "is null on one side")]
    [InlineData("payload", "has tag")]
    public void A_wrong_copy_is_seen(string fault, string expected)
    {
        using var heap = new PrivateHeap(mutators: 2);
        ushort shape = heap[0].ShapeOf(2, 8);
        (ObjectRef root, ObjectRef shared) = (heap.New(shape, 1), heap.New(shape, 2));
        heap[0].Store(root, 0, shared);
        heap[0].Store(root, 1, fault == "cycle" ? root : shared);
        (ObjectRef copy, ObjectRef first, ObjectRef second) = (heap.New(shape, 1), heap.New(shape, fault == "payload" ? 3ul : 2), heap.New(shape, 2));
        heap[0].Store(copy, 0, first);
        heap[0].Store(copy, 1, fault switch { "shared" => second, "cycle" => default, _ => first });

        Assert.Contains(expected, Difference(heap, root, copy), StringComparison.Ordinal);
    }

    [Fact]
    public void A_copy_that_a_stop_interrupts_goes_on_after_it()
    {
        using var heap = new PrivateHeap(mutators: 2);
        ObjectRef table = heap.New(heap[0].ShapeOf(1000, 0));
        for (int i = 0; i < 1000; i++)
        {
            ObjectRef leaf = heap.New(heap[0].ShapeOf(0, 8), (ulong)i);
            heap[0].Store(table, i, leaf);
            heap[0].Drop(leaf);
        }

        heap[0].Register(Message) = table;
        heap.Control(0)->Breaker = (int)Breaker.Stop;

        Assert.InRange(PackServed(heap), 3, 6);
        Assert.Equal(999ul, heap[0].Tag(heap[0].Peek(heap[0].Register(Message), 999)));
    }

    [Theory]
    [InlineData("nobody", true)]
    [InlineData("itself", true)]
    [InlineData("a register to the root", false)]
    [InlineData("a register to a leaf", false)]
    [InlineData("an object to a leaf", false)]
    public void What_nobody_else_refers_to_is_moved(string referrer, bool moves)
    {
        using PrivateHeap heap = RootAndLeaf(referrer);
        ObjectRef root = heap[0].Register(Message);

        PackServed(heap);

        Assert.Equal(moves, heap[0].Register(Message) == root);
        Assert.Equal(moves ? 0 : 2, (long)Report(heap)["copied_objects"]);
        Send(heap);
        Assert.Empty(heap.Verify().Violations);
    }

    /// <summary>A proof that looked at the root's count alone would move what a register or object of the sender still refers into.</summary>
    [Theory]
    [InlineData("a register to a leaf")]
    [InlineData("an object to a leaf")]
    public void A_move_of_what_the_sender_refers_into_is_seen(string referrer)
    {
        using PrivateHeap heap = RootAndLeaf(referrer);
        Assert.Empty(heap.Verify().Violations);

        Send(heap);

        Assert.Contains(heap.Verify().Violations, v => v.Contains("is joined by references to", StringComparison.Ordinal));
    }

    [Fact]
    public void Garbage_that_refers_into_two_heaps_is_seen()
    {
        using var heap = new PrivateHeap(mutators: 2);
        ushort shape = heap[0].ShapeOf(2, 8);
        (heap[0].Register(0), heap[1].Register(0)) = (heap.New(shape), heap.New(shape, mutator: 1));
        ObjectRef garbage = heap.New(shape);
        heap[0].Store(garbage, 0, heap[0].Register(0));
        heap[0].Store(garbage, 1, garbage);
        heap[0].Drop(garbage);
        Assert.Empty(heap.Verify().Violations);

        ObjectRef worse = heap.New(shape);
        heap[0].Store(worse, 0, heap[1].Register(0));
        heap[0].Store(worse, 1, garbage);
        heap[0].Store(garbage, 1, worse);
        heap[0].Store(worse, 1, garbage);
        heap[0].Drop(worse);
        Assert.Contains(heap.Verify().Violations, v => v.Contains("the heap of mutator", StringComparison.Ordinal));
    }

    /// <summary>Packs with one pool at a time, and verifies the half-made copy whenever it has to wait.</summary>
    /// <returns>Calls that it took.</returns>
    private static int PackServed(PrivateHeap heap)
    {
        for (int calls = 1; ; calls++)
        {
            StepOutcome outcome = heap[0].Pack(ref heap[0].Register(Message));
            if (outcome == StepOutcome.Stepped)
            {
                return calls;
            }

            Assert.Empty(heap.Verify().Violations);
            Assert.True(outcome == StepOutcome.Partial || heap.Grant(0, 1) == 1);
        }
    }

    private static void Send(PrivateHeap heap)
    {
        heap[0].Publish(0, heap[0].Register(Message));
        heap[0].Register(Message) = default;
    }

    private static Dictionary<string, double> Report(PrivateHeap heap)
    {
        var report = new Dictionary<string, double>();
        heap[0].AddTo(report);
        return report;
    }

    /// <summary>A message of a root and a leaf, and who else refers into it.</summary>
    private static PrivateHeap RootAndLeaf(string referrer)
    {
        var heap = new PrivateHeap(mutators: 2, movesIfUnique: true);
        ushort shape = heap[0].ShapeOf(2, 8);
        (ObjectRef root, ObjectRef leaf) = (heap.New(shape, 1), heap.New(shape, 2));
        heap[0].Store(root, 0, leaf);
        heap[0].Register(Message) = root;
        switch (referrer)
        {
            case "itself":
                heap[0].Store(leaf, 1, root);
                break;
            case "a register to the root":
                heap[0].Register(0) = heap[0].Copy(root);
                break;
            case "a register to a leaf":
                heap[0].Register(0) = heap[0].Copy(leaf);
                break;
            case "an object to a leaf":
                heap[0].Register(0) = heap.New(shape, 3);
                heap[0].Store(heap[0].Register(0), 1, leaf);
                break;
        }

        heap[0].Drop(leaf);
        return heap;
    }

    /// <summary>Nodes of many sizes with random references among them, all reached from the first: cycles and sharing included.</summary>
    private static PrivateHeap RandomMessage(int seed)
    {
        var random = new Random(seed);
        var heap = new PrivateHeap(mutators: 2);
        var nodes = new ObjectRef[random.Next(1, Nodes)];
        for (int i = 0; i < nodes.Length; i++)
        {
            nodes[i] = heap.New(heap[0].ShapeOf(Fields, 8 << random.Next(8)), (ulong)random.NextInt64());
            if (i > 0)
            {
                // The tree lies in field 0, as a chain from whatever came before.
                heap[0].Store(nodes[i - 1], 0, nodes[i]);
            }
        }

        for (int i = 0; i < 2 * nodes.Length; i++)
        {
            heap[0].Store(nodes[random.Next(nodes.Length)], 1 + random.Next(Fields - 1), nodes[random.Next(nodes.Length)]);
        }

        for (int i = 1; i < nodes.Length; i++)
        {
            heap[0].Drop(nodes[i]);
        }

        heap[0].Register(Message) = nodes[0];
        return heap;
    }

    /// <summary>Walks both graphs side by side: every pair must have one shape and payload, and no object may belong to two pairs.</summary>
    /// <returns>The first difference; null: they are alike, and have no object in common.</returns>
    private static string? Difference(PrivateHeap heap, ObjectRef there, ObjectRef here)
    {
        var heres = new Dictionary<uint, uint> { [there.Granule] = here.Granule };
        var theres = new Dictionary<uint, uint> { [here.Granule] = there.Granule };
        var open = new Queue<(ObjectRef There, ObjectRef Here)>([(there, here)]);
        while (open.TryDequeue(out (ObjectRef There, ObjectRef Here) pair))
        {
            ref readonly Shape shape = ref heap.Heap.ShapeOf(heap.Header(pair.There));
            if (heap.Header(pair.There)->Shape != heap.Header(pair.Here)->Shape)
            {
                return "has another shape";
            }

            var payload = new ReadOnlySpan<byte>(heap[0].Payload(pair.There), (int)shape.PayloadBytes);
            if (!payload.SequenceEqual(new ReadOnlySpan<byte>(heap[0].Payload(pair.Here), (int)shape.PayloadBytes)))
            {
                return $"has tag {heap[0].Tag(pair.Here)}";
            }

            for (int field = 0; field < shape.Fields; field++)
            {
                (ObjectRef t, ObjectRef h) = (heap[0].Peek(pair.There, field), heap[0].Peek(pair.Here, field));
                if (t.IsNull || h.IsNull)
                {
                    if (t.IsNull != h.IsNull)
                    {
                        return $"field {field} is null on one side";
                    }

                    continue;
                }

                if (heres.TryAdd(t.Granule, h.Granule))
                {
                    open.Enqueue((t, h));
                }

                if (heres[t.Granule] != h.Granule || !theres.TryAdd(h.Granule, t.Granule) && theres[h.Granule] != t.Granule)
                {
                    return "is one object there and two here";
                }
            }
        }

        return heres.Keys.Intersect(theres.Keys).Any() ? "has objects in common" : null;
    }
}
