using GcActors.Core.Scenarios;
using GcActors.Experiments.Conformance;
using GcActors.Experiments.Running;
using GcActors.Experiments.Settings;

namespace GcActors.Cli.Scenarios;

/// <summary>Real CPythons: those that a user names, else those that this machine has.</summary>
internal static class Interpreters
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    /// <summary>The ones named; without names one of each version that is found.</summary>
    /// <exception cref="SettingsException">A named one does not start, or is no CPython of these versions.</exception>
    public static IReadOnlyList<CPythonOracle> Open(IReadOnlyList<string> named) => named.Count > 0 ? OpenAll(named, "--python") : Found();

    /// <param name="origin">Who names them.</param>
    /// <exception cref="SettingsException">One of them does not start, or is no CPython of these versions.</exception>
    public static IReadOnlyList<CPythonOracle> OpenAll(IReadOnlyList<string> paths, string origin)
    {
        List<CPythonOracle> open = [];
        try
        {
            foreach (string path in paths)
            {
                open.Add(new CPythonOracle(path, s_limit));
            }

            return open;
        }
        catch (InvalidOperationException e)
        {
            open.ForEach(oracle => oracle.Dispose());
            throw new SettingsException(origin, e.Message);
        }
    }

    /// <summary>Says which interpreters the scenarios of an experiment were compared with, and which versions there were none of.</summary>
    public static void List(CliContext context, IReadOnlyList<CPythonOracle> interpreters, ExperimentResult result)
    {
        string[] asked = [.. result.ComparedVersions];
        if (asked.Length == 0)
        {
            return;
        }

        string[] absent = [.. asked.Except(interpreters.Select(interpreter => interpreter.Version))];
        string[] present = [.. interpreters.Where(interpreter => asked.Contains(interpreter.Version)).Select(interpreter => interpreter.FullVersion)];
        context.Error.WriteLine($"CPython side by side: {Join(present)}; absent: {Join(absent)}");
    }

    private static string Join(string[] versions) => versions.Length == 0 ? "none" : string.Join(", ", versions);

    private static List<CPythonOracle> Found()
    {
        Dictionary<string, CPythonOracle> found = [];
        foreach (string path in Candidates().Where(File.Exists))
        {
            if (TryOpen(path) is { } oracle && !found.TryAdd(oracle.Version, oracle))
            {
                oracle.Dispose();
            }
        }

        return [.. ScenarioVersions.All.Where(found.ContainsKey).Select(version => found[version])];
    }

    // pyenv's before those of PATH, where its shims may refuse to run.
    private static IEnumerable<string> Candidates()
    {
        string pyenv = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".pyenv", "versions");
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<string> ofPyenv = Directory.Exists(pyenv)
            ? Directory.GetDirectories(pyenv).Where(IsKnown).OrderDescending(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin", "python"))
            : [];
        return ofPyenv.Concat(ScenarioVersions.All.SelectMany(version => folders.Select(folder => Path.Combine(folder, "python" + version))));
    }

    private static bool IsKnown(string folder) =>
        ScenarioVersions.All.Any(version => Path.GetFileName(folder).StartsWith(version + ".", StringComparison.Ordinal));

    private static CPythonOracle? TryOpen(string path)
    {
        try
        {
            return new CPythonOracle(path, s_limit);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
