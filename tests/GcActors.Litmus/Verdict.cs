using System.Diagnostics;

namespace GcActors.Litmus;

/// <summary>What rounds for a while came to.</summary>
/// <param name="Rounds">How many.</param>
/// <param name="Operations">Increments and decrements of all.</param>
/// <param name="Overlap">The median of how far the threads ran at once.</param>
/// <param name="Violation">The first; null: none.</param>
/// <param name="Seed">Of the round that showed it, or of the last.</param>
internal sealed record Verdict(int Rounds, long Operations, double Overlap, string? Violation, ulong Seed)
{
    /// <summary>Threads that took turns have raced with nobody. On a busy machine a quarter of the time side by side is still millions of races.</summary>
    private const double LeastOverlap = 0.25;

    public bool IsConclusive => Violation is not null || Overlap >= LeastOverlap;

    public string Word => Violation is not null ? "violation" : IsConclusive ? "pass" : "inconclusive";

    /// <summary>Runs rounds until a violation, or until the time is over; at least one.</summary>
    public static Verdict Of(LitmusSubject subject, int mutators, TimeSpan time, ulong seed)
    {
        long began = Stopwatch.GetTimestamp();
        List<double> overlaps = [];
        long operations = 0;
        RoundResult round;
        do
        {
            round = Litmus.RunRound(subject, mutators, seed + (ulong)overlaps.Count);
            overlaps.Add(round.Overlap);
            operations += round.Operations;
        }
        while (round.Violation is null && Stopwatch.GetElapsedTime(began) < time);
        return new Verdict(overlaps.Count, operations, overlaps.Order().ElementAt(overlaps.Count / 2), round.Violation, seed + (ulong)overlaps.Count - 1);
    }
}
