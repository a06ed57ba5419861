namespace GcActors.Telemetry;

/// <summary>What can be said of a path before anything is written there.</summary>
internal static class LocalPaths
{
    /// <summary>Why nothing can be written into this folder; null: nothing speaks against it.</summary>
    public static string? FolderObjection(string path) => FileOnTheWay(path) is { } file ? $"'{path}' cannot be a folder, {file} is a file" : null;

    /// <summary>Why this file cannot be written; null: nothing speaks against it.</summary>
    public static string? FileObjection(string path) => Directory.Exists(path)
        ? $"'{path}' is a folder; name a file in it"
        : Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder ? FolderObjection(folder) : null;

    private static string? FileOnTheWay(string path)
    {
        for (string? at = Path.GetFullPath(path); at != null && !Directory.Exists(at); at = Path.GetDirectoryName(at))
        {
            if (File.Exists(at))
            {
                return at;
            }
        }

        return null;
    }
}
