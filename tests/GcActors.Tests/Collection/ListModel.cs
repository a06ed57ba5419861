namespace GcActors.Tests.Collection;

/// <summary>
/// CPython's own algorithm on linked lists (cpython-memory.md 7 A to C), as plain as it can be written: what the fast form must agree with.
/// </summary>
internal static class ListModel
{
    public static (List<uint> Survivors, List<uint> Garbage) Split(
        IReadOnlyList<uint> region, Func<uint, int> countOf, Func<uint, IReadOnlyList<uint>> referencesOf)
    {
        var gcRefs = region.ToDictionary(static o => o, countOf);
        var collecting = new HashSet<uint>(region);
        foreach (uint o in region)
        {
            foreach (uint r in referencesOf(o))
            {
                if (collecting.Contains(r))
                {
                    gcRefs[r]--;
                }
            }
        }

        var young = new LinkedList<uint>(region);
        var unreachable = new LinkedList<uint>();
        for (LinkedListNode<uint>? node = young.First; node != null;)
        {
            LinkedListNode<uint>? next;
            if (gcRefs[node.Value] > 0)
            {
                Reach(referencesOf(node.Value), gcRefs, collecting, young, unreachable);
                collecting.Remove(node.Value);
                next = node.Next;
            }
            else
            {
                next = node.Next;
                young.Remove(node);
                unreachable.AddLast(node.Value);
                if (next == null)
                {
                    break;
                }
            }

            node = next;
        }

        return ([.. young], [.. unreachable]);
    }

    private static void Reach(
        IReadOnlyList<uint> references, Dictionary<uint, int> gcRefs, HashSet<uint> collecting, LinkedList<uint> young, LinkedList<uint> unreachable)
    {
        foreach (uint r in references)
        {
            if (!collecting.Contains(r))
            {
                continue;
            }

            if (unreachable.Remove(r))
            {
                young.AddLast(r);
                gcRefs[r] = 1;
            }
            else if (gcRefs[r] == 0)
            {
                gcRefs[r] = 1;
            }
        }
    }
}
