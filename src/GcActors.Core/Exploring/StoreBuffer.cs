namespace GcActors.Core.Exploring;

/// <summary>A store that its thread has made and the others do not see yet.</summary>
internal readonly record struct BufferedStore(int Word, int Value, bool Releases);

/// <summary>A thread's stores on their way to memory, oldest first.</summary>
internal sealed class StoreBuffer(bool keepsOrder)
{
    private readonly List<BufferedStore> _stores = [];

    private StoreBuffer(StoreBuffer other)
        : this(other.KeepsOrder) => _stores.AddRange(other._stores);

    public int Count => _stores.Count;

    private bool KeepsOrder => keepsOrder;

    public BufferedStore this[int place] => _stores[place];

    public StoreBuffer Copy() => new(this);

    public void Append(BufferedStore store) => _stores.Add(store);

    /// <summary>Whether a store may become visible before those in front of it.</summary>
    public bool MayLeave(int place)
    {
        if (place == 0)
        {
            return true;
        }

        BufferedStore store = _stores[place];
        return !keepsOrder && !store.Releases && !_stores.Take(place).Any(s => s.Word == store.Word);
    }

    public BufferedStore Take(int place)
    {
        BufferedStore store = _stores[place];
        _stores.RemoveAt(place);
        return store;
    }

    /// <summary>The oldest store to a word, or −1.</summary>
    public int Find(int word) => _stores.FindIndex(s => s.Word == word);

    /// <summary>What the thread itself sees: its newest store to the word.</summary>
    public bool TryForward(int word, out int value)
    {
        int place = _stores.FindLastIndex(s => s.Word == word);
        value = place < 0 ? 0 : _stores[place].Value;
        return place >= 0;
    }

    public void AddTo(ref StateHash hash)
    {
        hash.Add(_stores.Count);
        foreach (BufferedStore store in _stores)
        {
            hash.Add((store.Word * 2) + (store.Releases ? 1 : 0));
            hash.Add(store.Value);
        }
    }
}
