using GcActors.Core;
using GcActors.Core.Catalogs;
using GcActors.Core.Counting;
using GcActors.Core.Objects;
using GcActors.Core.Settings;

namespace GcActors.Litmus;

/// <summary>One strategy in one pattern.</summary>
/// <param name="Counter">A counting strategy, in one of its forms.</param>
/// <param name="Allocator">An allocator of the catalog.</param>
/// <param name="Pattern">A name of <see cref="Litmus.Patterns"/>.</param>
internal sealed record LitmusSubject(CounterForm Counter, string Allocator, string Pattern)
{
    public override string ToString() => $"{Counter.Name} × {Allocator} × {Pattern}";
}

/// <summary>Closes a subject's names into types, and runs rounds of it.</summary>
internal static class Litmus
{
    private static readonly (string Name, Sharing Needs, Func<IRounds> Rounds, LitmusSubject Control)[] s_patterns =
    [
        // Plain counts, and atomic ones without a cure: each is wrong in exactly what its pattern is about.
        (LastDrop.Name, LastDrop.Needs, () => new Rounds<LastDrop>(), new LitmusSubject(new CounterForm("unsync", "auto", "none", IsUsual: true), "shared", LastDrop.Name)),
        (RacingSlots.Name, RacingSlots.Needs, () => new Rounds<RacingSlots>(), new LitmusSubject(new CounterForm("atomic", "auto", "none", IsUsual: true), "shared", RacingSlots.Name)),
    ];

    public static IEnumerable<string> Patterns => s_patterns.Select(p => p.Name);

    /// <summary>Every strategy that counts by itself, in every pattern that it allows. Others have their nets elsewhere.</summary>
    public static IEnumerable<LitmusSubject> All() =>
        from form in Catalog.CounterForms
        let traits = Catalog.Counter(form.Strategy)!.TraitsFor(SettingsOf(form), Sharing.None)!.Value
        where traits is { NeedsGil: false, UsesLogs: false }
        from pattern in s_patterns
        where pattern.Needs <= traits.MaxSharing
        from allocator in Catalog.Allocators
        where Catalog.Allocator(allocator.Name)!.Allows(traits.Cure)
        select new LitmusSubject(form, allocator.Name, pattern.Name);

    /// <summary>What must fail before a verdict on the pattern means anything.</summary>
    public static LitmusSubject ControlOf(string pattern) => s_patterns.Single(p => p.Name == pattern).Control;

    public static RoundResult RunRound(LitmusSubject subject, int mutators, ulong seed) =>
        s_patterns.Single(p => p.Name == subject.Pattern).Rounds().Run(subject, mutators, seed);

    private static CountingSettings SettingsOf(CounterForm form) => new() { Strategy = form.Strategy, Variant = form.Variant, Cure = form.Cure };

    private interface IRounds
    {
        RoundResult Run(LitmusSubject subject, int mutators, ulong seed);
    }

    private sealed class Rounds<TPattern> : IRounds
        where TPattern : struct, ILitmusPattern<TPattern>
    {
        public RoundResult Run(LitmusSubject subject, int mutators, ulong seed) =>
            Catalog.Counter(subject.Counter.Strategy)!.Accept(new WithCounter(subject, mutators, seed), SettingsOf(subject.Counter));

        private sealed class WithCounter(LitmusSubject subject, int mutators, ulong seed) : ICounterVisitor<RoundResult>
        {
            public RoundResult Visit<TCounter>()
                where TCounter : struct, IRefCounter<TCounter> => Catalog.Allocator(subject.Allocator)!.Accept(
                    new WithAllocator<TCounter>(mutators, seed), sideBySide: true, TCounter.Traits.Cure);
        }

        private sealed class WithAllocator<TCounter>(int mutators, ulong seed) : IAllocatorVisitor<RoundResult>
            where TCounter : struct, IRefCounter<TCounter>
        {
            public RoundResult Visit<TAllocator>()
                where TAllocator : struct, IHeapAllocator<TAllocator> => new LitmusRound<TCounter, TAllocator, TPattern>(mutators, seed).Run();
        }
    }
}
