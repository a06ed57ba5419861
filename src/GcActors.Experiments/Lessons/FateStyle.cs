using GcActors.Core.Scenarios.Explaining;

namespace GcActors.Experiments.Lessons;

/// <summary>How a box looks, by what becomes of its object: Okabe and Ito's colours (2008), and shades and dashes for print in grey.</summary>
/// <param name="Class">In the SVG.</param>
/// <param name="Key">For the legend.</param>
internal sealed record FateStyle(string Class, string Key)
{
    public const string Sheet = """
        .box rect{stroke-width:1.6;fill:#fff}
        .reachable rect{stroke:#009E73}
        .outside rect{stroke:#0072B2;stroke-dasharray:5 3}
        .dead rect{stroke:#999;fill:#e4e4e4}
        .cycle rect{stroke:#D55E00;stroke-width:2.6}
        .back rect{stroke:#E69F00;fill:#fdf3dc;stroke-width:2.2}
        .kept rect{stroke:#CC79A7;fill:#f8e8f0;stroke-width:2.2}
        .root rect{stroke:#0072B2;fill:#e6f1f8}
        .edge path{fill:none;stroke:#555;stroke-width:1.3}
        .edge.ring path{stroke:#D55E00;stroke-width:2.4}
        .edge.weak path{stroke-dasharray:3 3;stroke:#888}
        .edge text{font-size:10.5px;fill:#444;stroke:#fff;stroke-width:5px;paint-order:stroke;stroke-linejoin:round}
        .edge.ring text{fill:#a34700}
        .kind{font-weight:bold}.gone{font-style:italic;fill:#555}.small{font-size:11px}
        """;

    private static readonly FateStyle s_reachable = new("reachable", "reachable");
    private static readonly FateStyle s_outside = new("outside", "outside the region");
    private static readonly FateStyle s_dead = new("dead", "dies");
    private static readonly FateStyle s_ring = new("dead cycle", "dies, in a cycle");
    private static readonly FateStyle s_back = new("back", "unreachable, but lives on");
    private static readonly FateStyle s_kept = new("kept", "in gc.garbage, or kept by it");

    public static FateStyle Of(CollectionLesson lesson, RecordedObject o) => o.Fate switch
    {
        Fate.Dead => lesson.IsInCycle(o.Number) ? s_ring : s_dead,
        Fate.Reachable => s_reachable,
        Fate.Resurrected or Fate.Outlived => s_back,
        Fate.Saved or Fate.Uncollectable => s_kept,
        _ => s_outside,
    };
}
