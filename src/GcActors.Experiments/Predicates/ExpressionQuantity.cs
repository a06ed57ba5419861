using GcActors.Experiments.Statistics;

namespace GcActors.Experiments.Predicates;

/// <summary>An expression over the blocks in which all its cells are valid.</summary>
internal sealed class ExpressionQuantity(Expression expression, SampleTable table) : IBlockQuantity
{
    private readonly IReadOnlyList<int> _blocks = table.BlocksWithAll([.. expression.Cells.Distinct()]);

    public int Blocks => _blocks.Count;

    public double Observed(int block) => expression.Evaluate(new ObservedBlock(table, _blocks[block]));

    public double Redrawn(int block, ref SplitMix64 random)
    {
        var redrawn = new RedrawnBlock(table, _blocks[block], random);
        double value = expression.Evaluate(redrawn);
        random = redrawn.Random;
        return value;
    }
}
