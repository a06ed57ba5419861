using GcActors.Core.Counting;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;

namespace GcActors.Core.Workloads;

/// <summary>
/// Requests that make garbage, some of it cyclic, call shared handlers and change accounts (workloads.md 8.1).
/// <code>
/// request: key = sticky ? m + M*below(S/M) : below(S); s = load(accounts,key); if null: s = new(1,64,key); accounts[key] = s
///          q, last = chain of `nodes` objects new(2,32), built as in chain
///          leaves times: x = new(0,48); drop x
///          touch each of `hops` handlers;  if percent(cyclic): last[1] = q
///          if percent(keep): b = new(0,256); s[0] = b; drop b
///          drop last; drop q; drop s
/// </code>
/// A cycle stands for those of exception, traceback and frame. The table of accounts and the handlers are mutator 0's. A request is a step; `work`
/// is part of it.
/// </summary>
/// <remarks>
/// Closed loop (<c>rate</c> 0): a request begins when the one before has ended. Open loop: request r of mutator m is due at t0 + (r·M + m)/rate, where t0 is
/// when the first of all began; who is early answers <see cref="StepOutcome.Waiting"/>, which gives up the global interpreter lock as a server that waits does, and looks
/// again some 50 µs later: an open loop's latencies contain that. In virtual time a clock may decide nothing: the loop is closed and
/// nothing is recorded.
/// </remarks>
internal struct Server : IWorkload<Server>
{
    private const int Account = 0;
    private const int First = 1;
    private const int Last = 2;
    private const int Accounts = 0;
    private const int Handlers = 1;

    /// <summary>The flag that holds t0.</summary>
    private const int Start = 0;

    private const int ObjectsPerCall = 64;
    private const int AccountsPerMutator = 64;

    private SplitMix64 _random;
    private WorkRounds _work;
    private RequestLog _log;
    private Phase _phase;
    private long _served;
    private long _requests;
    private ulong _cyclicPercent;
    private ulong _keepPercent;
    private ulong _cyclic;
    private ulong _kept;
    private int _mutator;
    private int _mutators;
    private int _accounts;
    private int _nodes;
    private int _leaves;
    private int _handlers;
    private int _made;
    private int _key;
    private bool _sticky;
    private ushort _account;
    private ushort _node;
    private ushort _leaf;
    private ushort _blob;

    private enum Phase : byte
    {
        Arrive,
        Account,
        Chain,
        Leaves,
        Keep,
    }

    public static WorkloadDescription Description { get; } = new(
        "server",
        "Requests that make chains and leaves, call shared handlers and change accounts; with latencies",
        "DaCapo Chopin (latency); workloads.md 8.1",
        [
            new("requests", 100_000, 1000, 0, 10_000_000, "Requests"),
            new("accounts", 0, 64, 0, 10_000_000, "Accounts S; 0: 64 a mutator"),
            new("nodes", 20, 20, 1, 1_000_000, "Objects of a request's chain"),
            new("leaves", 30, 30, 0, 1_000_000, "Leaves that a request makes and drops"),
            new("hops", 5, 5, 0, 1000, "Handlers, each of which a request touches"),
            new("cyclic_percent", 20, 20, 0, 100, "Requests whose chain becomes a cycle, %"),
            new("keep_percent", 10, 10, 0, 100, "Requests that leave an object in their account, %"),
            new("sticky", 1, 1, 0, 1, "1: each mutator has accounts of its own; 0: all mutators use all"),
            new("rate", 0, 0, 0, 10_000_000, "Requests due a second, of all mutators (open loop); 0: closed loop"),
            CommonParameters.Scaling,
            CommonParameters.Work,
        ]);

    /// <summary>Sticky: only the handlers are shared, which are held to the end and only counted on, so the plain twin may run. Else a mutator loads an
    /// account, or leaves an object in it, while another stores one over it.</summary>
    public static Sharing SharingOf(WorkloadParameters parameters) => parameters switch
    {
        { Mutators: 1 } => Sharing.None,
        _ when parameters["sticky"] == 0 => Sharing.RacingSlots,
        _ => parameters["hops"] > 0 ? Sharing.Pinned : Sharing.None,
    };

    public static string? Objection(WorkloadParameters parameters) => parameters["sticky"] == 0 || AccountsOf(parameters) >= parameters.Mutators
        ? null
        : $"workload.accounts: {AccountsOf(parameters)} are too few for {parameters.Mutators} mutators; each needs one of its own, or sticky=0";

    public static long RegisterCount(WorkloadParameters parameters) => 3;

    public static long SharedRootCount(WorkloadParameters parameters) => Handlers + parameters["hops"];

    public static Server Create(in WorkloadContext context)
    {
        long requests = CommonParameters.Share(context, "requests");
        return new()
        {
            _random = CommonParameters.Stream(context),
            _requests = requests,
            _log = new RequestLog(context, requests, context.Parameters["rate"]),
            _mutator = context.Mutator,
            _mutators = context.Mutators,
            _accounts = (int)AccountsOf(context.Parameters),
            _nodes = context.Parameters.AsInt32("nodes"),
            _leaves = context.Parameters.AsInt32("leaves"),
            _handlers = context.Parameters.AsInt32("hops"),
            _cyclicPercent = (ulong)context.Parameters["cyclic_percent"],
            _keepPercent = (ulong)context.Parameters["keep_percent"],
            _sticky = context.Parameters["sticky"] != 0,
            _work = CommonParameters.WorkOf(context),
        };
    }

    public StepOutcome SetUp<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        _account = m.ShapeOf(1, 64);
        _node = m.ShapeOf(2, 32);
        _leaf = m.ShapeOf(0, 48);
        _blob = m.ShapeOf(0, 256);
        for (; _mutator == 0 && _made < Handlers + _handlers; _made++)
        {
            // A handler's payload is left open by the page: a cache line each, as in hot.
            ObjectRef o = m.New(_made == Accounts ? m.ShapeOf(_accounts, 0) : m.ShapeOf(0, 48), (ulong)_made);
            if (o.IsNull)
            {
                return StepOutcome.Suspended;
            }

            if (_made >= Handlers)
            {
                m.Pin(o);
            }

            m.Publish(_made, o);
        }

        _made = 0;
        return StepOutcome.Done;
    }

    public StepOutcome Step<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator => _phase switch
        {
            Phase.Arrive => Arrive(ref m),
            Phase.Account => FindAccount(ref m),
            Phase.Chain => MakeChain(ref m),
            Phase.Leaves => MakeLeaves(ref m),
            _ => Keep(ref m),
        };

    public readonly ulong[] CheckPart<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator => [_cyclic, _kept];

    public static string Check(WorkloadParameters parameters, ulong[] sums) => $"{sums[0]} cyclic, {sums[1]} kept";

    public readonly ulong[] MeasuredPart() => _log.InNs();

    public static IReadOnlyDictionary<string, double> Quantities(WorkloadParameters parameters, IReadOnlyList<ulong[]> parts)
        => LatencyStatistics.Quantities(parts, isOpenLoop: parameters["rate"] != 0);

    private static long AccountsOf(WorkloadParameters parameters)
        => parameters["accounts"] is not 0 and var accounts ? accounts : AccountsPerMutator * parameters.Mutators;

    private StepOutcome Arrive<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        if (_served == _requests)
        {
            return StepOutcome.Done;
        }

        if (!_log.TryBegin(ref m.SharedFlag(Start)))
        {
            return StepOutcome.Waiting;
        }

        _key = _sticky
            ? _mutator + _mutators * (int)_random.Below((ulong)(_accounts / _mutators))
            : (int)_random.Below((ulong)_accounts);
        _phase = Phase.Account;
        return FindAccount(ref m);
    }

    private StepOutcome FindAccount<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        ObjectRef accounts = m.SharedRoot(Accounts);
        ObjectRef s = m.Load(accounts, _key);
        if (s.IsNull)
        {
            s = m.New(_account, (ulong)_key);
            if (s.IsNull)
            {
                return StepOutcome.Suspended;
            }

            m.Store(accounts, _key, s);
        }

        m.Register(Account) = s;
        _made = 0;
        _phase = Phase.Chain;
        return MakeChain(ref m);
    }

    private StepOutcome MakeChain<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        ref ObjectRef last = ref m.Register(Last);
        for (int end = Math.Min(_nodes, _made + ObjectsPerCall); _made < end; _made++)
        {
            ObjectRef n = m.New(_node, 0);
            if (n.IsNull)
            {
                return StepOutcome.Suspended;
            }

            if (_made == 0)
            {
                m.Register(First) = n;
                last = m.Copy(n);
                continue;
            }

            m.Store(last, 0, n);
            m.Drop(last);
            last = m.Copy(n);
            m.Drop(n);
        }

        if (_made < _nodes)
        {
            return StepOutcome.Partial;
        }

        _made = 0;
        _phase = Phase.Leaves;
        return MakeLeaves(ref m);
    }

    private StepOutcome MakeLeaves<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        for (int end = Math.Min(_leaves, _made + ObjectsPerCall); _made < end; _made++)
        {
            ObjectRef x = m.New(_leaf, 0);
            if (x.IsNull)
            {
                return StepOutcome.Suspended;
            }

            m.Drop(x);
        }

        return _made < _leaves ? StepOutcome.Partial : CallHandlers(ref m);
    }

    private StepOutcome CallHandlers<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        for (int i = 0; i < _handlers; i++)
        {
            m.Touch(m.SharedRoot(Handlers + i), 1);
        }

        if (_random.Percent(_cyclicPercent))
        {
            m.Store(m.Register(Last), 1, m.Register(First));
            _cyclic++;
        }

        if (!_random.Percent(_keepPercent))
        {
            return Answer(ref m);
        }

        _phase = Phase.Keep;
        return Keep(ref m);
    }

    private StepOutcome Keep<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        ObjectRef b = m.New(_blob, 0);
        if (b.IsNull)
        {
            return StepOutcome.Suspended;
        }

        m.Store(m.Register(Account), 0, b);
        m.Drop(b);
        _kept++;
        return Answer(ref m);
    }

    private StepOutcome Answer<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
    {
        DropRegister(ref m, Last);
        DropRegister(ref m, First);
        DropRegister(ref m, Account);
        _work.Run();
        _log.End();
        _served++;
        _phase = Phase.Arrive;
        return StepOutcome.Stepped;
    }

    private static void DropRegister<TMutator>(ref TMutator m, int register)
        where TMutator : struct, IMutator
    {
        ref ObjectRef held = ref m.Register(register);
        m.Drop(held);
        held = default;
    }
}
