using GcActors.Core.Actors;
#if AKKA
using GcActors.Akka;
#endif

namespace GcActors.Cli;

/// <summary>Akka.NET as a runtime: the one place that knows whether this build has it.</summary>
internal static class AkkaRuntime
{
    public const string Name = "akka";

#if AKKA
    /// <summary>Null: this build has it.</summary>
    public static string? Missing => null;

    public static IActorSystem Create(ulong seed) => new AkkaActorSystem(seed);
#else
    public static string? Missing => "this build has no Akka.NET; build it in with -p:EnableAkka=true, as in: dotnet run -c Release -p:EnableAkka=true --project src/GcActors.Cli";

    public static IActorSystem Create(ulong seed) => throw new NotSupportedException(Missing);
#endif
}
