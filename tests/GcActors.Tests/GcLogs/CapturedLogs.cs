using GcActors.Tests.Repository;

namespace GcActors.Tests.GcLogs;

/// <summary>What real runtimes wrote, in <c>tests/gclogs</c>.</summary>
internal static class CapturedLogs
{
    public static string PathOf(string name) => Path.Combine(RepositoryRoot.Path, "tests", "gclogs", name);
}
