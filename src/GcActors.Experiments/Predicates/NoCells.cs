namespace GcActors.Experiments.Predicates;

/// <summary>For expressions that are numbers already.</summary>
internal sealed class NoCells : ICellValues
{
    public static readonly NoCells Instance = new();

    public double Get(string cell, string quantity) => double.NaN;
}
