namespace GcActors.Experiments.Predicates;

/// <summary>The valid invocations of a run: at most one a cell and block.</summary>
/// <param name="blocks">The most that a cell may have.</param>
/// <param name="blocksOf">How many were wanted of a cell; null: all.</param>
public sealed class SampleTable(int blocks, Func<string, int>? blocksOf = null)
{
    private readonly Dictionary<(string Cell, int Block), CellSample> _samples = [];

    public int PlannedBlocks(string cell) => blocksOf?.Invoke(cell) ?? blocks;

    public bool LacksBlocks(string cell) => ValidBlocks(cell) < PlannedBlocks(cell);

    public void Add(string cell, int block, CellSample sample) => _samples.Add((cell, block), sample);

    public CellSample? Find(string cell, int block) => _samples.GetValueOrDefault((cell, block));

    public int ValidBlocks(string cell) => Enumerable.Range(0, blocks).Count(block => Find(cell, block) is not null);

    /// <summary>Blocks in which every one of the cells is valid: effects are taken inside a block (rule A2).</summary>
    public IReadOnlyList<int> BlocksWithAll(IReadOnlyCollection<string> cells) =>
        [.. Enumerable.Range(0, blocks).Where(block => cells.All(cell => Find(cell, block) is not null))];
}
