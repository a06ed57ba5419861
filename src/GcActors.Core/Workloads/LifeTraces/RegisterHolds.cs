namespace GcActors.Core.Workloads.LifeTraces;

/// <summary>Which registers of one mutator hold which objects while a life trace is read: numbers are given out here once, so that a replay looks nothing up.</summary>
internal sealed class RegisterHolds
{
    private readonly Dictionary<int, Stack<int>> _held = [];
    private readonly Stack<int> _free = new();

    /// <summary>The most that were held at once.</summary>
    public int Most { get; private set; }

    /// <summary>The registers that hold something.</summary>
    public IEnumerable<int> Held => _held.Values.SelectMany(registers => registers).Order();

    /// <summary>A register with the object; −1: it is not held.</summary>
    public int Find(int id) => _held.TryGetValue(id, out Stack<int>? registers) && registers.Count > 0 ? registers.Peek() : -1;

    /// <summary>An empty register, which holds the object from now on.</summary>
    public int Take(int id)
    {
        int register = _free.Count > 0 ? _free.Pop() : Most++;
        if (!_held.TryGetValue(id, out Stack<int>? registers))
        {
            _held[id] = registers = new Stack<int>(1);
        }

        registers.Push(register);
        return register;
    }

    /// <summary>The register that holds the object no more; −1: none did.</summary>
    public int Give(int id)
    {
        if (Find(id) < 0)
        {
            return -1;
        }

        Stack<int> registers = _held[id];
        int register = registers.Pop();
        if (registers.Count == 0)
        {
            _held.Remove(id);
        }

        _free.Push(register);
        return register;
    }
}
