namespace GcActors.Experiments.Running;

/// <summary>Collections as marks on a line for each generation, ours over those of real interpreters.</summary>
/// <param name="Name">File name without extension.</param>
/// <param name="Title">First line.</param>
/// <param name="RowBy">Tag whose levels are groups of lines.</param>
/// <param name="XTitle">Below.</param>
/// <param name="Where">Levels drawn, by tag; a tag that is absent is not restricted.</param>
public sealed record RasterSpec(string Name, string Title, string RowBy, string XTitle, IReadOnlyDictionary<string, IReadOnlyList<string>> Where)
    : FigureSpec(Name, Title)
{
    public override IEnumerable<string> Tags => [RowBy, .. Where.Keys];

    public override IEnumerable<string> Metrics => [];

    internal static RasterSpec Read(string name, YamlPlace place)
    {
        FigureKeys.AllowOnly(place, "row_by", "x_title");
        return new RasterSpec(name, FigureKeys.TitleOf(place), place.Require("row_by").Text, place.Require("x_title").Text, FigureKeys.WhereOf(place));
    }
}
