using GcActors.Core.Scenarios.Explaining;

namespace GcActors.Experiments.Lessons;

/// <summary>A collection step by step, in plain text.</summary>
public static class CollectionText
{
    private const string KeyToCounts = "count: references to the object";

    private const string KeyToGcRefs = "gc_refs: what is left when one is taken off for each reference from inside the region";

    private const string KeyToNames = "(name): the variable for which it was made, and which holds it no more";

    public static string Write(CollectionLesson lesson)
    {
        LessonPage page = new();
        RecordedCollection record = lesson.Record;
        page.Line(lesson.Title);
        page.Line($"{lesson.File}:{record.Line}: {lesson.Statement}");
        page.Line($"CPython {record.Version}, collection of generation {record.Generation}, {Reason(record)}");
        WriteRegion(page, lesson);
        WriteReachable(page, lesson);
        WriteUnreachable(page, lesson);
        new CollectionTextSteps(page, lesson).Write();
        WriteResult(page, record);
        return page.ToString();
    }

    private static string Reason(RecordedCollection record) => record.IsAutomatic
        ? $"started by a threshold: the counters were {Numbers(record.Counters)}, the thresholds {Numbers(record.Thresholds)}"
        : "called by the program";

    private static string Numbers(IEnumerable<int> numbers) => string.Join(' ', numbers);

    private static void WriteRegion(LessonPage page, CollectionLesson lesson)
    {
        int size = lesson.Record.Region.Count();
        page.Section($"The region: {Amount(size, "in list order")}");
        if (size == 0)
        {
            return;
        }

        RecordedObject[] shown = [.. lesson.Shown.Where(o => o.IsInRegion)];
        page.Line(KeyToCounts);
        page.Line(KeyToGcRefs);
        if (shown.Any(o => CollectionLesson.NameOf(o).StartsWith('(')))
        {
            page.Line(KeyToNames);
        }

        page.Table(
            ["", "object", "name", "gen", "count", "gc_refs", "refers to"],
            "lllrrrl",
            [.. shown.Select(o => (string[])[.. Identity(o), $"{o.Counts!.Count}", $"{o.Counts.GcRefs}", References(o)])]);
        page.Omitted(lesson.Omitted);
        WriteOthers(page, lesson);
    }

    /// <summary>What is referred to, or refers, but is not in the region.</summary>
    private static void WriteOthers(LessonPage page, CollectionLesson lesson)
    {
        RecordedObject[] others = [.. lesson.Shown.Where(o => !o.IsInRegion)];
        if (others.Length > 0)
        {
            page.Line("Outside the region:");
            page.Table(["", "object", "name", "gen", "refers to"], "lllll",
                [.. others.Select(o => (string[])[.. Identity(o), References(o)])]);
        }
    }

    private static string[] Identity(RecordedObject o) =>
        [$"#{o.Number}", o.Kind, CollectionLesson.NameOf(o), CollectionLesson.GenerationOf(o)];

    private static string References(RecordedObject o)
    {
        IEnumerable<string> strong = o.References.Select(r => $"{r.Name} #{r.Target}");
        return string.Join(", ", o.WeakTarget == 0 ? strong : strong.Append($"weakly #{o.WeakTarget}"));
    }

    private static void WriteReachable(LessonPage page, CollectionLesson lesson)
    {
        RecordedCollection record = lesson.Record;
        page.Section($"Reachable from outside: {Amount(record.Survivors.Count, "in the order of the list from now on")}");
        int[] shown = [.. record.Survivors.Where(lesson.IsShown)];
        page.Table(null, "ll", [.. shown.Select(number => (string[])[$"#{number}", WhyReachable(record[number].Counts!)])]);
        page.Omitted(record.Survivors.Count - shown.Length);
        foreach (RecordedStep step in record.Steps.Where(step => step.Kind is StepKind.Untracked or StepKind.Exempted && lesson.IsShown(step.Number)))
        {
            page.Line(step.Kind == StepKind.Untracked
                ? $"#{step.Number} holds nothing that could ever be in a cycle: the collector stops tracking it."
                : $"#{step.Number} is immortal: it moves to the permanent generation.");
        }
    }

    internal static string WhyReachable(RecordedCounts counts) => counts switch
    {
        { ReachedFrom: { } from } => $"gc_refs 0, but #{from.Holder} {from.Name} leads to it",
        { GcRefs: 0 } => "no reference is counted: it is being freed",
        _ => $"gc_refs {counts.GcRefs}: {string.Join(", ", Holders(counts))}",
    };

    private static IEnumerable<string> Holders(RecordedCounts counts)
    {
        foreach (string root in counts.Roots)
        {
            yield return root switch
            {
                _ when root.Contains(' ', StringComparison.Ordinal) || root.StartsWith("gc.", StringComparison.Ordinal) => root,
                _ when root.EndsWith(']') => $"table slot {root}",
                _ => $"variable {root}",
            };
        }

        foreach (RecordedOrigin holder in counts.Holders)
        {
            yield return $"#{holder.Holder} {holder.Name} from outside the region";
        }

        if (counts.OtherReferences > 0)
        {
            yield return $"{counts.OtherReferences} held by the interpreter";
        }
    }

    private static void WriteUnreachable(LessonPage page, CollectionLesson lesson)
    {
        RecordedCollection record = lesson.Record;
        page.Section($"Unreachable: {Amount(record.Unreachable.Count, "in the order in which they are dealt with")}");
        if (record.Unreachable.Count == 0)
        {
            return;
        }

        int[] shown = [.. record.Unreachable.Where(lesson.IsShown)];
        ILookup<int, string> referrers = record.Unreachable
            .SelectMany(number => record[number].References.Select(r => (r.Target, Name: $"#{number} {r.Name}")))
            .ToLookup(r => r.Target, r => r.Name);
        page.Table(null, "ll", [.. shown.Select(number => (string[])[$"#{number}", WhyUnreachable([.. referrers[number]])])]);
        page.Omitted(record.Unreachable.Count - shown.Length);
        foreach (GarbageCycle cycle in lesson.Cycles.Take(LessonPage.MostLines))
        {
            page.Line(cycle.Round.Count == cycle.Members.Count
                ? $"cycle: {Round(cycle)}"
                : $"cycles among {LessonPage.Few(cycle.Members.Select(number => $"#{number}"))}; a shortest: {Round(cycle)}");
        }

        page.Omitted(lesson.Cycles.Count - LessonPage.MostLines, "cycle");
        string[] tail = [.. record.Unreachable.Where(number => !lesson.IsInCycle(number)).Select(number => $"#{number}")];
        if (tail.Length > 0)
        {
            page.Line($"in no cycle, but held by one: {LessonPage.Few(tail)}");
        }
    }

    private static string WhyUnreachable(string[] referrers) =>
        $"gc_refs 0; only {LessonPage.Few(referrers)} {(referrers.Length > 1 ? "refer" : "refers")} to it";

    private static string Round(GarbageCycle cycle) =>
        LessonPage.Few(cycle.Round.Select(step => $"#{step.Holder} {step.Name}"), " → ") + $" → #{cycle.Members[0]}";

    private static void WriteResult(LessonPage page, RecordedCollection record)
    {
        page.Section("Result");
        string collected = record.Uncollectable == 0 ? $"{record.Collected}" : $"{record.Collected} collected + {record.Uncollectable} uncollectable";
        page.Line(record.IsAutomatic ? $"Collected: {collected}." : $"collect returns {collected}.");
        int kept = record.Objects.Count(o => o.IsInRegion && o.Fate is not (Fate.Dead or Fate.Immortal or Fate.Outside));
        page.Line($"Alive of the region: {Plural(kept, "object")}; those still tracked are in generation {record.Destination} now.");
    }

    private static string Amount(int count, string order) => count switch
    {
        0 => "nothing",
        1 => "1 object",
        _ => $"{Plural(count, "object")}, {order}",
    };

    internal static string Plural(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count:N0} {noun}s";
}
