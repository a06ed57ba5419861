namespace GcActors.Experiments.Lessons;

/// <summary>Sizes of a drawing in pixels. Four columns are as wide as a README.</summary>
internal static class Measures
{
    public const double BoxWidth = 142;
    public const double BoxHeight = 56;
    public const double Gap = 74;
    public const double Gutter = 44;
    public const double Margin = 46;
    public const double Top = 100;
    public const double MinWidth = 640;

    public static (double X, double Y) CornerOf(DrawnNode node) => (XOf(node.Column), YOf(node.Row));

    public static double XOf(int column) => Margin + (column * (BoxWidth + Gap));

    public static double YOf(int row) => Top + (row * (BoxHeight + Gutter));
}
