using GcActors.Experiments.Figures;

namespace GcActors.Experiments.Lessons;

/// <summary>
/// A page of its own, with drawing and text. Where scripts run, buttons show the drawing as it is known after each step; where not, nothing is
/// missing.
/// </summary>
public static class CollectionHtml
{
    private const string Style = """
        body{font:15px/1.5 Helvetica,Arial,sans-serif;color:#222;background:#fff;max-width:62rem;margin:1.5rem auto;padding:0 1rem}
        svg{max-width:100%;height:auto}
        pre{font-size:13px;line-height:1.4;overflow-x:auto;background:#f6f6f6;padding:1rem;border-radius:6px}
        nav{display:none;gap:.4rem;flex-wrap:wrap}
        .scripted nav{display:flex}
        button{font:inherit;padding:.25rem .7rem;border:1px solid #999;border-radius:5px;background:#fff;cursor:pointer}
        button[aria-pressed=true]{background:#0072B2;border-color:#0072B2;color:#fff}
        [data-step="1"] .gcrefs{visibility:hidden}
        [data-step="1"] .object rect,[data-step="2"] .object rect,[data-step="3"] .object:not(.reachable):not(.outside) rect
        {stroke:#777;stroke-width:1.6;stroke-dasharray:none;fill:#fff}
        [data-step="4"] .object:not(.reachable):not(.outside) rect{fill:#e4e4e4;stroke:#999}
        [data-step="4"] .object.cycle rect{stroke:#D55E00}
        [data-step="1"] .edge.ring path,[data-step="2"] .edge.ring path,[data-step="3"] .edge.ring path
        {stroke:#555;stroke-width:1.3;marker-end:url(#arrow)}
        """;

    private const string Script = """
        document.body.classList.add('scripted');
        const buttons = [...document.querySelectorAll('button')];
        const show = button => {
          document.body.dataset.step = button.value;
          document.getElementById('step').textContent = button.title;
          buttons.forEach(b => b.setAttribute('aria-pressed', b === button));
        };
        buttons.forEach(b => b.addEventListener('click', () => show(b)));
        show(buttons[buttons.length - 1]);
        """;

    private static readonly (string Name, string Text)[] s_steps =
    [
        ("Counts", "The region: all tracked objects of the generation and the younger ones. Each has the count that it has."),
        ("Subtract", "One is taken off for each reference from inside the region. What is left, gc_refs, are references from outside."),
        ("Reachable", "Whatever has references from outside is alive, and so is all that it leads to."),
        ("Unreachable", "The rest refers only to itself. Cycles are why its counts never fell to zero."),
        ("Result", "What the collection did with it: weak references, finalizers, clearing. The text below tells the order."),
    ];

    public static string Write(CollectionLesson lesson)
    {
        string title = SvgText.Escape(lesson.Title);
        IEnumerable<string> buttons = s_steps.Select((step, i) =>
            $"<button value=\"{i + 1}\" title=\"{SvgText.Escape(step.Text)}\">{i + 1} {step.Name}</button>");
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>{title}</title>
            <style>
            {Style}
            </style>
            </head>
            <body>
            <nav aria-label="Steps">
            {string.Join('\n', buttons)}
            </nav>
            <p id="step"></p>
            {CollectionSvg.Draw(lesson)}
            <pre>{SvgText.Escape(CollectionText.Write(lesson))}</pre>
            <script>
            {Script}
            </script>
            </body>
            </html>

            """;
    }
}
