using System.CommandLine;
using System.Text.Json.Nodes;
using GcActors.Cli.Output;

namespace GcActors.Cli.Commands;

/// <summary><c>gcactors list</c>: what can be named.</summary>
internal static class ListCommand
{
    public static Command Create(CliContext context)
    {
        Argument<string> what = new("what") { Description = string.Join(", ", Listings.Names), HelpName = "WHAT" };
        Option<bool> json = new("--json") { Description = "Print a JSON array" };
        what.CompletionSources.Add(_ => Listings.Names);
        Command command = new("list", "List what can be named: " + string.Join(", ", Listings.Names)) { what, json };
        command.SetAction(parsed =>
        {
            Listing listing = Listings.Read(parsed.GetRequiredValue(what), context.Vocabulary);
            Write(context, listing, parsed.GetValue(json));
            return ExitCodes.Passed;
        });
        return command;
    }

    private static void Write(CliContext context, Listing listing, bool wantsJson)
    {
        if (wantsJson)
        {
            JsonText.Write(context, new JsonArray([.. listing.Items]));
        }
        else
        {
            TextTable.Write(context, listing.Columns, [.. listing.Items.Select(item => Row(item, listing.Columns))]);
        }
    }

    private static string[] Row(JsonObject item, IReadOnlyList<string> columns) => [.. columns.Select(column => Cell(item[column]))];

    private static string Cell(JsonNode? value) => value switch
    {
        null => "",
        JsonArray list => string.Join(", ", list.Select(i => i is JsonObject member ? member["name"]!.ToString() : i!.ToString())),
        _ => value.ToString(),
    };
}
