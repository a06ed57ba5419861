using GcActors.Experiments.Running;

namespace GcActors.Cli;

/// <summary>Finds <c>experiments/NN-name</c> in the working directory or in a folder above it.</summary>
internal static class ExperimentFolders
{
    /// <summary>In the order of their names; empty outside of a checkout.</summary>
    public static IReadOnlyList<ExperimentFolder> All() => Home() is not { } home
        ? []
        : [.. Directory.EnumerateDirectories(home).Where(IsExperiment).Order(StringComparer.Ordinal).Select(Read)];

    /// <summary>The file of an experiment with an id, which is its folder's name; null: not here.</summary>
    public static string? FileOf(string id) =>
        All().FirstOrDefault(folder => folder.Name == id)?.Path is { } path ? Path.Combine(path, ExperimentFileReader.FileName) : null;

    private static string? Home()
    {
        for (DirectoryInfo? folder = new(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "experiments");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    private static bool IsExperiment(string folder) => Path.GetFileName(folder) is [>= '0' and <= '9', >= '0' and <= '9', '-', ..];

    private static ExperimentFolder Read(string folder)
    {
        string readme = Path.Combine(folder, "README.md");
        string? heading = File.Exists(readme) ? File.ReadLines(readme).FirstOrDefault(line => line.StartsWith('#')) : null;
        string summary = heading?.TrimStart('#', ' ') ?? "";
        return new ExperimentFolder(Path.GetFileName(folder), summary, Path.GetRelativePath(Environment.CurrentDirectory, folder));
    }
}
