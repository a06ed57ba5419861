using GcActors.Core.Wording;

namespace GcActors.Experiments.LockingCost;

/// <summary>Where a known cost is put, to be found again in a split (counting-strategies.md 7.4: D1, D3, D4, D5). How often a mutator passes by each synchronised instruction
/// (D2) no strategy counts, so it has no exposure.</summary>
/// <param name="Site">As <c>counting.dose_site</c>.</param>
/// <param name="Says">What pays it.</param>
/// <param name="PaidBy">The metric that says how often it is paid for each counted operation, set-up included; null: once.</param>
/// <param name="Scale">How many times the named dose is paid at once: a message comes once in thousands of operations, and some ns would not be seen.</param>
public sealed record DosePlace(string Site, string Says, string? PaidBy, int Scale)
{
    public static readonly DosePlace Operation = new("operation", "for each counted operation", null, 1);

    public static readonly IReadOnlyList<DosePlace> All =
    [
        Operation,
        new("locked", "inside each lock", "locks", 1),
        new("message", "at each message of epochs", "doses", 500),
        new("log-entry", "for each log entry", "doses", 1),
    ];

    /// <summary>In the place of a twin's name: the strategy itself, with a dose.</summary>
    public string Twin => this == Operation ? "dosed" : $"dosed-{Site}";

    /// <summary>Of its exposure, in claims.</summary>
    public string Key => this == Operation ? "exposure" : $"exposure_{Site.Replace('-', '_')}";

    public bool IsIn(LockedStrategy strategy) => Site switch
    {
        "locked" => strategy.HasLocks,
        "message" or "log-entry" => strategy.HasLogs,
        _ => true,
    };

    /// <exception cref="ArgumentException">There is none of that name; the message says what would do.</exception>
    public static DosePlace Of(string site) => All.FirstOrDefault(place => place.Site == site)
        ?? throw new ArgumentException($"a split has no site '{site}' for doses{NearestName.Hint(site, All.Select(place => place.Site), "sites")}");
}
