using System.Globalization;
using GcActors.Core;
using GcActors.Core.Counting;
using GcActors.Core.Exploring;
using GcActors.Tests.Protocol;
using Xunit;

namespace GcActors.Tests.Exploring;

public class ExplorationTests
{
    public static TheoryData<string, MemoryModel> Everything()
    {
        TheoryData<string, MemoryModel> all = [];
        foreach (ProtocolDescription protocol in Exploration.Protocols)
        {
            foreach (MemoryModel memory in Enum.GetValues<MemoryModel>())
            {
                all.Add(protocol.Name, memory);
            }
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void No_schedule_breaks_a_strategy_and_all_of_its_accesses_are_reached(string protocol, MemoryModel memory)
    {
        ExplorationReport report = Exploration.Exhaust(new ExplorationSubject(protocol, null, memory), CancellationToken.None);

        Assert.Null(report.Failure);
        Assert.True(report.IsComplete);
        Assert.Empty(report.SitesMissed);
        IReadOnlyList<string> declared = Protocols.All.Single(p => p.Name == protocol).Sites;
        Assert.All(report.SitesReached.Except(declared), site => Assert.Contains(declared, known => IsRepetition(known, site)));
    }

    /// <summary>What failed is done once more: the same kind of access, further on in the same operation.</summary>
    private static bool IsRepetition(string known, string site)
    {
        (string Operation, int Ordinal, string Kind) first = Parse(known);
        (string Operation, int Ordinal, string Kind) again = Parse(site);
        return first.Operation == again.Operation && first.Kind == again.Kind && first.Ordinal < again.Ordinal;

        static (string, int, string) Parse(string text)
        {
            int colon = text.IndexOf(": ", StringComparison.Ordinal);
            int space = text.LastIndexOf(' ', colon);
            return (text[..space], int.Parse(text[(space + 1)..colon], CultureInfo.InvariantCulture), text[(colon + 2)..]);
        }
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void Nor_does_a_random_one(string protocol, MemoryModel memory)
    {
        ExplorationSubject subject = new(protocol, null, memory);
        ExplorationReport report = Exploration.Random(subject, 20_000, SimulationNetTests.SeedBase, CancellationToken.None);

        Assert.Null(report.Failure);
        Assert.Equal((UInt128)20_000, report.Schedules);
        // Where nothing is counted, threads hardly meet.
        int least = Protocols.All.Single(p => p.Name == protocol).Strategy.Traits.IsTraced ? 200 : 500;
        Assert.InRange(report.DistinctSchedules, (UInt128)least, (UInt128)20_000);
        Assert.Empty(report.SitesMissed.Count == 0 ? [] : report.SitesMissed.Intersect(MissedBySeedOne(subject)));
    }

    /// <summary>CI's seed is another on every commit, and one in some hundred does not come by the rarest place of a lock's slow path. What no longer can be reached, this one does not reach either.</summary>
    private static IReadOnlyCollection<string> MissedBySeedOne(ExplorationSubject subject) => Exploration.Random(subject, 20_000, 1, CancellationToken.None).SitesMissed;

    [Theory]
    [MemberData(nameof(Everything))]
    public void The_same_seed_gives_the_same_schedules(string protocol, MemoryModel memory)
    {
        ExplorationSubject subject = new(protocol, null, memory);

        UInt128[] distinct = [.. Enumerable.Range(0, 2).Select(_ => Exploration.Random(subject, 500, 7, CancellationToken.None).DistinctSchedules)];

        Assert.Equal(distinct[0], distinct[1]);
    }

    [Fact]
    public void What_too_few_schedules_do_not_reach_is_reported() => Assert.NotEmpty(
        Exploration.Random(new ExplorationSubject("atomic", null, MemoryModel.Tso), 1, 3, CancellationToken.None).SitesMissed);

    /// <summary>Two threads of n accesses each, whatever they do: C(2n, n) schedules.</summary>
    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 6)]
    [InlineData(5, 252)]
    [InlineData(8, 12870)]
    public void Exhaustive_means_every_interleaving(int accesses, int schedules)
    {
        ExhaustiveExplorer explorer = new(UseOnly(accesses).Open(new ExploredStrategy<Atomic<QuietSlots>>(), MemoryModel.Sc), 1000);

        Assert.Null(explorer.Run(CancellationToken.None));
        Assert.Equal((UInt128)schedules, explorer.Schedules);
        Assert.Equal((accesses + 1) * (accesses + 1), explorer.States);
        Assert.True(explorer.IsComplete);
    }

    /// <summary>Schedules that meet in one state go on as one: the sum is that of a search that keeps them apart.</summary>
    [Theory]
    [InlineData(MemoryModel.Sc)]
    [InlineData(MemoryModel.Tso)]
    [InlineData(MemoryModel.Arm)]
    public void No_schedule_is_lost_by_merging(MemoryModel memory)
    {
        foreach (Scene scene in (Scene[])[Scenes.TwoDrops, Scenes.Overwrite, Scenes.LateWrite, Scenes.TwoLoads])
        {
            Machine machine = scene.Open(new ExploredStrategy<Atomic<QuietSlots>>(), memory);
            ExhaustiveExplorer explorer = new(machine, Exploration.MaxStates);

            Assert.Null(explorer.Run(CancellationToken.None));
            Assert.Equal(CountOneByOne(machine, machine.Start()), explorer.Schedules);
        }
    }

    private static UInt128 CountOneByOne(Machine machine, MachineState state)
    {
        List<Choice> choices = [];
        machine.Choices(state, choices);
        UInt128 sum = choices.Count == 0 ? 1u : 0u;
        foreach (Choice choice in choices)
        {
            MachineState next = state.Copy();
            Assert.Null(machine.Step(next, choice));
            sum += CountOneByOne(machine, next);
        }

        return sum;
    }

    [Fact]
    public void Every_strategy_of_the_catalog_is_explored_but_the_one_whose_lock_is_no_code_on_shared_words() => Assert.Equal(
        Catalog.Counters.Select(c => c.Name).Where(name => name != "gil"),
        Exploration.Protocols.Select(p => p.Name).Where(name => name.AsSpan().IndexOfAny('+', '/') < 0));

    /// <summary>Scenes made from seeds are no empty promise: they show a planted fault, and a racing load where slots are written.</summary>
    [Fact]
    public void Generated_scenes_find_planted_faults()
    {
        ExploredStrategy<Atomic<QuietSlots>> broken = new((heap, thread) => new DeadByLoad(heap, thread));
        ExploredStrategy<Atomic<QuietSlots>> racing = new();

        Assert.True(CountFailing(broken, Sharing.Counted) > 20);
        Assert.True(CountFailing(racing, Sharing.RacingSlots) > 20);
        Assert.Equal(0, CountFailing(racing, Sharing.Counted));
    }

    private static int CountFailing(IExploredStrategy strategy, Sharing sharing) => Enumerable.Range(0, 200).Count(seed =>
    {
        RandomExplorer explorer = new(GeneratedScenes.Make((ulong)seed, sharing).Open(strategy, MemoryModel.Tso));
        return Enumerable.Range(0, 20).Any(schedule => RunOne(explorer, (ulong)schedule) is not null);
    });

    [Fact]
    public void Too_many_states_are_given_up_and_it_says_so()
    {
        ExhaustiveExplorer explorer = new(UseOnly(20).Open(new ExploredStrategy<Atomic<QuietSlots>>(), MemoryModel.Sc), 100);

        Assert.Null(explorer.Run(CancellationToken.None));
        Assert.False(explorer.IsComplete);
    }

    [Fact]
    public void A_failing_schedule_is_made_small_and_fails_still()
    {
        Machine machine = Scenes.RacingLoad.Open(new ExploredStrategy<Atomic<QuietSlots>>(), MemoryModel.Tso);
        RandomExplorer explorer = new(machine);
        for (ulong seed = 0; seed < 100; seed++)
        {
            if (RunOne(explorer, seed) is null)
            {
                continue;
            }

            IReadOnlyList<Choice> small = new ScheduleShrinker(machine).Shrink(explorer.Path);
            Assert.True(small.Count <= explorer.Path.Count);
            Assert.NotEmpty(ScheduleTrace.Write(machine, small).Violation);
        }
    }

    /// <summary>The shortest schedules show the other verdicts; this one needs more steps.</summary>
    [Fact]
    public void A_cell_freed_twice_is_seen()
    {
        ExploredStrategy<Atomic<QuietSlots>> strategy = new((heap, thread) => new DeadByLaterLoad(heap, thread));
        RandomExplorer explorer = new(Scenes.TwoDrops.Open(strategy, MemoryModel.Sc));

        Assert.Contains("o1 was freed twice", Enumerable.Range(0, 1000).Select(seed => RunOne(explorer, (ulong)seed)));
    }

    private static string? RunOne(RandomExplorer explorer, ulong seed)
    {
        ScheduleRandom random = new(seed);
        return explorer.Run(ref random);
    }

    private static Scene UseOnly(int times)
    {
        return new Scene("use-only", Sharing.Counted, 1, s => s.NewShared(1, 0, 1), Use, Use);

        void Use(ExploredMutator m)
        {
            for (int i = 0; i < times; i++)
            {
                m.Use(1);
            }
        }
    }
}
