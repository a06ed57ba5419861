namespace GcActors.Core.Exploring;

/// <summary>
/// How early a thread's loads may have been done: the values that other threads have overwritten since its last acquire, in the order of the
/// overwriting. A load that answers such a value was done before it was overwritten; a later load that is ordered behind it was not done before that
/// value was written.
/// </summary>
internal sealed class LoadWindow
{
    private readonly List<(int Word, int Value)> _overwritten = [];

    public LoadWindow()
    {
    }

    private LoadWindow(LoadWindow other) => _overwritten.AddRange(other._overwritten);

    public LoadWindow Copy() => new(this);

    /// <summary>Another thread's store has replaced this value.</summary>
    public void Overwritten(int word, int old) => _overwritten.Add((word, old));

    /// <summary>The values that a load of the word may answer, the newest included.</summary>
    public int Ages(int word) => 1 + _overwritten.Count(o => o.Word == word);

    /// <summary>The value of this age; 1: the last that was overwritten.</summary>
    public int ValueOf(int word, int age) => _overwritten[PlaceOf(word, age)].Value;

    /// <summary>A load of the word has answered a value of this age.</summary>
    /// <param name="word">The word.</param>
    /// <param name="age">0: the newest.</param>
    /// <param name="isOrdered">The words whose later loads were done after this one.</param>
    public void Answered(int word, int age, Func<int, bool> isOrdered)
    {
        int written = PlaceOf(word, age + 1);
        for (int place = written; place >= 0; place--)
        {
            if (isOrdered(_overwritten[place].Word))
            {
                _overwritten.RemoveAt(place);
            }
        }
    }

    /// <summary>Loads of the word are not done before now.</summary>
    public void Forget(int word) => _overwritten.RemoveAll(o => o.Word == word);

    /// <summary>No load is done before now.</summary>
    public void Close() => _overwritten.Clear();

    public void AddTo(ref StateHash hash)
    {
        hash.Add(_overwritten.Count);
        foreach ((int word, int value) in _overwritten)
        {
            hash.Add(word);
            hash.Add(value);
        }
    }

    /// <summary>Where the value of an age was overwritten, or −1: it is as old as the window.</summary>
    private int PlaceOf(int word, int age)
    {
        int place = _overwritten.Count;
        for (int left = age; left > 0 && place >= 0; left--)
        {
            place = place == 0 ? -1 : _overwritten.FindLastIndex(place - 1, o => o.Word == word);
        }

        return place;
    }
}
