using System.CommandLine;
using GcActors.Litmus;

if (args is [Control.Argument, var controlled, var count])
{
    return Control.Run(controlled, int.Parse(count, System.Globalization.CultureInfo.InvariantCulture));
}

Option<string[]> strategies = new("--strategy") { Description = "Only this counting strategy, or one form of it (STRATEGY[/VARIANT][/CURE]); may be repeated", HelpName = "S" };
Option<string[]> patterns = new("--pattern") { Description = $"Only this pattern, of {string.Join(", ", Litmus.Patterns)}; may be repeated", HelpName = "P" };
Option<double> seconds = new("--seconds") { Description = "Time for each strategy in each pattern with each allocator, s", HelpName = "N", DefaultValueFactory = _ => 10 };
Option<int> mutators = new("--mutators") { Description = "Threads", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount };
Option<ulong> seed = new("--seed") { Description = "Of the first round; the next have the next", HelpName = "N", DefaultValueFactory = _ => 1 };
RootCommand root = new("Races of the counting strategies on real threads, on a heap that poisons what it frees.") { strategies, patterns, seconds, mutators, seed };
root.SetAction(parsed => Session.Run(new SessionOptions(
    parsed.GetValue(strategies) ?? [],
    parsed.GetValue(patterns) ?? [],
    TimeSpan.FromSeconds(parsed.GetValue(seconds)),
    parsed.GetValue(mutators),
    parsed.GetValue(seed))));
ParseResult result = root.Parse(args);
if (result.Errors.Count > 0)
{
    await Console.Error.WriteLineAsync($"error: {result.Errors[0].Message}");
    return ExitCodes.BadInput;
}

return result.Invoke();
