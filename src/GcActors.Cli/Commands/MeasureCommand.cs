using System.CommandLine;
using System.Text.Json.Nodes;
using GcActors.Cli.Measuring;
using GcActors.Cli.Output;
using GcActors.Experiments.Hosting;
using GcActors.Experiments.Settings;

namespace GcActors.Cli.Commands;

/// <summary><c>gcactors measure</c>: the primitives, by the very code that trials run.</summary>
internal sealed class MeasureCommand
{
    private readonly CliContext context;
    private readonly NumberOption nodes = new("--nodes", "Nodes of the random graph", 1_000_000, 1, 1_000_000_000);
    private readonly NumberOption edges = new("--edges", "References of a node", 3, 0, 64);
    private readonly NumberOption workers = new("--workers", "Workers of the parallel phases", 1, 1, 64);
    private readonly NumberOption mutators = new("--mutators", "Mutators to stop", 2, 1, 100_000);
    private readonly NumberOption repetitions = new("--repetitions", "Interleaved repetitions that medians are over", 5, 1, 1000);
    private readonly NumberOption pairs = new("--pairs", "With --beside: how often the two take turns", 3, 1, 1000);
    private readonly NumberOption seed = new("--seed", "Seed of everything random", 42, 0, long.MaxValue);
    private readonly Option<string?> order = new("--order") { Description = "Order of survivors: cpython (default) or place", HelpName = "O" };
    private readonly Option<bool> hugePages = new("--huge-pages") { Description = "Ask for huge pages" };
    private readonly Option<string?> beside = new("--beside") { Description = "Another program, run in turn with ours", HelpName = "'COMMAND'" };
    private readonly Option<bool> json = new("--json") { Description = "Print one JSON object" };

    private MeasureCommand(CliContext context) => this.context = context;

    public static Command Create(CliContext context)
    {
        MeasureCommand measure = new(context);
        return new Command("measure", "Measure a primitive")
        {
            measure.Sub("collector", "Collect a random graph, live and as garbage",
                measure.nodes.Option, measure.edges.Option, measure.workers.Option, measure.seed.Option, measure.order, measure.hugePages),
            measure.Sub("counter", "An increment and a decrement, by strategy, threads and sharing"),
            measure.Sub("allocator", "Allocate and free a 48-byte container, own and foreign", measure.hugePages),
            measure.Sub("mailbox", "A message one way and there and back"),
            measure.Sub("handshake", "Time to stop", measure.mutators.Option),
        };
    }

    private Command Sub(string name, string description, params Option[] own)
    {
        Command command = new(name, description) { repetitions.Option, beside, pairs.Option, json };
        foreach (Option option in own)
        {
            command.Add(option);
        }

        command.SetAction(parsed => Run(name, parsed));
        return command;
    }

    private int Run(string name, ParseResult parsed)
    {
        MeasureOptions options = Read(parsed);
        int pairCount = (int)pairs.Read(parsed);
        if (!context.IsTimingSupported)
        {
            throw new PlatformNotSupportedException(TimingSupport.Refusal);
        }

        JsonObject result = Measure(MeasureNamed(name), options, parsed.GetValue(beside), pairCount);
        if (parsed.GetValue(json))
        {
            JsonText.Write(context, result);
        }
        else
        {
            JsonOutline.Write(context, result);
        }

        return ExitCodes.Passed;
    }

    private JsonObject Measure(Func<MeasureOptions, JsonObject> measure, MeasureOptions options, string? besideCommand, int pairCount)
    {
        using ProgressLine line = new(context);
        if (besideCommand is null)
        {
            line.Show("measuring");
            return measure(options);
        }

        void ShowPair(int number) => line.Show($"pair {number} of {pairCount}");
        return Pairs.Run(() => measure(options), new BesideCommand(besideCommand), pairCount, ShowPair, context.Cancellation);
    }

    private MeasureOptions Read(ParseResult parsed) => new()
    {
        Nodes = nodes.Read(parsed),
        Edges = (int)edges.Read(parsed),
        Workers = (int)workers.Read(parsed),
        Order = OrderOf(parsed),
        HugePages = parsed.GetValue(hugePages),
        Mutators = (int)mutators.Read(parsed),
        Repetitions = (int)repetitions.Read(parsed),
        Seed = (ulong)seed.Read(parsed),
        Cancellation = context.Cancellation,
    };

    private string OrderOf(ParseResult parsed) => parsed.GetValue(order) is { } text
        ? SettingsCatalog.Get("collection.order", order.Name).Canonical(text, order.Name)
        : new MeasureOptions().Order;

    private static Func<MeasureOptions, JsonObject> MeasureNamed(string name) => Measures.All.GetValueOrDefault(name) ??
        throw new NotSupportedException($"measuring the {name} is not in this build yet");
}
