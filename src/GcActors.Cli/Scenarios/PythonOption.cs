using System.CommandLine;
using GcActors.Experiments.Conformance;
using GcActors.Experiments.Settings;

namespace GcActors.Cli.Scenarios;

/// <summary>The real interpreters to compare with.</summary>
internal sealed class PythonOption(bool isRequired)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public Option<string[]> Option { get; } = new("--python")
    {
        Description = "A CPython, 3.9 to 3.13, to run side by side; may be repeated",
        HelpName = "PATH",
        Required = isRequired,
    };

    /// <exception cref="SettingsException">One of them does not start, or is no CPython of these versions.</exception>
    public IReadOnlyList<CPythonOracle> Open(ParseResult parsed)
    {
        List<CPythonOracle> open = [];
        try
        {
            foreach (string path in parsed.GetValue(Option) ?? [])
            {
                open.Add(new CPythonOracle(path, Limit));
            }

            return open;
        }
        catch (InvalidOperationException e)
        {
            open.ForEach(oracle => oracle.Dispose());
            throw new SettingsException(Option.Name, e.Message);
        }
    }
}
