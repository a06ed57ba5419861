namespace GcActors.Experiments.Running;

/// <summary>All keys of experiment files but those of figures, in one place: an unknown key is an error by these lists, and the schema is made of them.</summary>
internal static class ExperimentKeys
{
    public static readonly IReadOnlyList<ExperimentKey> File =
    [
        new("id", "string", "The folder's name", true),
        new("kind", "kind", "timed (default), or exact: counts of seeded runs, each cell once, without intervals"),
        new("revision", "whole", "Goes up when a predicate changes after data were seen", true),
        new("title", "string", "One line", true),
        new("question", "string", "What somebody really asked", true),
        new("seed", "whole", "Of the order, the extra environment and the resampling; not the workload's", true),
        new("requires_cores", "whole", "On fewer the experiment is not applicable"),
        new("base", "settings", "Settings of all cells", true),
        new("matrix", "factor-map", "Factors; a name is a tag"),
        new("exclude", "exclude", "Cells to leave out: those with, for each tag of an entry, one of its levels"),
        new("cells", "cell-map", "Cells beside the matrix"),
        new("split", "split", "Whose locking cost is split by cause as well: cells of twins in the same blocks"),
        new("aa_pair", "aa_pair", "One cell twice under two names"),
        new("same_work_by", "words", "Cells that agree in these tags do the same work (gate G4)"),
        new("profiles", "profiles", "How much is run", true),
        new("metrics", "metric-map", "Formulas over what is measured", true),
        new("predicates", "predicate-map", "Claims, written before the run", true),
        new("figures", "figure-map", "Drawn from the rows"),
        new("verdict", "string", "A sentence with {expression:format}; ns, ms, percent, times"),
    ];

    public static readonly IReadOnlyList<ExperimentKey> Factor =
    [
        new("setting", "string", "The dotted key that the values are values of"),
        new("values", "words", "Levels by value"),
        new("levels", "settings-map", "Levels by name, each with its settings"),
    ];

    public static readonly IReadOnlyList<ExperimentKey> Cell =
        [new("tags", "texts", "What it is addressed by", true), new("settings", "settings", "Over those of the base", true)];

    public static readonly IReadOnlyList<ExperimentKey> Split =
    [
        new("settings", "settings", "Of all twins, over those of the base"),
        new("strategies", "settings-map", "By label, the settings that choose a strategy; in the levels of a profile: split.strategy", true),
        new("mutators", "words", "Numbers of mutators; in the levels of a profile: split.M", true),
        new("doses", "words", "Known costs to find again, ns an operation; in the levels of a profile: split.dose"),
        new("dose_sites", "words", "Where they are put, if a strategy has such a place: operation (default), locked, message, log-entry"),
        new("dose_settings", "settings", "Of the cells with doses, over those of the twins"),
        new("unconfined", "texts", "By number of mutators: why what a recording decides holds in its own order only"),
        new("without_lines", "words", "Numbers of mutators with which some counts have no line of their own"),
    ];

    public static readonly IReadOnlyList<ExperimentKey> AaPair =
        [new("name", "string", "Of the double", true), new("of", "texts", "Tags of the cell that is doubled", true)];

    public static readonly IReadOnlyList<ExperimentKey> Profiles =
        [new("quick", "profile", "Shapes, never cited"), new("full", "profile", "All blocks and levels")];

    public static readonly IReadOnlyList<ExperimentKey> ExactProfile =
    [
        new("levels", "levels", "Levels of factors where they differ; up-to-cores is 1, 2, 4 … and the cores"),
        new("settings", "settings", "Over those of the base"),
        new("seconds_per_invocation", "number", "The author's guess, for a dry run"),
        new("trial_limit_s", "whole", "An invocation that runs longer is killed and counts as failed"),
    ];

    public static readonly IReadOnlyList<ExperimentKey> TimedProfile =
    [
        .. ExactProfile,
        new("blocks", "whole", "Blocks, each with every cell once"),
        new("repeat_within_s", "whole", "No repetition of a failed invocation begins after so many seconds"),
        new("verify", "boolean", "One verifying invocation a cell before the blocks (gate G9)"),
        new("until", "until", "Fewer blocks when the named intervals are narrow enough"),
    ];

    public static readonly IReadOnlyList<ExperimentKey> Until =
    [
        new("least_blocks", "whole", "Before so many nothing is looked at; at least 5", true),
        new("half_widths", "texts", "By expression: half of its 95 % interval as a percentage of its value (2%)", true),
    ];

    public static readonly IReadOnlyList<ExperimentKey> Metric =
    [
        new("unit", "string", "ns, share, ns per …", true), new("formula", "string", "See experiments/README.md", true),
        new("says", "string", "What it means", true),
    ];

    public static readonly IReadOnlyList<ExperimentKey> Predicate =
    [
        new("text", "string", "In the predicate language", true), new("when", "when", "quick, full or both: the profiles whose levels it needs"),
        new("says", "string", "The claim in words", true),
    ];

    public static string[] NamesOf(IReadOnlyList<ExperimentKey> keys) => [.. keys.Select(key => key.Name)];
}
