using System.Text.RegularExpressions;
using Xunit;

namespace GcActors.Tests.Workloads;

/// <summary>Closed forms of workloads.md section 2 for the programs that share, at other sizes.</summary>
public partial class SharingClosedFormTests
{
    [Theory]
    [InlineData(1, 0, 100, 1)]
    [InlineData(1, 100, 1500, 1)]
    [InlineData(1000, 37, 5000, 3)]
    public void Counter_mix(int cells, int storePercent, int steps, int mutators)
    {
        Totals totals = Run("counter-mix", $"cells={cells} store_percent={storePercent} steps={steps}", mutators);
        long stores = long.Parse(totals.Check, null);
        Assert.InRange(stores, storePercent == 100 ? steps : 0, storePercent == 0 ? 0 : steps);
        Assert.Equal(
            new Totals(1 + cells + stores, cells + steps, cells + steps + stores, stores, cells + 1, 0, totals.Check), totals);
    }

    [Theory]
    [InlineData(-1, 0, 4, 0)]
    [InlineData(0, 4, 4, 0)]
    [InlineData(1, 4, 3, 1)]
    [InlineData(2, 4, 2, 2)]
    [InlineData(3, 4, 1, 3)]
    [InlineData(4, 4, 0, 4)]
    [InlineData(5, 1, 0, 1)]
    public void Ladder(int level, int touched, int own, int shared)
    {
        foreach (int mutators in (int[])[1, 2, 5])
        {
            const int Steps = 700;
            long objects = 4 + mutators * own;
            Assert.Equal(
                new Totals(objects, touched * Steps, touched * Steps, 0, objects, 0, $"{(mutators > 1 ? shared : 0)}"),
                Run("ladder", $"level={level} steps={Steps}", mutators));
        }
    }

    [Theory]
    [InlineData("object_cfunction", 2, 3, 1, 0)]
    [InlineData("cmodule_function", 2, 0, 2, 0)]
    [InlineData("mult_constant", 1, 0, 1, 0)]
    [InlineData("load_string_const", 1, 0, 1, 0)]
    [InlineData("load_tuple_const", 1, 0, 1, 0)]
    [InlineData("generator", 1, 10, 1, 1)]
    [InlineData("pyfunction", 1, 1, 1, 0)]
    [InlineData("pymethod", 1, 2, 1, 0)]
    [InlineData("module_function", 2, 1, 1, 0)]
    [InlineData("create_pyobject", 0, 0, 1, 1)]
    [InlineData("create_closure", 1, 0, 1, 2)]
    [InlineData("create_dict", 0, 0, 1, 2)]
    [InlineData("thread_local_read", 5, 5, 0, 0)]
    public void Scaling(string pattern, int s, int p, int a, int h)
    {
        foreach (int mutators in (int[])[1, 3])
        {
            const int Steps = 250;
            long all = Steps * mutators;
            long held = Math.Max(s, h) + mutators;
            Assert.Equal(
                new Totals(held + a * all, (s + p + a * h) * all, (s + p + a * (h + 1)) * all, a * all, held, 0, $"{(s + a * h) * all}"),
                Run("scaling", $"pattern={pattern} steps={Steps}", mutators));
        }
    }

    [Theory]
    [InlineData(1, 0, 0, 0, 100, 1, 1)]
    [InlineData(300, 70, 3, 50, 100, 2, 1)]
    [InlineData(20, 30, 5, 100, 50, 3, 0)]
    public void Server(int nodes, int leaves, int hops, int cyclicPercent, int keepPercent, int mutators, int sticky)
    {
        const int Requests = 600;
        string parameters = $"nodes={nodes} leaves={leaves} hops={hops} cyclic_percent={cyclicPercent} keep_percent={keepPercent} sticky={sticky}";
        Totals totals = Run("server", $"requests={Requests} accounts=30 {parameters}", mutators);
        Match counts = ServerCheck().Match(totals.Check);
        long cyclic = long.Parse(counts.Groups[1].Value, null);
        long kept = long.Parse(counts.Groups[2].Value, null);

        // Of 30 accounts every one is used in 600 requests; what they keep is live, or was freed when another took its place.
        long made = 1 + hops + 30 + (nodes + leaves) * (long)Requests + kept;
        long keeping = totals.Live - (1 + hops + 30);
        Assert.InRange(keeping, 0, 30);
        long dead = Requests - cyclic;
        Assert.Equal(
            totals with
            {
                Allocs = made,

                // A copy of the first node, two for each other one; the account, loaded or stored.
                Increments = (2L * (nodes - 1) + 1 + hops + 1) * Requests + cyclic + kept,

                // The references dropped in linking and those to both ends and the account; a dead chain's fields.
                Decrements = (2L * (nodes - 1) + leaves + hops + 3) * Requests + (nodes - 1) * dead + kept + (kept - keeping),
                Frees = (long)leaves * Requests + nodes * dead + kept - keeping,
                CyclicGarbage = nodes * cyclic,
            },
            totals);
    }

    private static Totals Run(string workload, string parameters, int mutators) => Strategies.Run(workload, parameters, mutators, "atomic", "leased");

    [GeneratedRegex(@"^(\d+) cyclic, (\d+) kept$")]
    private static partial Regex ServerCheck();
}
