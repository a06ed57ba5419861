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

    /// <summary>Seeds in a row that share a generated scene: opening one costs as much as many schedules.</summary>
    private const ulong SeedsPerScene = 256;

    public static IReadOnlyList<ProtocolDescription> Protocols { get; } = [.. Exploring.Protocols.All.Select(Describe)];

    /// <summary>Random schedules over all scenes of a protocol, up to the first violation; half of them over <see cref="GeneratedScenes"/>, except for
    /// a mutant, whose scenes are minimal, and a protocol that has no use for them.</summary>
    /// <param name="subject">What.</param>
    /// <param name="schedules">How many; the scene of each is drawn too.</param>
    /// <param name="seed">Schedule number i, from 0, has the seed <paramref name="seed"/> + i.</param>
    /// <param name="cancellation">Ends it.</param>
    public static ExplorationReport Random(ExplorationSubject subject, long schedules, ulong seed, CancellationToken cancellation)
    {
        Stage stage = new(subject);
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
            OpenScene scene = stage.Draw(own / SeedsPerScene, ref random);
            string? wrong = scene.Explorer.Run(ref random);
            distinct.Add(HashOf(scene.Name, scene.Explorer.Path));
            done++;
            failure = wrong is null ? null : scene.Describe(own, new ScheduleShrinker(scene.Machine).Shrink(scene.Explorer.Path));
        }

        return stage.Report(stage.Scenes.Count, (UInt128)done, (UInt128)distinct.Count, 0, isComplete: true, failure);
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
        for (; scene < stage.Scenes.Count && failure is null; scene++)
        {
            ExhaustiveExplorer explorer = new(stage.Scenes[scene].Machine, MaxStates);
            IReadOnlyList<Choice>? failing = explorer.Run(cancellation);
            schedules += explorer.Schedules;
            states += explorer.States;
            isComplete &= explorer.IsComplete;
            failure = failing is null ? null : stage.Scenes[scene].Describe(null, failing);
        }

        return stage.Report(scene, schedules, schedules, states, isComplete, failure);
    }

    private static ProtocolDescription Describe(ExploredProtocol protocol) => new(
        protocol.Name,
        [.. protocol.Scenes.Select(s => s.Name)],
        [.. protocol.Mutants.Select(m => new MutantDescription(m.Name, m.Summary, m.FailsOn))]);

    private static UInt128 HashOf(string scene, List<Choice> path)
    {
        StateHash hash = new();
        foreach (char letter in scene)
        {
            hash.Add(letter);
        }

        foreach (Choice choice in path)
        {
            hash.Add((((choice.Thread << 8) | (choice.Store + 1)) << 8) | choice.Age);
        }

        return hash.Value;
    }

    /// <summary>A scene that a strategy plays.</summary>
    private sealed class OpenScene(Scene scene, IExploredStrategy strategy, MemoryModel memory)
    {
        public string Name => scene.Name;

        public Machine Machine => Explorer.Machine;

        public RandomExplorer Explorer { get; } = new(scene.Open(strategy, memory));

        public ExplorationFailure Describe(ulong? seed, IReadOnlyList<Choice> path)
        {
            (IReadOnlyList<string> trace, string violation) = ScheduleTrace.Write(Machine, path);
            return new ExplorationFailure(scene.Name, seed, violation, path.Count, trace);
        }
    }

    /// <summary>All scenes of a subject.</summary>
    private sealed class Stage
    {
        private readonly ExploredProtocol _protocol;
        private readonly Mutant? _mutant;
        private readonly MemoryModel _memory;
        private OpenScene? _generated;
        private ulong _generatedFrom;

        public Stage(ExplorationSubject subject)
        {
            _memory = subject.Memory;
            _protocol = Exploring.Protocols.All.Single(p => p.Name == subject.Protocol);
            _mutant = subject.Mutant is null ? null : _protocol.Mutants.Single(m => m.Name == subject.Mutant);
            Scenes = [.. (_mutant?.Scenes ?? _protocol.Scenes).Select(s => new OpenScene(s, _mutant?.Strategy ?? _protocol.Strategy, _memory))];
        }

        public IReadOnlyList<OpenScene> Scenes { get; }

        /// <summary>A scene for one random schedule.</summary>
        /// <param name="seed">Of the generated scene, if it is one.</param>
        /// <param name="random">Draws.</param>
        public OpenScene Draw(ulong seed, ref ScheduleRandom random)
        {
            if (_mutant is not null || !_protocol.PlaysGenerated || random.Below(2) == 0)
            {
                return Scenes[random.Below(Scenes.Count)];
            }

            if (_generated is null || _generatedFrom != seed)
            {
                _generated = new OpenScene(GeneratedScenes.Make(seed, _protocol.Strategy.Traits.MaxSharing), _protocol.Strategy, _memory);
                _generatedFrom = seed;
            }

            return _generated;
        }

        public ExplorationReport Report(int scenes, UInt128 schedules, UInt128 distinct, long states, bool isComplete, ExplorationFailure? failure)
        {
            string[] sites = [.. Scenes.SelectMany(s => s.Machine.Sites).Distinct().Order(StringComparer.Ordinal)];
            return new ExplorationReport
            {
                Schedules = schedules,
                DistinctSchedules = distinct,
                States = states,
                IsComplete = isComplete,
                Scenes = [.. Scenes.Take(scenes).Select(s => s.Name)],
                SitesReached = sites,
                SitesMissed = _mutant is null ? [.. _protocol.Sites.Except(sites)] : [],
                Failure = failure,
            };
        }
    }
}
