using System.CommandLine;
using GcActors.Cli.Measuring;
using GcActors.Cli.Output;
using GcActors.Core.Exploring;
using GcActors.Core.Wording;
using GcActors.Experiments.Settings;

namespace GcActors.Cli.Commands;

/// <summary><c>gcactors explore</c>: a counting strategy's own code under schedules that the explorer chooses.</summary>
internal sealed class ExploreCommand
{
    private readonly Argument<string?> _protocol = new("protocol")
    {
        Description = string.Join(", ", Exploration.Protocols.Select(p => p.Name)),
        HelpName = "PROTOCOL",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly NumberOption _schedules = new("--schedules", "Random schedules", 100_000, 1, long.MaxValue);
    private readonly NumberOption _seed = new("--seed", "Seed of the first; the next have the next seeds", 1, 0, long.MaxValue);
    private readonly Option<string?> _mutant = new("--mutant") { Description = "A broken twin of the strategy; see --list", HelpName = "NAME" };
    private readonly Option<string?> _memory = new("--memory")
    {
        Description = "sc: sequentially consistent; tso: x86, the default; arm: also the default of mutants that only fail there",
        HelpName = "sc|tso|arm",
    };

    private readonly Option<bool> _exhaustive = new("--exhaustive") { Description = "All schedules; of a violation the shortest one" };
    private readonly Option<bool> _list = new("--list") { Description = "List protocols and their mutants" };
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON" };
    private readonly CliContext _context;

    private ExploreCommand(CliContext context) => _context = context;

    public static Command Create(CliContext context)
    {
        ExploreCommand explore = new(context);
        explore._protocol.CompletionSources.Add(_ => Exploration.Protocols.Select(p => p.Name));
        Command command = new("explore", "Run a counting strategy under schedules of single memory accesses, and judge each step")
        {
            explore._protocol,
            explore._schedules.Option,
            explore._seed.Option,
            explore._mutant,
            explore._memory,
            explore._exhaustive,
            explore._list,
            explore._json,
        };
        command.SetAction(explore.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        bool wantsJson = parsed.GetValue(_json);
        if (parsed.GetValue(_list))
        {
            ExplorationText.List(_context, wantsJson);
            return ExitCodes.Passed;
        }

        ExplorationSubject subject = ReadSubject(parsed);
        bool isExhaustive = parsed.GetValue(_exhaustive);
        if (isExhaustive && (parsed.GetValue(_schedules.Option) ?? parsed.GetValue(_seed.Option)) is not null)
        {
            throw new SettingsException(_exhaustive.Name, $"runs all schedules: it takes neither {_schedules.Option.Name} nor {_seed.Option.Name}");
        }

        ExplorationReport report = isExhaustive
            ? Exploration.Exhaust(subject, _context.Cancellation)
            : Exploration.Random(subject, _schedules.Read(parsed), (ulong)_seed.Read(parsed), _context.Cancellation);
        ExplorationText.Write(_context, subject, report, isExhaustive, wantsJson);
        return report switch
        {
            { Failure: not null } => ExitCodes.Failed,
            { IsComplete: false } or { SitesMissed.Count: > 0 } => ExitCodes.Inconclusive,
            _ => ExitCodes.Passed,
        };
    }

    private ExplorationSubject ReadSubject(ParseResult parsed)
    {
        ProtocolDescription protocol = Named(Exploration.Protocols, p => p.Name, parsed.GetValue(_protocol), "PROTOCOL");
        MutantDescription? mutant = parsed.GetValue(_mutant) is { } wanted ? Named(protocol.Mutants, m => m.Name, wanted, _mutant.Name) : null;
        bool failsOnArmOnly = mutant is { FailsOn: MemoryModel.Arm };
        MemoryModel memory = parsed.GetValue(_memory) is { } model
            ? Named(Enum.GetValues<MemoryModel>(), ExplorationText.WordOf, model, _memory.Name)
            : failsOnArmOnly ? MemoryModel.Arm : MemoryModel.Tso;
        return new ExplorationSubject(protocol.Name, mutant?.Name, memory);
    }

    private static T Named<T>(IReadOnlyList<T> all, Func<T, string> nameOf, string? name, string origin)
    {
        string[] names = [.. all.Select(nameOf)];
        int at = Array.IndexOf(names, name);
        return at >= 0
            ? all[at]
            : throw new SettingsException(
                origin, name is null ? $"needed, one of: {string.Join(", ", names)}" : $"unknown '{name}'{NearestName.Hint(name, names, "one of")}");
    }
}
