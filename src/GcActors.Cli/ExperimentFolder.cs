namespace GcActors.Cli;

/// <summary>One experiment of the checkout.</summary>
/// <param name="Name">The folder's name: <c>01-…</c>.</param>
/// <param name="Summary">The first heading of its README; empty without one.</param>
/// <param name="Path">The folder.</param>
internal sealed record ExperimentFolder(string Name, string Summary, string Path);
