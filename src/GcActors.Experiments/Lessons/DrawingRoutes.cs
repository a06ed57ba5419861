namespace GcActors.Experiments.Lessons;

/// <summary>The line of a reference, and where its label stands.</summary>
/// <param name="Path">SVG path data.</param>
/// <param name="Anchor">Of the label: start or end.</param>
/// <param name="HasRoom">For the label.</param>
internal sealed record DrawnRoute(DrawnEdge Edge, string Path, double LabelX, double LabelY, string Anchor, bool HasRoom);

/// <summary>
/// Draws references between boxes without crossing one: between neighbouring columns through the gap, everything else along the gutters below
/// rows and the channels between columns. The ends on one side of a box share it evenly.
/// </summary>
internal sealed class DrawingRoutes
{
    private const double ChannelOffset = 28;
    private const double MarginOffset = 12;
    private const double GutterOffset = 14;
    private const double LaneWidth = 6;
    private const int Lanes = 4;
    private const int MostLabels = 4;
    private readonly Dictionary<(DrawnNode, Side), List<(DrawnNode Other, DrawnEdge? Edge, bool IsStart)>> _ports = [];
    private readonly Dictionary<int, int> _gutters = [];
    private readonly Dictionary<int, int> _channels = [];

    public DrawingRoutes(DrawnGraph graph)
    {
        foreach (DrawnNode node in graph.Nodes.Where(node => node.Root.Length > 0))
        {
            PortsOf(node, Side.Left).Add((node, null, false));
        }

        foreach (DrawnEdge edge in graph.Edges.Where(edge => edge.From != edge.To))
        {
            (Side from, Side to) = SidesOf(edge);
            PortsOf(edge.From, from).Add((edge.To, edge, true));
            PortsOf(edge.To, to).Add((edge.From, edge, false));
        }

        foreach (((DrawnNode Node, Side Side) place, List<(DrawnNode Other, DrawnEdge? Edge, bool IsStart)> ports) in _ports)
        {
            // What runs to the right lies above what runs back, at both ends, so that the two do not cross.
            bool startsAbove = place.Side == Side.Right;
            ports.Sort((a, b) => (a.Other.Row, a.Other.Column, a.IsStart != startsAbove, a.Edge?.IsWeak)
                .CompareTo((b.Other.Row, b.Other.Column, b.IsStart != startsAbove, b.Edge?.IsWeak)));
        }

        All = [.. graph.Edges.Select(edge => edge.From == edge.To ? Loop(edge) : Route(edge))];
    }

    private enum Side
    {
        Left,
        Right,
        Bottom,
        Top,
    }

    public IReadOnlyList<DrawnRoute> All { get; }

    /// <summary>Where the arrow from a root ends.</summary>
    public (double X, double Y) RootPort(DrawnNode node) => At(node, Side.Left, null, false);

    private static (Side From, Side To) SidesOf(DrawnEdge edge)
    {
        (DrawnNode from, DrawnNode to) = (edge.From, edge.To);
        return (to.Column - from.Column) switch
        {
            1 => (Side.Right, Side.Left),
            -1 => (Side.Left, Side.Right),
            0 when to.Row == from.Row + 1 => (Side.Bottom, Side.Top),
            0 => (Side.Left, Side.Left),
            > 1 => (Side.Bottom, Side.Left),
            _ => (Side.Bottom, Side.Right),
        };
    }

    private List<(DrawnNode Other, DrawnEdge? Edge, bool IsStart)> PortsOf(DrawnNode node, Side side)
    {
        if (!_ports.TryGetValue((node, side), out List<(DrawnNode Other, DrawnEdge? Edge, bool IsStart)>? ports))
        {
            _ports.Add((node, side), ports = []);
        }

        return ports;
    }

    private (double X, double Y) At(DrawnNode node, Side side, DrawnEdge? edge, bool isStart)
    {
        List<(DrawnNode Other, DrawnEdge? Edge, bool IsStart)> ports = PortsOf(node, side);
        double share = (ports.FindIndex(port => ReferenceEquals(port.Edge, edge) && port.IsStart == isStart) + 1.0) / (ports.Count + 1);
        (double x, double y) = Measures.CornerOf(node);
        return side switch
        {
            Side.Left => (x, y + (share * Measures.BoxHeight)),
            Side.Right => (x + Measures.BoxWidth, y + (share * Measures.BoxHeight)),
            Side.Bottom => (x + (share * Measures.BoxWidth), y + Measures.BoxHeight),
            _ => (x + (share * Measures.BoxWidth), y),
        };
    }

    private DrawnRoute Route(DrawnEdge edge)
    {
        (Side fromSide, Side toSide) = SidesOf(edge);
        (double x1, double y1) = At(edge.From, fromSide, edge, true);
        (double x2, double y2) = At(edge.To, toSide, edge, false);
        string path = (fromSide, toSide) switch
        {
            (Side.Right, Side.Left) or (Side.Left, Side.Right) when Math.Abs(edge.From.Row - edge.To.Row) < 2 => Curve(x1, y1, x2, y2),
            (Side.Right, Side.Left) => AlongChannel(edge.To.Column, x1, y1, x2, y2),
            (Side.Left, Side.Right) => AlongChannel(edge.From.Column, x1, y1, x2, y2),
            (Side.Bottom, Side.Top) => PathText.Corners((x1, y1), (x1, (y1 + y2) / 2), (x2, (y1 + y2) / 2), (x2, y2)),
            (Side.Left, Side.Left) => AlongChannel(edge.To.Column, x1, y1, x2, y2),
            _ => AlongGutter(edge, toSide, x1, y1, x2, y2),
        };
        bool hasRoom = PortsOf(edge.From, fromSide).Count <= MostLabels;
        return fromSide switch
        {
            Side.Right => new DrawnRoute(edge, path, x1 + 7, y1 + 3.5, "start", hasRoom),
            Side.Left => new DrawnRoute(edge, path, x1 - 7, y1 + 3.5, "end", hasRoom),
            _ => new DrawnRoute(edge, path, x1 + 4, y1 + 11, "start", hasRoom),
        };
    }

    private static string Curve(double x1, double y1, double x2, double y2)
    {
        double middle = (x1 + x2) / 2;
        return PathText.Curve((x1, y1), (middle, y1), (middle, y2), (x2, y2));
    }

    private string AlongChannel(int column, double x1, double y1, double x2, double y2)
    {
        double channel = ChannelBefore(column);
        return PathText.Corners((x1, y1), (channel, y1), (channel, y2), (x2, y2));
    }

    private string AlongGutter(DrawnEdge edge, Side side, double x1, double y1, double x2, double y2)
    {
        double gutter = y1 + GutterOffset + Lane(_gutters, edge.From.Row);
        double channel = ChannelBefore(side == Side.Left ? edge.To.Column : edge.To.Column + 1);
        return PathText.Corners((x1, y1), (x1, gutter), (channel, gutter), (channel, y2), (x2, y2));
    }

    /// <summary>In the middle of the gap, between the labels of either side.</summary>
    private double ChannelBefore(int column) =>
        Measures.XOf(column) - (column == 0 ? MarginOffset : ChannelOffset) - Lane(_channels, column);

    /// <summary>The next of a few parallel lanes.</summary>
    private static double Lane(Dictionary<int, int> used, int key)
    {
        int lane = used.GetValueOrDefault(key);
        used[key] = lane + 1;
        return lane % Lanes * LaneWidth;
    }

    private static DrawnRoute Loop(DrawnEdge edge)
    {
        (double x, double y) = Measures.CornerOf(edge.From);
        double right = x + Measures.BoxWidth - 14;
        double left = right - 26;
        string path = PathText.Curve((left, y), (left - 6, y - 32), (right + 6, y - 32), (right, y));
        return new DrawnRoute(edge, path, left - 7, y - 9, "end", true);
    }
}
