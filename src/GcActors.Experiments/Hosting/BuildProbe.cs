using System.Diagnostics;
using System.Reflection;
using System.Security.Cryptography;

namespace GcActors.Experiments.Hosting;

/// <summary>Reads <see cref="BuildFacts"/> from our assemblies and, where there is one, from the checkout around them.</summary>
internal static class BuildProbe
{
    private const int GitTimeoutMs = 5000;

    public static BuildFacts Read() => new()
    {
        Commit = Git("rev-parse", "HEAD"),
        Dirty = Git("status", "--porcelain") is { } changes ? changes.Length > 0 : null,
        Optimised = IsOptimised(typeof(BuildProbe).Assembly),
        AssemblySha256 = Hashes(),
    };

    private static bool IsOptimised(Assembly assembly) => assembly.GetCustomAttribute<DebuggableAttribute>() is not { IsJITOptimizerDisabled: true };

    private static SortedDictionary<string, string> Hashes()
    {
        SortedDictionary<string, string> hashes = new(StringComparer.Ordinal);
        foreach (string path in Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll").Where(IsOurs))
        {
            hashes[Path.GetFileName(path)] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
        }

        return hashes;
    }

    private static bool IsOurs(string path) => Path.GetFileName(path).StartsWith("gcactors", StringComparison.OrdinalIgnoreCase);

    // Git is a convenience here: without it, or outside a checkout, the commit is unknown and nothing else changes.
    private static string? Git(params string[] arguments)
    {
        ProcessStartInfo start = new("git", ["-C", AppContext.BaseDirectory, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process git = Process.Start(start)!;
            git.ErrorDataReceived += static (_, _) => { };
            git.BeginErrorReadLine();
            Task<string> output = git.StandardOutput.ReadToEndAsync();
            return git.WaitForExit(GitTimeoutMs) && git.ExitCode == 0 ? output.Result.Trim() : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
