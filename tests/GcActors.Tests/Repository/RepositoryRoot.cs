namespace GcActors.Tests.Repository;

/// <summary>Finds the clone from the test assembly's place in it.</summary>
internal static class RepositoryRoot
{
    public static string Path { get; } = Find();

    private static string Find()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at != null; at = at.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(at.FullName, "GcActors.sln")))
            {
                return at.FullName;
            }
        }

        throw new InvalidOperationException($"no GcActors.sln above {AppContext.BaseDirectory}");
    }
}
