using System.CommandLine;
using GcActors.Cli.Output;
using GcActors.Experiments.Conformance;

namespace GcActors.Cli.Scenarios;

/// <summary><c>gcactors scenario conform DIR</c>: every scenario of a folder under every version, compared.</summary>
internal sealed class ConformCommand
{
    private readonly ScenarioOptions options = new();
    private readonly VersionsOption versions = new();
    private readonly PythonOption pythons = new(isRequired: false);
    private readonly Argument<string> folder = new("DIR") { Description = "Folder with NAME.gcs and NAME.VERSION.jsonl" };
    private readonly Option<string?> markdown = new("--markdown") { Description = "Write the table as a page", HelpName = "FILE" };
    private readonly CliContext context;

    private ConformCommand(CliContext context) => this.context = context;

    public static Command Create(CliContext context)
    {
        ConformCommand conform = new(context);
        Command command = new("conform", "Compare a folder of scenarios with stored outputs and real interpreters");
        conform.options.AddTo(command);
        command.Add(conform.folder);
        command.Add(conform.versions.Option);
        command.Add(conform.pythons.Option);
        command.Add(conform.markdown);
        command.SetAction(conform.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        string path = parsed.GetRequiredValue(folder);
        IReadOnlyList<string> paths = ScenarioFiles.In(path);
        IReadOnlyList<string> of = versions.Read(parsed);
        ScenarioRunner runner = new(context, version => options.Settings(parsed, version, context), options.StepLimit(parsed));
        using Disposables<CPythonOracle> interpreters = new(pythons.Open(parsed));
        List<ConformanceCell> cells = Compare(new ConformanceCheck(runner.Answer, interpreters.Items), paths, of);
        if (AllocatorConformance.HasFacts(path))
        {
            AllocatorConformance allocator = new(interpreters.Items);
            cells.AddRange(of.Select(version => allocator.Compare(path, version, context.Cancellation)));
        }

        Print(cells, of);
        if (parsed.GetValue(markdown) is { } page)
        {
            string[] asked = [.. interpreters.Items.Select(interpreter => interpreter.FullVersion)];
            ScenarioFiles.Write(page, ConformancePage.Write(cells, CommandLine(path, asked.Length, of), asked, context.Time.GetUtcNow()));
        }

        return cells.Exists(cell => cell.Outcome == ConformanceOutcome.Different) ? ExitCodes.Failed : ExitCodes.Passed;
    }

    /// <summary>The line that writes the page again, with names instead of this machine's paths.</summary>
    private static string CommandLine(string folder, int interpreters, IReadOnlyList<string> of) => string.Join(' ', ((string[])
    [
        $"gcactors scenario conform {folder}",
        .. interpreters == 0 ? (string[])[] : ["--python PATH…"],
        $"--versions {string.Join(' ', of)} --markdown FILE",
    ]));

    private List<ConformanceCell> Compare(ConformanceCheck check, IReadOnlyList<string> paths, IReadOnlyList<string> of)
    {
        List<ConformanceCell> cells = [];
        using ProgressLine line = new(context);
        foreach (string path in paths)
        {
            line.Show($"{Path.GetFileName(path)}: {cells.Count} of {paths.Count * of.Count}");
            foreach (string version in of)
            {
                context.Cancellation.ThrowIfCancellationRequested();
                cells.Add(check.Compare(path, version, context.Cancellation));
            }
        }

        return cells;
    }

    private void Print(List<ConformanceCell> cells, IReadOnlyList<string> of)
    {
        TextTable.Write(context, ["scenario", .. of],
            [.. cells.GroupBy(cell => cell.Scenario).Select(row => (string[])[row.Key, .. row.Select(cell => cell.Text)])]);
        foreach (ConformanceCell cell in cells.Where(cell => cell.Detail != null))
        {
            context.Out.WriteLine($"{cell.Scenario}, {cell.Version}: {cell.Detail}");
        }

        context.Out.WriteLine(ConformancePage.Summary(cells));
    }
}
