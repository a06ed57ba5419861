using Akka.Actor;

namespace GcActors.Akka;

/// <summary>What supervisor and host know of an actor without knowing its message type.</summary>
internal interface IHostedCell
{
    string Name { get; }

    /// <summary>A core was asked for and the system did not give it.</summary>
    bool IsUnbound { get; }

    /// <summary>The actor that receives in its place.</summary>
    Props Host { get; }

    /// <summary>By the supervisor: from now on the actor can be told things.</summary>
    void Started(IActorRef host);

    /// <summary>By the supervisor: Akka could not deliver this.</summary>
    void NoteDeadLetter(object message);
}
