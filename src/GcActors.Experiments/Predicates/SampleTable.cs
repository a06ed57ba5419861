namespace GcActors.Experiments.Predicates;

/// <summary>The valid invocations of a run: at most one a cell and block.</summary>
public sealed class SampleTable(int plannedBlocks)
{
    private readonly Dictionary<(string Cell, int Block), CellSample> _samples = [];

    public int PlannedBlocks => plannedBlocks;

    public void Add(string cell, int block, CellSample sample) => _samples.Add((cell, block), sample);

    public CellSample? Find(string cell, int block) => _samples.GetValueOrDefault((cell, block));

    public int ValidBlocks(string cell) => Enumerable.Range(0, plannedBlocks).Count(block => Find(cell, block) is not null);

    /// <summary>Blocks in which every one of the cells is valid: effects are taken inside a block (rule A2).</summary>
    public IReadOnlyList<int> BlocksWithAll(IReadOnlyCollection<string> cells) =>
        [.. Enumerable.Range(0, plannedBlocks).Where(block => cells.All(cell => Find(cell, block) is not null))];
}
