using GcActors.Core.Actors;

namespace GcActors.Tests.Runtime;

/// <summary>A runtime with a planted fault, kept so that the conformance checks can be seen to fail.</summary>
internal sealed class BrokenActorSystem(BrokenActorSystem.Fault fault) : IActorSystem
{
    private readonly List<Mailbox> _mailboxes = [];

    public enum Fault
    {
        /// <summary>The control: what remains when nothing is broken must pass.</summary>
        None,

        /// <summary>The newest message first.</summary>
        ReordersPairs,

        /// <summary>Two messages of one mailbox on two threads.</summary>
        DeliversConcurrently,

        /// <summary>Tell calls Receive.</summary>
        ReceivesInTell,
    }

    private abstract class Mailbox
    {
        public abstract int Count { get; }

        public abstract void DeliverAt(int index);

        public abstract void DeliverTwoAtOnce();
    }

    public string RuntimeName => "broken";

    public bool IsVirtualTime => false;

    public bool HasPinnedThreads => false;

    public ActorSystemStatistics Statistics => default;

    public IActorRef<TMessage> Spawn<TMessage>(IActor<TMessage> actor, ActorOptions options)
    {
        var mailbox = new Mailbox<TMessage>(actor, options.Name, fault == Fault.ReceivesInTell);
        _mailboxes.Add(mailbox);
        return mailbox;
    }

    public void RunUntil(Task completion)
    {
        while (!completion.IsCompleted)
        {
            foreach (Mailbox mailbox in _mailboxes.Where(mailbox => mailbox.Count > 0))
            {
                Deliver(mailbox);
            }
        }
    }

    public void Dispose()
    {
    }

    private void Deliver(Mailbox mailbox)
    {
        switch (fault)
        {
            case Fault.ReordersPairs:
                mailbox.DeliverAt(mailbox.Count - 1);
                break;
            case Fault.DeliversConcurrently when mailbox.Count >= 2:
                mailbox.DeliverTwoAtOnce();
                break;
            default:
                mailbox.DeliverAt(0);
                break;
        }
    }

    private sealed class Mailbox<TMessage>(IActor<TMessage> actor, string name, bool receivesInTell) : Mailbox, IActorRef<TMessage>, IActorContext<TMessage>
    {
        private readonly List<TMessage> _messages = [];

        public string Name => name;

        public IActorRef<TMessage> Self => this;

        public long NowNs => 0;

        public override int Count
        {
            get
            {
                lock (_messages)
                {
                    return _messages.Count;
                }
            }
        }

        public void Tell(TMessage message)
        {
            if (receivesInTell)
            {
                actor.Receive(message, this);
                return;
            }

            lock (_messages)
            {
                _messages.Add(message);
            }
        }

        public override void DeliverAt(int index) => actor.Receive(Take(index), this);

        public override void DeliverTwoAtOnce()
        {
            TMessage[] pair = [Take(0), Take(0)];
            using var together = new Barrier(2);
            Parallel.ForEach(pair, new ParallelOptions { MaxDegreeOfParallelism = 2 }, message =>
            {
                together.SignalAndWait();
                actor.Receive(message, this);
            });
        }

        public void Schedule(long delayNs, TMessage message) => throw new NotSupportedException();

        public void Stop() => throw new NotSupportedException();

        private TMessage Take(int index)
        {
            lock (_messages)
            {
                TMessage message = _messages[index];
                _messages.RemoveAt(index);
                return message;
            }
        }
    }
}
