namespace GcActors.Experiments.Results;

/// <summary>Which program a row was measured with (rule A9).</summary>
/// <param name="Commit">Full hash, or <c>unknown</c> outside a repository.</param>
/// <param name="Dirty">Whether the working tree differed from it; null when unknown.</param>
/// <param name="LockFileHash">SHA-256 over the packages' lock files.</param>
/// <param name="AssemblyHash">SHA-256 over our assemblies.</param>
/// <param name="BuildFlags"><c>optimised</c> or <c>debug</c>, and the framework.</param>
/// <param name="CommandLine">The line that repeats the run.</param>
/// <param name="RuntimeVersion">Of the host runtime.</param>
/// <param name="SdkVersion">That compiled our assemblies.</param>
public sealed record Provenance(
    string Commit, bool? Dirty, string LockFileHash, string AssemblyHash, string BuildFlags, string CommandLine, string RuntimeVersion, string SdkVersion)
{
    public const int SchemaVersion = 1;

    public string ShortCommit => Commit.Length >= 7 && Commit != "unknown" ? Commit[..7] : "nogit";
}
