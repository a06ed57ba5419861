using GcActors.Core.Actors;
using GcActors.Runtime.Telemetry;

namespace GcActors.Runtime;

/// <summary>An actor on the seeded scheduler. One thread, so a plain queue.</summary>
internal sealed class SimulatedCell<TMessage> : TypedCell<TMessage>, ISimulatedCell
{
    private readonly SimulatedActorSystem _simulation;
    private readonly Queue<TMessage> _mailbox = new();
    private Type? _lastType;
    private ulong _lastTypeHash;

    public SimulatedCell(SimulatedActorSystem simulation, int id, IActor<TMessage> actor, ActorOptions options)
        : base(simulation, id, actor, options)
    {
        _simulation = simulation;
    }

    public override MailboxClock? Clock { get; set; }

    public int QueueLength => _mailbox.Count;

    public bool IsReady { get; private set; }

    public string Describe()
    {
        string state = Actor is IDescribesState describes ? ": " + describes.DescribeState() : "";
        return $"{Name}: {QueueLength} queued, {Delivered} received{(IsStopped ? ", stopped" : "")}{state}";
    }

    public override void Tell(TMessage message)
    {
        _simulation.AssertOnItsThread();
        if (IsStopped)
        {
            CountDeadLetter();
            return;
        }

        Clock?.Tell();
        _mailbox.Enqueue(message);
        if (!IsReady)
        {
            IsReady = true;
            _simulation.AddReady(this);
        }
    }

    /// <summary>The cell stays among the ready ones while it receives, and is told afterwards when its queue has run empty.</summary>
    public ulong DeliverOne()
    {
        TMessage message = _mailbox.Dequeue();
        _receiver.Delivered++;
        ulong hash = HashOfTypeName(message);
        try
        {
            Clock?.Receive(_receiver.Delivered - 1);
            _actor.Receive(message, this);
        }
        catch (Exception thrown)
        {
            _simulation.Fail(Name, message, thrown);
        }

        if (_receiver.Stopping)
        {
            Retire();
        }

        IsReady = _mailbox.Count > 0;
        return hash;
    }

    private void Retire()
    {
        while (_mailbox.TryDequeue(out _))
        {
            CountDeadLetter();
        }

        _receiver.Stopped = true;
    }

    private ulong HashOfTypeName(TMessage message)
    {
        // A struct message is its static type; asking it would box it.
        Type type = typeof(TMessage).IsValueType ? typeof(TMessage) : message?.GetType() ?? typeof(TMessage);
        if (!ReferenceEquals(type, _lastType))
        {
            _lastType = type;
            _lastTypeHash = Fnv1a(type.ToString());
        }

        return _lastTypeHash;
    }

    /// <summary>string.GetHashCode differs from process to process; a signature must not.</summary>
    private static ulong Fnv1a(string text)
    {
        ulong hash = 14695981039346656037;
        foreach (char c in text)
        {
            hash = (hash ^ c) * 1099511628211;
        }

        return hash;
    }
}
