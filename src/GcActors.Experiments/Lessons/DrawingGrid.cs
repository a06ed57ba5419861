using GcActors.Core.Scenarios.Explaining;

namespace GcActors.Experiments.Lessons;

/// <summary>
/// Gives every box a cell: what is reachable above, what is not below it, each piece in layers by distance from where it is held. Layers that do not
/// fit side by side go on in a band below; bands of chains turn round, so that neighbours stay neighbours.
/// </summary>
internal sealed class DrawingGrid
{
    private const int MostColumns = 4;
    private const int MostRows = 8;
    private const int MostChains = 2;
    private readonly DrawnGraph _graph;
    private readonly HashSet<DrawnNode> _placed = [];
    private readonly int _firstColumn;

    public DrawingGrid(DrawnGraph graph, RecordedCollection record)
    {
        _graph = graph;
        DrawnNode[] holders = [.. graph.Nodes.Where(node => node.IsHolder && node.Object.Fate != Fate.Dead)];
        HasLeft = holders.Length > 0 || graph.Nodes.Any(node => node.Root.Length > 0);
        _firstColumn = HasLeft ? 1 : 0;
        _placed.UnionWith(holders);
        List<DrawnNode> live = Closure(record.Survivors.Select(number => graph[number]).OfType<DrawnNode>());
        live.RemoveAll(holders.Contains);
        PlaceAll(live, node => node.Root.Length > 0 || node.In.Exists(e => holders.Contains(e.From)));
        PlaceHolders(holders);
        FirstGarbageRow = Rows;
        IEnumerable<DrawnNode> unreachable = record.Unreachable.Select(number => graph[number]).OfType<DrawnNode>();
        PlaceAll([.. unreachable.Concat(graph.Nodes).Distinct().Where(node => !_placed.Contains(node))], HasNoReferrer);
    }

    /// <summary>The first column is for what holds from outside.</summary>
    public bool HasLeft { get; }

    public int Rows { get; private set; }

    public int Columns { get; private set; } = 1;

    public int FirstGarbageRow { get; }

    public bool HasGarbage => Rows > FirstGarbageRow;

    private static IEnumerable<DrawnNode> Targets(DrawnNode node) => node.Out.Where(e => !e.IsWeak).Select(e => e.To);

    private static bool HasNoReferrer(DrawnNode node) => node.In.TrueForAll(e => e.IsWeak || e.From == node);

    private static List<DrawnNode> Closure(IEnumerable<DrawnNode> starts)
    {
        List<DrawnNode> reached = [.. starts.Distinct()];
        HashSet<DrawnNode> seen = [.. reached];
        for (int i = 0; i < reached.Count; i++)
        {
            reached.AddRange(Targets(reached[i]).Where(seen.Add));
        }

        return [.. reached.OrderBy(node => node.Object.Number)];
    }

    private void PlaceAll(List<DrawnNode> nodes, Func<DrawnNode, bool> isSource)
    {
        HashSet<DrawnNode> open = [.. nodes];
        foreach (DrawnNode first in nodes)
        {
            if (open.Contains(first))
            {
                HashSet<DrawnNode> piece = Piece(first, open);
                open.ExceptWith(piece);
                Place([.. nodes.Where(piece.Contains)], isSource);
            }
        }
    }

    /// <summary>What hangs together, over references in either direction.</summary>
    private static HashSet<DrawnNode> Piece(DrawnNode first, HashSet<DrawnNode> among)
    {
        HashSet<DrawnNode> piece = [first];
        Queue<DrawnNode> open = new(piece);
        while (open.TryDequeue(out DrawnNode? node))
        {
            foreach (DrawnNode next in node.Out.Select(e => e.To).Concat(node.In.Select(e => e.From)))
            {
                if (among.Contains(next) && piece.Add(next))
                {
                    open.Enqueue(next);
                }
            }
        }

        return piece;
    }

    private void Place(List<DrawnNode> piece, Func<DrawnNode, bool> isSource)
    {
        List<List<DrawnNode>> columns = [.. Layers(piece, isSource).SelectMany(layer => layer.Chunk(MostRows).Select(chunk => chunk.ToList()))];
        bool isChain = columns.TrueForAll(column => column.Count <= MostChains);
        int wide = MostColumns - _firstColumn;
        for (int from = 0, band = 0; from < columns.Count; from += wide, band++)
        {
            List<List<DrawnNode>> side = columns.GetRange(from, Math.Min(wide, columns.Count - from));
            int height = 0;
            for (int i = 0; i < side.Count; i++)
            {
                int column = _firstColumn + (isChain && band % 2 == 1 ? wide - 1 - i : i);
                height = Math.Max(height, PlaceColumn(side[i], column));
                Columns = Math.Max(Columns, column + 1);
            }

            Rows += height;
        }
    }

    /// <summary>Beside the first that refers to it where there is room, so that chains run straight.</summary>
    private int PlaceColumn(List<DrawnNode> nodes, int column)
    {
        int free = 0;
        for (int i = 0; i < nodes.Count; i++)
        {
            DrawnNode node = nodes[i];
            DrawnEdge? first = node.In.Find(e => _placed.Contains(e.From) && e.From.Column == column - 1 && e.From.Row >= Rows);
            int room = MostRows - (nodes.Count - i);
            int row = Math.Max(free, Math.Min(first == null ? 0 : first.From.Row - Rows, room));
            (node.Column, node.Row) = (column, Rows + row);
            _placed.Add(node);
            free = row + 1;
        }

        return free;
    }

    private List<List<DrawnNode>> Layers(List<DrawnNode> piece, Func<DrawnNode, bool> isSource)
    {
        HashSet<DrawnNode> open = [.. piece.Where(node => !_placed.Contains(node))];
        List<List<DrawnNode>> layers = [];
        DrawnNode[] sources = [.. piece.Where(isSource)];
        Reach(sources.Length > 0 ? sources : [piece[0]], open, layers);
        foreach (DrawnNode rest in piece)
        {
            Reach([rest], open, layers);
        }

        return layers;
    }

    private static void Reach(IEnumerable<DrawnNode> starts, HashSet<DrawnNode> open, List<List<DrawnNode>> layers)
    {
        List<DrawnNode> layer = [.. starts.Where(open.Remove)];
        for (int depth = 0; layer.Count > 0; depth++)
        {
            if (depth == layers.Count)
            {
                layers.Add([]);
            }

            layers[depth].AddRange(layer);
            layer = [.. layer.SelectMany(Targets).Where(open.Remove)];
        }
    }

    /// <summary>In the left column, in rows where no root stands.</summary>
    private void PlaceHolders(DrawnNode[] holders)
    {
        HashSet<int> taken = [.. _graph.Nodes.Where(node => node.Root.Length > 0 && _placed.Contains(node)).Select(node => node.Row)];
        foreach (DrawnNode holder in holders)
        {
            int row = Targets(holder).Where(_placed.Contains).Select(node => node.Row).DefaultIfEmpty(0).Min();
            while (!taken.Add(row))
            {
                row++;
            }

            (holder.Column, holder.Row) = (0, row);
            Rows = Math.Max(Rows, row + 1);
        }
    }
}
