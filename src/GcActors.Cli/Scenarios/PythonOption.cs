using System.CommandLine;
using GcActors.Experiments.Conformance;
using GcActors.Experiments.Settings;

namespace GcActors.Cli.Scenarios;

/// <summary>The real interpreters to compare with.</summary>
internal sealed class PythonOption(bool isRequired)
{
    public Option<string[]> Option { get; } = new("--python")
    {
        Description = "A CPython, 3.9 to 3.13, to run side by side; may be repeated",
        HelpName = "PATH",
        Required = isRequired,
    };

    /// <exception cref="SettingsException">One of them does not start, or is no CPython of these versions.</exception>
    public IReadOnlyList<CPythonOracle> Open(ParseResult parsed) => Interpreters.OpenAll(parsed.GetValue(Option) ?? [], Option.Name);
}
