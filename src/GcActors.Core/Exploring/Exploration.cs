namespace GcActors.Core.Exploring;

/// <summary>
/// Runs counting strategies under schedules that it chooses, one shared access a step, and judges each step
/// (counting-strategies.md 6). What it explores is the strategy's own code; the operations around it, <see cref="ExploredMutator"/>, repeat the
/// order of the mutator's.
/// </summary>
public static class Exploration
{
    /// <summary>States of one scene that an exhaustive exploration looks at before it gives up.</summary>
    public const long MaxStates = 5_000_000;

    private const int SchedulesPerLook = 1024;

    public static IReadOnlyList<ProtocolDescription> Protocols { get; } = [.. Exploring.Protocols.All.Select(Describe)];

    /// <summary>Random schedules over all scenes of a protocol, up to the first violation.</summary>
    /// <param name="subject">What.</param>
    /// <param name="schedules">How many; the scene of each is drawn too.</param>
    /// <param name="seed">Schedule number i, from 0, has the seed <paramref name="seed"/> + i.</param>
    /// <param name="cancellation">Ends it.</param>
    public static ExplorationReport Random(ExplorationSubject subject, long schedules, ulong seed, CancellationToken cancellation)
    {
        Stage stage = new(subject);
        RandomExplorer[] explorers = [.. stage.Machines.Select(machine => new RandomExplorer(machine))];
        HashSet<UInt128> distinct = [];
        ExplorationFailure? failure = null;
        long done = 0;
        while (done < schedules && failure is null)
        {
            if (done % SchedulesPerLook == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            ulong own = seed + (ulong)done;
            ScheduleRandom random = new(own);
            int scene = random.Below(explorers.Length);
            string? wrong = explorers[scene].Run(ref random);
            distinct.Add(HashOf(scene, explorers[scene].Path));
            done++;
            failure = wrong is null ? null : stage.Describe(scene, own, new ScheduleShrinker(stage.Machines[scene]).Shrink(explorers[scene].Path));
        }

        return stage.Report(stage.Machines.Count, (UInt128)done, (UInt128)distinct.Count, 0, isComplete: true, failure);
    }

    /// <summary>All schedules of all scenes of a protocol, up to the first scene with a violation, whose shortest schedule is shown.</summary>
    public static ExplorationReport Exhaust(ExplorationSubject subject, CancellationToken cancellation)
    {
        Stage stage = new(subject);
        UInt128 schedules = 0;
        long states = 0;
        bool isComplete = true;
        ExplorationFailure? failure = null;
        int scene = 0;
        for (; scene < stage.Machines.Count && failure is null; scene++)
        {
            ExhaustiveExplorer explorer = new(stage.Machines[scene], MaxStates);
            IReadOnlyList<Choice>? failing = explorer.Run(cancellation);
            schedules += explorer.Schedules;
            states += explorer.States;
            isComplete &= explorer.IsComplete;
            failure = failing is null ? null : stage.Describe(scene, null, failing);
        }

        return stage.Report(scene, schedules, schedules, states, isComplete, failure);
    }

    private static ProtocolDescription Describe(ExploredProtocol protocol) => new(
        protocol.Name,
        [.. protocol.Scenes.Select(s => s.Name)],
        [.. protocol.Mutants.Select(m => new MutantDescription(m.Name, m.Summary, m.FailsOn))]);

    private static UInt128 HashOf(int scene, List<Choice> path)
    {
        StateHash hash = new();
        hash.Add(scene);
        foreach (Choice choice in path)
        {
            hash.Add((((choice.Thread << 8) | (choice.Store + 1)) << 8) | choice.Age);
        }

        return hash.Value;
    }

    /// <summary>The scenes of a subject, opened.</summary>
    private sealed class Stage
    {
        private readonly ExploredProtocol _protocol;
        private readonly Mutant? _mutant;
        private readonly IReadOnlyList<Scene> _scenes;

        public Stage(ExplorationSubject subject)
        {
            _protocol = Exploring.Protocols.All.Single(p => p.Name == subject.Protocol);
            _mutant = subject.Mutant is null ? null : _protocol.Mutants.Single(m => m.Name == subject.Mutant);
            _scenes = _mutant?.Scenes ?? _protocol.Scenes;
            Machines = [.. _scenes.Select(s => s.Open(_mutant?.Strategy ?? _protocol.Strategy, subject.Memory))];
        }

        public IReadOnlyList<Machine> Machines { get; }

        public ExplorationFailure Describe(int scene, ulong? seed, IReadOnlyList<Choice> path)
        {
            (IReadOnlyList<string> trace, string violation) = ScheduleTrace.Write(Machines[scene], path);
            return new ExplorationFailure(_scenes[scene].Name, seed, violation, path.Count, trace);
        }

        public ExplorationReport Report(int scenes, UInt128 schedules, UInt128 distinct, long states, bool isComplete, ExplorationFailure? failure)
        {
            string[] sites = [.. Machines.SelectMany(m => m.Sites).Distinct().Order(StringComparer.Ordinal)];
            return new ExplorationReport
            {
                Schedules = schedules,
                DistinctSchedules = distinct,
                States = states,
                IsComplete = isComplete,
                Scenes = [.. _scenes.Take(scenes).Select(s => s.Name)],
                SitesReached = sites,
                SitesMissed = _mutant is null ? [.. _protocol.Sites.Except(sites)] : [],
                Failure = failure,
            };
        }
    }
}
