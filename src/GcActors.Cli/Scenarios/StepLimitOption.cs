using System.CommandLine;
using System.Globalization;
using GcActors.Experiments.Settings;

namespace GcActors.Cli.Scenarios;

/// <summary>How long an endless scenario may run.</summary>
internal sealed class StepLimitOption
{
    /// <summary>Where nothing is said.</summary>
    public const long DefaultStepLimit = 100_000_000;

    public Option<string?> Option { get; } = new("--step-limit")
    {
        Description = $"Statements after which an endless scenario is stopped ({DefaultStepLimit})",
        HelpName = "N",
    };

    public long Read(ParseResult parsed) => parsed.GetValue(Option) is { } text
        ? long.Parse(WholeNumber.Canonical(null, text, 1, long.MaxValue, Option.Name), CultureInfo.InvariantCulture)
        : DefaultStepLimit;
}
