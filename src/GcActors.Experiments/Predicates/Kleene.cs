namespace GcActors.Experiments.Predicates;

/// <summary>The connectives of <see cref="Truth"/>.</summary>
public static class Kleene
{
    public static Truth And(Truth a, Truth b) => a < b ? a : b;

    public static Truth Or(Truth a, Truth b) => a > b ? a : b;

    public static Truth Not(Truth a) => Truth.True - (int)a;
}
