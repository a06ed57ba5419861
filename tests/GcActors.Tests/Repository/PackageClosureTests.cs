using System.Text.Json;
using Xunit;

namespace GcActors.Tests.Repository;

public class PackageClosureTests
{
    public static TheoryData<string> LockFiles => new(
        Directory.EnumerateFiles(RepositoryRoot.Path, "packages.lock.json", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(RepositoryRoot.Path, file)));

    [Theory]
    [MemberData(nameof(LockFiles))]
    public void No_FSharp_package_is_in_the_closure(string lockFile) =>
        Assert.DoesNotContain(PackagesOf(lockFile), name => name.StartsWith("FSharp", StringComparison.OrdinalIgnoreCase));

    /// <summary>Akka.NET is for builds that ask for it: the closure that is restored otherwise has nothing of it.</summary>
    [Theory]
    [MemberData(nameof(LockFiles))]
    public void No_Akka_package_is_in_the_closure(string lockFile) =>
        Assert.DoesNotContain(PackagesOf(lockFile), name => name.StartsWith("Akka", StringComparison.OrdinalIgnoreCase));

    [Fact]
    public void The_core_references_no_package() =>
        Assert.Empty(PackagesOf(Path.Combine("src", "GcActors.Core", "packages.lock.json")));

    [Fact]
    public void Every_project_has_a_lock_file()
    {
        IEnumerable<string> unlocked = Directory.EnumerateFiles(RepositoryRoot.Path, "*.csproj", SearchOption.AllDirectories)
            .Select(project => Path.GetDirectoryName(project)!)
            .Where(folder => !File.Exists(Path.Combine(folder, "packages.lock.json")));
        Assert.Empty(unlocked);
    }

    private static IEnumerable<string> PackagesOf(string lockFile)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(RepositoryRoot.Path, lockFile)));
        return [.. document.RootElement.GetProperty("dependencies").EnumerateObject()
            .SelectMany(framework => framework.Value.EnumerateObject())
            .Where(package => package.Value.GetProperty("type").GetString() != "Project")
            .Select(package => package.Name)];
    }
}
