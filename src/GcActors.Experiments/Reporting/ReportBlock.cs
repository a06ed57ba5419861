namespace GcActors.Experiments.Reporting;

/// <summary>A piece of a report; plain data, written as HTML and as Markdown.</summary>
internal abstract record ReportBlock;

internal sealed record ReportHeading(string Text) : ReportBlock;

internal sealed record ReportSubheading(string Text) : ReportBlock;

/// <param name="Text">One paragraph.</param>
/// <param name="Tone">How it stands out.</param>
internal sealed record ReportParagraph(string Text, Tone Tone = Tone.Plain) : ReportBlock;

internal sealed record ReportList(IReadOnlyList<string> Items) : ReportBlock;

/// <param name="Columns">Heads.</param>
/// <param name="Rows">One cell a column.</param>
/// <param name="FirstNumber">From this column on, cells are numbers.</param>
/// <param name="LastNumber">Up to this one.</param>
internal sealed record ReportTable(
    IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<ReportCell>> Rows, int FirstNumber = int.MaxValue, int LastNumber = int.MaxValue) : ReportBlock
{
    public bool IsNumber(int column) => column >= FirstNumber && column <= LastNumber;
}

/// <param name="Names">Name and value.</param>
internal sealed record ReportFacts(IReadOnlyList<(string Name, string Value)> Names) : ReportBlock;

/// <param name="Name">Of its files.</param>
/// <param name="Svg">The drawing.</param>
internal sealed record ReportFigure(string Name, string Svg) : ReportBlock;

/// <summary>A line for a shell.</summary>
internal sealed record ReportCode(string Text) : ReportBlock;

/// <summary>Shown on demand where the page can.</summary>
internal sealed record ReportDetails(string Summary, IReadOnlyList<ReportBlock> Blocks) : ReportBlock;

/// <param name="Text">As people read it.</param>
/// <param name="Tone">How it stands out.</param>
/// <param name="Note">Why; below the text, small.</param>
internal sealed record ReportCell(string Text, Tone Tone = Tone.Plain, string Note = "")
{
    public static implicit operator ReportCell(string text) => new(text);
}

internal enum Tone
{
    Plain,
    Pass,
    Fail,
    Unknown,
    Warning,
}
