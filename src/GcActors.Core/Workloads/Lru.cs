using System.Collections.ObjectModel;
using GcActors.Core.Counting;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;

namespace GcActors.Core.Workloads;

/// <summary>
/// A cache of all mutators, least recently used out first, under a lock (workloads.md 7.5).
/// <code>
/// D = table of K fields; sentinel s: s[0] = s[1] = s
/// step: key = percent(80) ? below(K/5) : K/5 + below(K - K/5);  e = load(D,key)
/// hit:  x = load(e,2); drop x; unlink(e); front(e); drop e
/// miss: v = new(1,32); e = new(3,8,key); e[2] = v; if backref: v[0] = e
///       drop v; front(e); D[key] = e; drop e
///       if entries > C: t = load(s,0); unlink(t); D[t.tag] = null; drop t
/// unlink(e): p = load(e,0); n = load(e,1); p[1] = n; n[0] = p; e[0] = null; e[1] = null; drop p; drop n
/// front(e):  f = load(s,1); e[0] = s; e[1] = f; f[0] = e; s[1] = e; drop f
/// </code>
/// </summary>
/// <remarks>
/// The lock is a <see cref="IMutator.SharedFlag"/>: bounded spinning, then <see cref="StepOutcome.Waiting"/>, so that neither a stop nor the global interpreter lock
/// waits for it. Who is suspended at an allocation keeps it, since its step is half done; it needs nobody's lock to go on, so the others
/// wait and nobody for ever. Striped: 16 caches, key mod 16, each with its lock, its sentinel and its part of C; one table. The number of a cache's
/// entries is its sentinel's tag.
/// </remarks>
internal struct Lru : IWorkload<Lru>
{
    private const int Table = 0;
    private const int Sentinels = 1;
    private const int Value = 0;
    private const int Stripes = 16;

    /// <summary>Fields of an entry; a sentinel has the first two.</summary>
    private const int Newer = 0;
    private const int Older = 1;
    private const int Held = 2;

    /// <summary>A step is some hundred ns: long enough for several of them, short against a quantum.</summary>
    private const int MostSpins = 256;

    private SplitMix64 _random;
    private WorkRounds _work;
    private Phase _phase;
    private long _left;
    private ulong _hits;
    private ulong _evictions;
    private ulong _lockWaits;
    private ulong _keys;
    private int _capacity;
    private int _stripes;
    private int _key;
    private int _stripe;
    private int _made;
    private bool _isFirst;
    private bool _refersBack;
    private ushort _entry;
    private ushort _value;

    private enum Phase : byte
    {
        Draw,
        Lock,
        Miss,
    }

    public static WorkloadDescription Description { get; } = new(
        "lru",
        "A shared cache under a lock: linked entries move to the front, the last one is evicted",
        "workloads.md 7.5",
        [
            new("capacity", 10_000, 100, 1, 1_000_000, "Entries C that the cache holds"),
            new("keys", 40_000, 400, 5, 10_000_000, "Keys K; 80 % of the steps ask for the first fifth of them"),
            new("backref", 0, 1, 0, 1, "1: a value refers to its entry, so that counting alone frees neither"),
            new("lock", 0, 0, 0, 1, "one: a cache and its lock; striped: 16 caches, by key mod 16", ["one", "striped"]),
            CommonParameters.Steps(1_000_000, 5000),
            CommonParameters.Scaling,
            CommonParameters.Work,
        ]);

    /// <summary>Every object is reached under its cache's lock: by one mutator at a time, and by others before and after.</summary>
    public static Sharing SharingOf(WorkloadParameters parameters) => parameters.Mutators > 1 ? Sharing.Moved : Sharing.None;

    public static string? Objection(WorkloadParameters parameters) => parameters["keys"] > parameters["capacity"]
        ? null
        : $"workload.keys: {parameters["keys"]} keys do not overflow a cache of {parameters["capacity"]} entries; there must be more";

    public static long RegisterCount(WorkloadParameters parameters) => 1;

    public static long SharedRootCount(WorkloadParameters parameters) => Sentinels + StripesOf(parameters);

    public static Lru Create(in WorkloadContext context) => new()
    {
        _random = CommonParameters.Stream(context),
        _left = CommonParameters.Share(context, "steps"),
        _keys = (ulong)context.Parameters["keys"],
        _capacity = context.Parameters.AsInt32("capacity"),
        _stripes = StripesOf(context.Parameters),
        _refersBack = context.Parameters["backref"] != 0,
        _isFirst = context.Mutator == 0,
        _work = CommonParameters.WorkOf(context),
    };

    public StepOutcome SetUp<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        _entry = m.ShapeOf(3, 8);
        _value = m.ShapeOf(1, 32);
        for (; _isFirst && _made < Sentinels + _stripes; _made++)
        {
            ObjectRef o = m.New(_made == Table ? m.ShapeOf((int)_keys, 0) : m.ShapeOf(2, 8), 0);
            if (o.IsNull)
            {
                return StepOutcome.Suspended;
            }

            m.Publish(_made, o);
            if (_made >= Sentinels)
            {
                m.Store(o, Newer, o);
                m.Store(o, Older, o);
            }
        }

        return StepOutcome.Done;
    }

    public StepOutcome Step<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        if (_phase == Phase.Draw && !TryDraw())
        {
            return StepOutcome.Done;
        }

        if (_phase == Phase.Lock)
        {
            if (!TryLock(ref m.SharedFlag(_stripe)))
            {
                _lockWaits++;
                return StepOutcome.Waiting;
            }

            _phase = Phase.Miss;
            ObjectRef found = m.Load(m.SharedRoot(Table), _key);
            if (!found.IsNull)
            {
                Hit(ref m, found);
                return EndStep(ref m);
            }
        }

        return TryInsert(ref m) ? EndStep(ref m) : StepOutcome.Suspended;
    }

    public readonly ulong[] CheckPart<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        ulong hash = 0;
        ulong entries = 0;
        for (int stripe = 0; _isFirst && stripe < _stripes; stripe++)
        {
            ObjectRef sentinel = m.SharedRoot(Sentinels + stripe);
            for (ObjectRef e = m.Peek(sentinel, Older); e != sentinel; e = m.Peek(e, Older))
            {
                hash = 31 * hash + m.Tag(e);
                entries++;
            }
        }

        return [hash, entries];
    }

    /// <summary>h = 31·h + tag from s[1] on, cache by cache; or that there are more entries than C.</summary>
    public static string Check(WorkloadParameters parameters, ulong[] sums)
        => sums[1] <= (ulong)parameters["capacity"] ? $"{sums[0]}" : $"{sums[1]} entries";

    public static bool CheckRepeats(WorkloadParameters parameters) => parameters.Mutators == 1;

    public readonly ulong[] MeasuredPart() => [_hits, _evictions, _lockWaits];

    /// <summary><c>hits</c>, <c>evictions</c> and <c>lock_waits</c> (steps put off because the lock was held longer than one spins), of all mutators.</summary>
    public static IReadOnlyDictionary<string, double> Quantities(WorkloadParameters parameters, IReadOnlyList<ulong[]> parts)
    {
        string[] names = ["hits", "evictions", "lock_waits"];
        return new ReadOnlyDictionary<string, double>(
            names.Select((name, i) => (Name: name, Sum: parts.Sum(part => (double)part[i]))).ToDictionary(q => q.Name, q => q.Sum));
    }

    private static int StripesOf(WorkloadParameters parameters) => parameters["lock"] != 0 ? Stripes : 1;

    private static bool TryLock(ref int flag)
    {
        for (int spins = 0; spins < MostSpins; spins++)
        {
            if (Volatile.Read(ref flag) == 0 && Interlocked.CompareExchange(ref flag, 1, 0) == 0)
            {
                return true;
            }

            Thread.SpinWait(1);
        }

        return false;
    }

    private static void Unlink<TMutator>(ref TMutator m, ObjectRef e)
        where TMutator : struct, IMutator
    {
        ObjectRef p = m.Load(e, Newer);
        ObjectRef n = m.Load(e, Older);
        m.Store(p, Older, n);
        m.Store(n, Newer, p);
        m.Store(e, Newer, default);
        m.Store(e, Older, default);
        m.Drop(p);
        m.Drop(n);
    }

    private static void Front<TMutator>(ref TMutator m, ObjectRef s, ObjectRef e)
        where TMutator : struct, IMutator
    {
        ObjectRef f = m.Load(s, Older);
        m.Store(e, Newer, s);
        m.Store(e, Older, f);
        m.Store(f, Newer, e);
        m.Store(s, Older, e);
        m.Drop(f);
    }

    private bool TryDraw()
    {
        if (_left == 0)
        {
            return false;
        }

        ulong popular = _keys / 5;
        _key = (int)(_random.Percent(80) ? _random.Below(popular) : popular + _random.Below(_keys - popular));
        _stripe = _key % _stripes;
        _phase = Phase.Lock;
        return true;
    }

    private StepOutcome EndStep<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        Volatile.Write(ref m.SharedFlag(_stripe), 0);
        _phase = Phase.Draw;
        _left--;
        _work.Run();
        return StepOutcome.Stepped;
    }

    private void Hit<TMutator>(ref TMutator m, ObjectRef e)
        where TMutator : struct, IMutator
    {
        m.Drop(m.Load(e, Held));
        Unlink(ref m, e);
        Front(ref m, m.SharedRoot(Sentinels + _stripe), e);
        m.Drop(e);
        _hits++;
    }

    private bool TryInsert<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        ref ObjectRef v = ref m.Register(Value);
        if (v.IsNull)
        {
            v = m.New(_value, 0);
        }

        ObjectRef e = v.IsNull ? default : m.New(_entry, (ulong)_key);
        if (e.IsNull)
        {
            return false;
        }

        m.Store(e, Held, v);
        if (_refersBack)
        {
            m.Store(v, 0, e);
        }

        m.Drop(v);
        v = default;
        ObjectRef table = m.SharedRoot(Table);
        ObjectRef s = m.SharedRoot(Sentinels + _stripe);
        Front(ref m, s, e);
        m.Store(table, _key, e);
        m.Drop(e);
        EvictBeyondCapacity(ref m, table, s);
        return true;
    }

    private unsafe void EvictBeyondCapacity<TMutator>(ref TMutator m, ObjectRef table, ObjectRef s)
        where TMutator : struct, IMutator
    {
        ref ulong entries = ref *(ulong*)m.Payload(s);
        entries++;
        int capacity = _capacity / _stripes + (_stripe < _capacity % _stripes ? 1 : 0);
        if (entries <= (ulong)capacity)
        {
            return;
        }

        ObjectRef t = m.Load(s, Newer);
        Unlink(ref m, t);
        m.Store(table, (int)m.Tag(t), default);
        m.Drop(t);
        entries--;
        _evictions++;
    }
}
