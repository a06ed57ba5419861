using GcActors.Core.Actors;

namespace GcActors.Tests.Runtime;

/// <summary>An actor whose behaviour stands in the test that uses it.</summary>
internal sealed class LambdaActor<TMessage>(Action<TMessage, IActorContext<TMessage>> receive) : IActor<TMessage>, IDescribesState
{
    public string State { get; set; } = "stateless";

    public void Receive(TMessage message, IActorContext<TMessage> context) => receive(message, context);

    public string DescribeState() => State;
}
