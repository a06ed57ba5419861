using GcActors.Core.Counting;
using GcActors.Core.Mutators;

namespace GcActors.Litmus;

/// <summary>What the threads of a round do: one mutator's part. A struct in a type parameter, since a call through an interface could hide the very reordering
/// that is hunted.</summary>
internal interface ILitmusPattern<TSelf>
    where TSelf : struct, ILitmusPattern<TSelf>
{
    static abstract string Name { get; }

    /// <summary>What the threads share: strategies that allow less are not asked.</summary>
    static abstract Sharing Needs { get; }

    /// <param name="mutator">0-based.</param>
    /// <param name="mutators">How many.</param>
    /// <param name="seed">Of its draws.</param>
    static abstract TSelf Create(int mutator, int mutators, ulong seed);

    /// <summary>One mutator after the other, before all run at once. Again, as long as suspended.</summary>
    StepOutcome SetUp<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator;

    /// <summary>All at once, until each is done.</summary>
    StepOutcome Step<TMutator>(ref TMutator m, Watch watch)
        where TMutator : struct, IMutator;

    /// <summary>Gives up what this mutator still holds; one mutator after the other.</summary>
    void TearDown<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator;
}
