using GcActors.Experiments.Predicates;
using Xunit;

namespace GcActors.Tests.Predicates;

public class KleeneTests
{
    [Theory]
    [InlineData(Truth.True, Truth.True, Truth.True, Truth.True)]
    [InlineData(Truth.True, Truth.Unknown, Truth.Unknown, Truth.True)]
    [InlineData(Truth.True, Truth.False, Truth.False, Truth.True)]
    [InlineData(Truth.Unknown, Truth.Unknown, Truth.Unknown, Truth.Unknown)]
    [InlineData(Truth.Unknown, Truth.False, Truth.False, Truth.Unknown)]
    [InlineData(Truth.False, Truth.False, Truth.False, Truth.False)]
    public void And_and_or_are_the_strong_tables(Truth a, Truth b, Truth and, Truth or)
    {
        Assert.Equal(and, Kleene.And(a, b));
        Assert.Equal(and, Kleene.And(b, a));
        Assert.Equal(or, Kleene.Or(a, b));
        Assert.Equal(or, Kleene.Or(b, a));
    }

    [Fact]
    public void Not_turns_true_and_false_and_keeps_unknown()
    {
        Assert.Equal(Truth.False, Kleene.Not(Truth.True));
        Assert.Equal(Truth.Unknown, Kleene.Not(Truth.Unknown));
        Assert.Equal(Truth.True, Kleene.Not(Truth.False));
    }
}
