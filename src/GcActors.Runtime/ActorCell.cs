using System.Runtime.InteropServices;
using GcActors.Core.Actors;
using GcActors.Runtime.Telemetry;

namespace GcActors.Runtime;

/// <summary>What a system knows of an actor without knowing its message type: Akka's actor cell.</summary>
internal abstract class ActorCell
{
    /// <summary>Written by whoever receives, for every message; kept off the lines that senders read.</summary>
    private protected ReceiverState _receiver;

    private long _deadLetters;

    protected ActorCell(int id, ActorOptions options)
    {
        Id = id;
        Name = options.Name;
    }

    /// <summary>Order of creation: the only identity that may reach anything random or hashed.</summary>
    public int Id { get; }

    public string Name { get; }

    public long Delivered => Volatile.Read(ref _receiver.Delivered);

    public long DeadLetters => Volatile.Read(ref _deadLetters);

    public bool IsStopped => Volatile.Read(ref _receiver.Stopped);

    /// <summary>Null: nobody listens. Set before anybody can tell the actor anything.</summary>
    public abstract MailboxClock? Clock { get; set; }

    public abstract object Actor { get; }

    /// <summary>Called once, after the cell is known to the system.</summary>
    public virtual void Start()
    {
    }

    /// <summary>The system has halted; a receiver that sleeps must learn of it.</summary>
    public virtual void WakeToHalt()
    {
    }

    /// <summary>A message that carries a ref prints the name.</summary>
    public override string ToString() => Name;

    private protected void CountDeadLetter() => Interlocked.Increment(ref _deadLetters);

    /// <summary>128 bytes on either side: two lines, because the adjacent-line prefetcher fetches pairs.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 264)]
    private protected struct ReceiverState
    {
        [FieldOffset(128)]
        public long Delivered;

        /// <summary>Asked for by the actor, inside Receive.</summary>
        [FieldOffset(136)]
        public bool Stopping;

        /// <summary>Carried out: nothing is received any more.</summary>
        [FieldOffset(137)]
        public bool Stopped;
    }
}
