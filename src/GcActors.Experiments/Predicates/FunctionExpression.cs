namespace GcActors.Experiments.Predicates;

/// <summary>A function of one value; NaN for what has none.</summary>
/// <param name="Name">One of <see cref="Names"/>.</param>
/// <param name="Operand">Its argument.</param>
public sealed record FunctionExpression(string Name, Expression Operand) : Expression
{
    /// <summary><c>log</c> is the natural logarithm, <c>ceil</c> rounds up.</summary>
    public static readonly IReadOnlyList<string> Names = ["log", "exp", "ceil"];

    public override IEnumerable<string> Cells => Operand.Cells;

    public override bool IsFitted => Operand.IsFitted;

    public override double Evaluate(ICellValues values)
    {
        double operand = Operand.Evaluate(values);
        return Name switch
        {
            "log" => Math.Log(operand),
            "exp" => Math.Exp(operand),
            _ => Math.Ceiling(operand),
        };
    }
}
