using GcActors.Core.Actors;

namespace GcActors.Runtime;

/// <summary>A message that waits for its time. Equal times fire in the order scheduled.</summary>
internal abstract class TimerEntry
{
    public long DueNs { get; set; }

    public abstract void Fire();
}

/// <inheritdoc/>
internal sealed class TimerEntry<TMessage>(IActorRef<TMessage> receiver, TMessage message) : TimerEntry
{
    public override void Fire() => receiver.Tell(message);
}
