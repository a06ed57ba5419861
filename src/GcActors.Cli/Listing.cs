using System.Text.Json.Nodes;

namespace GcActors.Cli;

/// <summary>Items of one kind that can be named.</summary>
/// <param name="Columns">Members that a table shows, in order; JSON shows all.</param>
/// <param name="Items">One object an item.</param>
internal sealed record Listing(IReadOnlyList<string> Columns, IReadOnlyList<JsonObject> Items);
