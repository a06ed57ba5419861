using System.CommandLine;
using GcActors.Core.Wording;
using GcActors.Experiments.Settings;

namespace GcActors.Cli;

/// <summary>One line for a command line that does not parse: what is unknown or missing, and what would be right.</summary>
internal static class ParseErrors
{
    public static SettingsException Describe(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        string origin = PathOf(parsed);
        if (parsed.UnmatchedTokens is [string unknown, ..])
        {
            return new SettingsException(origin, DescribeUnknown(unknown, command));
        }

        return command.Subcommands.Count > 0
            ? new SettingsException(origin, $"a command is needed, one of: {string.Join(", ", NamesOf(command.Subcommands))}")
            : new SettingsException(origin, OneLine(parsed.Errors[0].Message));
    }

    private static string DescribeUnknown(string unknown, Command command)
    {
        if (unknown.StartsWith('-'))
        {
            return $"unknown option '{unknown}'{NearestName.Hint(unknown, NamesOf(command.Options), "options here")}";
        }

        return command.Subcommands.Count > 0
            ? $"unknown command '{unknown}'{NearestName.Hint(unknown, NamesOf(command.Subcommands), "one of")}"
            : $"unexpected argument '{unknown}'";
    }

    private static string PathOf(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        return command is RootCommand ? "gcactors" : "gcactors " + command.Name;
    }

    private static IEnumerable<string> NamesOf(IEnumerable<Symbol> symbols) => symbols.Where(s => !s.Hidden).Select(s => s.Name);

    private static string OneLine(string message) => message.ReplaceLineEndings(" ").TrimEnd('.', ' ');
}
