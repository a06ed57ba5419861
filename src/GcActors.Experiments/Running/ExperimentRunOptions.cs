using System.Text.Json.Nodes;
using GcActors.Experiments.Results;

namespace GcActors.Experiments.Running;

/// <summary>One call of <c>run</c>.</summary>
public sealed record ExperimentRunOptions
{
    /// <summary>Experiment file, or the folder that holds it.</summary>
    public required string ExperimentPath { get; init; }

    /// <summary><c>quick</c> or <c>full</c>.</summary>
    public string Profile { get; init; } = "quick";

    /// <summary>Dotted keys laid over every cell; a factor cannot be set.</summary>
    public IReadOnlyDictionary<string, string> Overrides { get; init; } = new Dictionary<string, string>();

    /// <summary>Results folder; null: <c>results/&lt;id&gt;-&lt;utc&gt;-&lt;commit&gt;</c>.</summary>
    public string? Out { get; init; }

    public bool Resume { get; init; }

    /// <summary>The part of the sweep that this process runs.</summary>
    public Shard Shard { get; init; } = new(1, 1);

    /// <summary>Of the plan; null: the experiment's.</summary>
    public ulong? Seed { get; init; }

    public required ITrialInvoker Invoker { get; init; }

    public ISettingsResolver Settings { get; init; } = new VerbatimSettings();

    public IRunProgress Progress { get; init; } = new SilentProgress();

    /// <summary>Facts of the machine, written to <c>host.json</c>.</summary>
    public JsonObject Host { get; init; } = [];

    /// <summary>Cores that mutators may use.</summary>
    public int Cores { get; init; } = Environment.ProcessorCount;

    /// <summary>Whether trials run optimised code (gate G8).</summary>
    public bool IsOptimisedBuild { get; init; } = ProvenanceProbe.IsOptimised;

    /// <summary>The line that repeats the run.</summary>
    public string CommandLine { get; init; } = "";

    /// <summary>Folder of our assemblies, hashed into each row.</summary>
    public string AssemblyFolder { get; init; } = AppContext.BaseDirectory;
}
