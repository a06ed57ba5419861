namespace GcActors.Core.Exploring;

/// <summary>
/// Seeded schedules of a scene. One in four takes any possible step with the same chance; the others let a thread go on and take it off at most one,
/// two or three times, since most faults need few preemptions (Musuvathi and Qadeer, 2007).
/// </summary>
internal sealed class RandomExplorer(Machine machine)
{
    private const int AnyNumber = int.MaxValue;

    private readonly List<Choice> _choices = [];
    private readonly List<Choice> _own = [];

    public Machine Machine => machine;

    /// <summary>The steps of the last schedule.</summary>
    public List<Choice> Path { get; } = [];

    /// <returns>What was wrong at its last step, or null.</returns>
    public string? Run(ref ScheduleRandom random)
    {
        Path.Clear();
        int preemptions = random.Below(4) is var bound and > 0 ? bound : AnyNumber;
        int running = random.Below(machine.Threads);
        MachineState state = machine.Start();
        while (true)
        {
            machine.Choices(state, _choices);
            if (_choices.Count == 0)
            {
                return null;
            }

            Choice choice = Choose(ref random, running, ref preemptions);
            running = choice.Thread;
            Path.Add(choice);
            if (machine.Step(state, choice) is { } wrong)
            {
                return wrong;
            }
        }
    }

    private Choice Choose(ref ScheduleRandom random, int running, ref int preemptions)
    {
        if (preemptions == AnyNumber)
        {
            return _choices[random.Below(_choices.Count)];
        }

        _own.Clear();
        foreach (Choice choice in _choices)
        {
            if (choice.Thread == running)
            {
                _own.Add(choice);
            }
        }

        bool isPreempted = _own.Count > 0 && preemptions > 0 && random.Below(4) == 0;
        preemptions -= isPreempted ? 1 : 0;
        List<Choice> from = _own.Count == 0 || isPreempted ? _choices : _own;
        return from[random.Below(from.Count)];
    }
}

/// <summary>SplitMix64 (Steele, Lea, Flood 2014): a schedule is its seed.</summary>
internal struct ScheduleRandom(ulong seed)
{
    private ulong _state = StateHash.Mix(seed);

    /// <summary>0..<paramref name="limit"/> − 1; limits are so small that their bias does not matter.</summary>
    public int Below(int limit)
    {
        _state += 0x9E3779B97F4A7C15;
        return (int)(StateHash.Mix(_state) % (ulong)limit);
    }
}
