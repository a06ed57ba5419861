namespace GcActors.Tests.Counting;

/// <summary>What may be wrong with a model of message counts.</summary>
public enum WeightedFault
{
    None,

    /// <summary>S35: the owner hears of further counts after the message that carries them.</summary>
    IncrementAfterMessage,

    /// <summary>Messages of one sender to one receiver keep their order, and no others do.</summary>
    OrderByPairOnly,

    /// <summary>The paper's text: one count more is asked for than is kept.</summary>
    PaperOffByOne,

    /// <summary>What a trace gives back is what the trace before it had seen.</summary>
    StaleDecrement,

    /// <summary>A message counts its root, and not what the root leads to.</summary>
    ChildNotCounted,
}

/// <summary>
/// Counts carried by messages, as Pony's ORCA has them (counting-strategies.md 4.12), as a model of what actors know: so far no strategy of the catalog, but the
/// arithmetic and the order of delivery that one can rely on. Actor 0 owns an object that refers to another; every actor sends, receives, forgets and traces
/// at random, one output a step.
/// </summary>
/// <remarks>Not in the model: objects that are written after they were sent, owners that come and go.</remarks>
internal sealed class WeightedModel
{
    private const int Actors = 3;
    private const int Objects = 2;
    private const int Owner = 0;
    private const int Choices = 5;
    private const int SlowSteps = 8;
    private const int LateSteps = 48;

    /// <summary>Enough for everybody to write, read and trace for what is left to the last death.</summary>
    private const int StepsToRest = 240;

    private readonly Random _random;
    private readonly WeightedFault _fault;
    private readonly int _weight;

    /// <summary>So that the others get far between two of its outputs.</summary>
    private readonly int _slow;

    private readonly int[] _owned = new int[Objects];
    private readonly int[,] _foreign = new int[Actors, Objects];
    private readonly int[,] _seenByLastTrace = new int[Actors, Objects];
    private readonly bool[,] _holds = new bool[Actors, Objects];
    private readonly bool[] _freed = new bool[Objects];
    private readonly Queue<Letter>[] _outputs = [.. Enumerable.Range(0, Actors).Select(_ => new Queue<Letter>())];

    /// <summary>By receiver and sender; where delivery is causal, by receiver alone (sender 0).</summary>
    private readonly Queue<Letter>[,] _mail = new Queue<Letter>[Actors, Actors];

    /// <param name="seed">Decides who does what.</param>
    /// <param name="weight">Counts that a holder asks for when it has none to spare; 256 in Pony.</param>
    /// <param name="fault">What is wrong.</param>
    public WeightedModel(int seed, int weight, WeightedFault fault)
    {
        (_random, _weight, _fault) = (new Random(seed), weight, fault);
        _slow = _random.Next(Actors);
        for (int i = 0; i < Actors * Actors; i++)
        {
            _mail[i / Actors, i % Actors] = new Queue<Letter>();
        }

        _holds[Owner, 0] = true;
    }

    private bool IsIdle => _outputs.All(o => o.Count == 0) && _mail.Cast<Queue<Letter>>().All(m => m.Count == 0);

    /// <summary>Runs a number of steps, then lets everybody forget everything and come to rest.</summary>
    /// <returns>The first violation, or null.</returns>
    public string? Run(int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            int actor = _random.Next(Actors);
            actor = actor == _slow && _random.Next(SlowSteps) != 0 ? (_slow + 1) % Actors : actor;
            if ((Step(actor, _random.Next(Choices)) ?? Check()) is { } violation)
            {
                return violation;
            }
        }

        Array.Clear(_holds);
        for (int i = 0; i < StepsToRest || !IsIdle; i++)
        {
            if ((Step(i % Actors, i / Actors % 2) ?? Check()) is { } violation)
            {
                return violation;
            }

            Array.Clear(_holds);
        }

        return _freed.All(f => f) ? null : "an object that nobody refers to was never freed";
    }

    private string? Step(int actor, int choice)
    {
        if (_outputs[actor].TryDequeue(out Letter? letter))
        {
            _mail[letter.To, _fault == WeightedFault.OrderByPairOnly ? actor : 0].Enqueue(letter);
            return null;
        }

        int o = _random.Next(Objects);
        switch (choice)
        {
            case 0:
                return Receive(actor);
            case 1:
                Trace(actor);
                break;
            case 2 when _holds[actor, o]:
                Send(actor, o, (actor + 1 + _random.Next(Actors - 1)) % Actors);
                break;
            case 3:
                // Forgets a path; or reads the field of what it has.
                _holds[actor, 1] |= o == 1 && _holds[actor, 0];
                _holds[actor, o] &= o == 1;
                break;
            case 4:
                _holds[actor, o] = false;
                break;
        }

        return null;
    }

    /// <summary>What an object leads to, itself included.</summary>
    private static int[] Reached(int o) => o == 0 ? [0, 1] : [1];

    private int[] Counted(int o) => _fault == WeightedFault.ChildNotCounted ? [o] : Reached(o);

    private bool Reaches(int actor, int o) => _holds[actor, o] || (o == 1 && _holds[actor, 0]);

    private void Send(int actor, int o, int to)
    {
        var increments = new List<Letter>();
        foreach (int x in Counted(o))
        {
            if (actor == Owner)
            {
                _owned[x]++;
            }
            else if (_foreign[actor, x] > 1)
            {
                _foreign[actor, x]--;
            }
            else if (_fault == WeightedFault.PaperOffByOne)
            {
                increments.Add(new Letter(Owner, x, _weight + 1));
                _foreign[actor, x] = _weight;
            }
            else
            {
                increments.Add(new Letter(Owner, x, _weight));
                _foreign[actor, x] += _weight - 1;
            }
        }

        var message = new Letter(to, o, 0);
        foreach (Letter letter in _fault == WeightedFault.IncrementAfterMessage ? [message, .. increments] : increments.Append(message))
        {
            _outputs[actor].Enqueue(letter);
        }
    }

    private string? Receive(int actor)
    {
        Queue<Letter>[] waiting = [.. Enumerable.Range(0, Actors).Select(from => _mail[actor, from]).Where(m => m.Count > 0)];
        if (waiting.Length == 0)
        {
            return null;
        }

        Queue<Letter> mail = waiting[_random.Next(waiting.Length)];
        if (_fault == WeightedFault.OrderByPairOnly && actor == Owner && mail == _mail[Owner, _slow] && _random.Next(LateSteps) != 0)
        {
            return null;
        }

        Letter letter = mail.Dequeue();
        if (letter.Count != 0)
        {
            _owned[letter.Object] += letter.Count;
            return _owned[letter.Object] < 0 ? "WF6: the owner's count went below 0" : null;
        }

        foreach (int x in Counted(letter.Object))
        {
            if (actor == Owner)
            {
                _owned[x]--;
            }
            else
            {
                _foreign[actor, x]++;
            }
        }

        _holds[actor, letter.Object] = true;
        return null;
    }

    private void Trace(int actor)
    {
        for (int x = 0; x < Objects; x++)
        {
            if (Reaches(actor, x))
            {
                _seenByLastTrace[actor, x] = _foreign[actor, x];
            }
            else if (actor == Owner)
            {
                // The object is still a field of the one that is not freed.
                _freed[x] |= _owned[x] == 0 && (x == 0 || _freed[0] || _owned[0] == 0);
            }
            else if (_foreign[actor, x] > 0)
            {
                int back = _fault == WeightedFault.StaleDecrement ? Math.Max(1, _seenByLastTrace[actor, x]) : _foreign[actor, x];
                _outputs[actor].Enqueue(new Letter(Owner, x, -back));
                _foreign[actor, x] = 0;
            }
        }
    }

    /// <summary>WF3 to WF6 of the paper, after a step.</summary>
    private string? Check()
    {
        Letter[] flying = [.. _outputs.SelectMany(o => o), .. _mail.Cast<Queue<Letter>>().SelectMany(m => m)];
        for (int x = 0; x < Objects; x++)
        {
            int carried = flying.Count(l => l.Count == 0 && Reached(l.Object).Contains(x));
            bool isHeld = Enumerable.Range(0, Actors).Any(a => Reaches(a, x));
            if (_freed[x] && (carried > 0 || isHeld))
            {
                return "WF3, WF4: an object was freed that a message or an actor leads to";
            }

            int known = _owned[x] + flying.Where(l => l.Object == x).Sum(l => l.Count);
            int held = carried + Enumerable.Range(0, Actors).Sum(a => _foreign[a, x]);
            if (known != held)
            {
                return $"WF5: the owner knows of {known} counts, {held} are held";
            }
        }

        return null;
    }

    /// <summary>A reference (count 0), or counts for the owner.</summary>
    private sealed record Letter(int To, int Object, int Count);
}
