using System.CommandLine;
using System.CommandLine.Parsing;
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

    /// <summary>Where a command takes files, what looks like an option is not left over, but among them.</summary>
    /// <exception cref="SettingsException">One of the words is an unknown option.</exception>
    public static void RefuseOptions(IEnumerable<string> words, ParseResult parsed)
    {
        if (words.FirstOrDefault(word => word.StartsWith('-')) is { } unknown)
        {
            throw new SettingsException(PathOf(parsed), DescribeUnknown(unknown, parsed.CommandResult.Command));
        }
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

    /// <summary>The command's words, such as <c>gcactors scenario run</c>.</summary>
    public static string PathOf(ParseResult parsed)
    {
        string path = "";
        for (CommandResult? at = parsed.CommandResult; at != null && at.Command is not RootCommand; at = at.Parent as CommandResult)
        {
            path = $" {at.Command.Name}{path}";
        }

        return "gcactors" + path;
    }

    private static IEnumerable<string> NamesOf(IEnumerable<Symbol> symbols) => symbols.Where(s => !s.Hidden).Select(s => s.Name);

    private static string OneLine(string message) => message.ReplaceLineEndings(" ").TrimEnd('.', ' ');
}
