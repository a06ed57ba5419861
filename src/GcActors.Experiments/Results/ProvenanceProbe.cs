using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace GcActors.Experiments.Results;

/// <summary>Collects <see cref="Provenance"/>; what cannot be had is <c>unknown</c>, never a failure.</summary>
public static class ProvenanceProbe
{
    private const string Unknown = "unknown";

    /// <param name="startFolder">Somewhere inside the repository; if it is not, the assemblies may be.</param>
    /// <param name="assemblyFolder">Where our assemblies lie.</param>
    /// <param name="commandLine">The line that repeats the run.</param>
    public static Provenance Collect(string startFolder, string assemblyFolder, string commandLine)
    {
        string? root = FindRoot(startFolder) ?? FindRoot(assemblyFolder);
        string? status = root is null ? null : Git(root, "status", "--porcelain");
        return new Provenance(
            root is null ? Unknown : Git(root, "rev-parse", "HEAD") ?? Unknown,
            status is null ? null : status.Length > 0,
            root is null ? Unknown : HashOf(Directory.GetFiles(root, "packages.lock.json", SearchOption.AllDirectories)),
            HashOf(Directory.GetFiles(assemblyFolder, "*cActors*.dll").Concat(Directory.GetFiles(assemblyFolder, "gcactors*.dll")).Distinct()),
            $"{(IsOptimised ? "optimised" : "debug")}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}",
            commandLine,
            Environment.Version.ToString(),
            typeof(ProvenanceProbe).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == "SdkVersion")?.Value ?? Unknown);
    }

    /// <summary>Commit of the repository around a folder; null outside of one or without git.</summary>
    public static string? CommitOf(string folder) => FindRoot(folder) is { } root ? Git(root, "rev-parse", "HEAD") : null;

    /// <summary>Whether our assemblies were compiled with optimisation (gate G8).</summary>
    public static bool IsOptimised =>
        typeof(ProvenanceProbe).Assembly.GetCustomAttribute<DebuggableAttribute>() is not { IsJITOptimizerDisabled: true };

    private static string? FindRoot(string folder)
    {
        DirectoryInfo? at = new(Path.GetFullPath(folder));
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "GcActors.sln")))
            at = at.Parent;
        return at?.FullName;
    }

    private static string? Git(string root, params string[] arguments)
    {
        try
        {
            using Process git = Process.Start(new ProcessStartInfo("git", arguments)
            {
                WorkingDirectory = root,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            string output = git.StandardOutput.ReadToEnd().Trim();
            git.WaitForExit();
            return git.ExitCode == 0 ? output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static string HashOf(IEnumerable<string> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string file in files.OrderBy(Path.GetFileName, StringComparer.Ordinal).ThenBy(f => f, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetFileName(file)));
            hash.AppendData(File.ReadAllBytes(file));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
