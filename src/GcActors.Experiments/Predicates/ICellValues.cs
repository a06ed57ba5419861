namespace GcActors.Experiments.Predicates;

/// <summary>What an expression reads: quantities of cells within one block, observed or redrawn.</summary>
public interface ICellValues
{
    /// <summary>A quantity of <see cref="CellSample"/> of a cell in this block; NaN where it is absent.</summary>
    double Get(string cell, string quantity);
}
