using System.CommandLine;
using GcActors.Core.Wording;
using GcActors.Experiments.Running;
using GcActors.Experiments.Settings;

namespace GcActors.Cli.Commands;

/// <summary><c>gcactors schema</c>: the JSON Schema of a kind of file, for editors.</summary>
internal static class SchemaCommand
{
    private const string Fallback = "plan";

    private static readonly Dictionary<string, Func<string>> Schemas = new(StringComparer.Ordinal)
    {
        [Fallback] = PlanSchema.Generate,
        ["experiment"] = ExperimentSchema.Generate,
    };

    public static Command Create(CliContext context)
    {
        Argument<string> kind = new("kind")
        {
            Description = string.Join(" or ", Schemas.Keys),
            HelpName = "KIND",
            DefaultValueFactory = _ => Fallback,
        };
        kind.CompletionSources.Add(_ => Schemas.Keys);
        Command command = new("schema", "Print the JSON Schema (draft 7) of a kind of file") { kind };
        command.SetAction(parsed =>
        {
            context.Out.Write(SchemaOf(parsed.GetRequiredValue(kind)));
            return ExitCodes.Passed;
        });
        return command;
    }

    private static string SchemaOf(string kind) => Schemas.TryGetValue(kind, out Func<string>? generate)
        ? generate()
        : throw new SettingsException("gcactors schema", $"unknown kind '{kind}'{NearestName.Hint(kind, Schemas.Keys, "one of")}");
}
