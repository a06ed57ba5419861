namespace GcActors.Litmus;

/// <summary>What is asked for.</summary>
internal sealed record SessionOptions(IReadOnlyList<string> Strategies, IReadOnlyList<string> Patterns, TimeSpan Time, int Mutators, ulong Seed);

/// <summary>Controls first, then each subject, a line each.</summary>
internal static class Session
{
    public static int Run(SessionOptions options)
    {
        if (Complaint(options) is { } complaint)
        {
            Console.Error.WriteLine($"error: {complaint}");
            return ExitCodes.BadInput;
        }

        LitmusSubject[] subjects = [.. Litmus.All().Where(s => Asks(options.Strategies, NamesOf(s)) && Asks(options.Patterns, [s.Pattern]))];
        int worst = ExitCodes.Passed;
        foreach (string pattern in subjects.Select(s => s.Pattern).Distinct())
        {
            string? failure = Control.Fail(pattern, options.Mutators);
            Console.WriteLine($"control of {pattern} ({Litmus.ControlOf(pattern)}): {failure ?? "did not fail: nothing below it means anything"}");
            worst = failure is null ? ExitCodes.Inconclusive : worst;
        }

        foreach (LitmusSubject subject in subjects)
        {
            Verdict verdict = Verdict.Of(subject, options.Mutators, options.Time, options.Seed);
            Console.WriteLine(Line(subject, verdict));
            worst = Worse(worst, verdict);
        }

        return worst;
    }

    private static string Line(LitmusSubject subject, Verdict verdict) =>
        $"{subject}: {verdict.Word}, {verdict.Rounds} rounds, {verdict.Operations / 1e6:0.0} million counts, overlap {verdict.Overlap:0.00}"
        + (verdict.Violation is null ? "" : $"\n  seed {verdict.Seed}: {verdict.Violation}");

    private static int Worse(int worst, Verdict verdict) => verdict switch
    {
        { Violation: not null } => ExitCodes.Violation,
        { IsConclusive: false } when worst == ExitCodes.Passed => ExitCodes.Inconclusive,
        _ => worst,
    };

    private static string? Complaint(SessionOptions options)
    {
        string[] strategies = [.. Litmus.All().SelectMany(NamesOf).Distinct()];
        return options switch
        {
            { Mutators: < 2 } => $"--mutators: {options.Mutators} is too few, races need 2",
            { Time.Ticks: < 0 } => "--seconds: must not be negative",
            _ when options.Strategies.Except(strategies).FirstOrDefault() is { } s => $"--strategy: unknown '{s}'; one of: {string.Join(", ", strategies)}",
            _ when options.Patterns.Except(Litmus.Patterns).FirstOrDefault() is { } p => $"--pattern: unknown '{p}'; one of: {string.Join(", ", Litmus.Patterns)}",
            _ => null,
        };
    }

    private static IEnumerable<string> NamesOf(LitmusSubject subject) => [subject.Counter.Strategy, subject.Counter.Name];

    private static bool Asks(IReadOnlyList<string> asked, IEnumerable<string> names) => asked.Count == 0 || asked.Intersect(names).Any();
}
