namespace GcActors.Experiments.Predicates;

/// <summary>Arithmetic over quantities of cells inside one block.</summary>
public abstract record Expression
{
    public abstract IEnumerable<string> Cells { get; }

    /// <summary>Fitted inside a block, so that only blocks are resampled (rule A3).</summary>
    public virtual bool IsFitted => false;

    public bool IsConstant => !Cells.Any();

    public abstract double Evaluate(ICellValues values);
}
