using GcActors.Core.Scenarios;
using GcActors.Experiments.Settings;

namespace GcActors.Cli.Scenarios;

/// <summary>Files that a user names, with one wording for those that cannot be read.</summary>
internal static class ScenarioFiles
{
    /// <exception cref="SettingsException">It cannot be read.</exception>
    /// <exception cref="ScenarioSyntaxException">It is no scenario.</exception>
    public static Scenario Parse(string path) => Read(path, ScenarioParser.ParseFile);

    /// <exception cref="SettingsException">It cannot be read.</exception>
    public static string[] ReadLines(string path) => Read(path, File.ReadAllLines);

    /// <summary>As <see cref="Parse(string)"/>, with other values of integer variables.</summary>
    public static Scenario Parse(string path, IReadOnlyDictionary<string, long> values) =>
        values.Count == 0 ? Parse(path) : ScenarioParser.Parse(Text(path, values), path);

    /// <summary>The text of a scenario with other values of integer variables.</summary>
    /// <exception cref="SettingsException">It cannot be read.</exception>
    /// <exception cref="ScenarioSyntaxException">It has no such variable.</exception>
    public static string Text(string path, IReadOnlyDictionary<string, long> values) =>
        ScenarioVariables.Give(Read(path, File.ReadAllText), path, values);

    /// <exception cref="SettingsException">It cannot be read, or is no output.</exception>
    public static IReadOnlyList<ScenarioRow> ReadRows(string path) => Read(path, ScenarioRowReader.ReadFile);

    /// <returns>The scenarios of a folder in ordinal order, at least one.</returns>
    /// <exception cref="SettingsException">There are none.</exception>
    public static IReadOnlyList<string> In(string folder)
    {
        string[] paths = Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "*.gcs").Order(StringComparer.Ordinal)] : [];
        return paths.Length > 0 ? paths : throw new SettingsException(folder, "no folder with .gcs files");
    }

    /// <exception cref="SettingsException">It cannot be written.</exception>
    public static void Write(string path, string text)
    {
        try
        {
            File.WriteAllText(path, text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException(path, "cannot be written: " + e.Message);
        }
    }

    public static bool AppliesTo(Scenario scenario, string version) => scenario.Versions?.Contains(version) ?? true;

    private static T Read<T>(string path, Func<string, T> read)
    {
        try
        {
            return read(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SettingsException(path, "no such file");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException(path, "cannot be read: " + e.Message);
        }
    }
}
