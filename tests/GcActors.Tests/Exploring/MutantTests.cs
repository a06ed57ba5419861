using GcActors.Core.Counting;
using GcActors.Core.Exploring;
using Xunit;

namespace GcActors.Tests.Exploring;

/// <summary>Every broken twin is caught, and this is the shortest schedule that shows it.</summary>
public class MutantTests
{
    [Theory]
    [InlineData("unsync", "S01", "two-copies", 4, "o1 has 4 references, but its count is 3")]
    [InlineData("unsync", "S41-publish", "hand-over", 10, "o1 was used before its payload was written")]
    [InlineData("racing-pinned", "S01", "two-drops", 4, "o1 leaked: no reference is left, its count is 1")]
    [InlineData("racy-census", "S01", "racing-load", 8, "o1 was touched after it was freed")]
    [InlineData("private", "sent-original", "two-drops", 4, "o1 leaked: no reference is left, its count is 1")]
    [InlineData("private", "S41-publish", "hand-over", 10, "o1 was used before its payload was written")]
    [InlineData("atomic", "S02", "racing-load", 7, "o1 was freed while thread A held it")]
    [InlineData("atomic", "S04", "two-drops", 4, "o1 leaked: no reference is left, its count is 0")]
    [InlineData("atomic", "S04-later", "two-drops", 6, "o1 was touched after it was freed")]
    [InlineData("atomic", "S06", "two-stores", 10, "o1 was touched after it was freed")]
    [InlineData("atomic", "S07", "overwrite", 5, "o1 was freed while root 0 referred to it")]
    [InlineData("atomic", "S41-release", "late-write", 9, "o2 leaked: no reference is left, its count is 1")]
    [InlineData("atomic", "S41-acquire", "late-write", 8, "o2 leaked: no reference is left, its count is 1")]
    [InlineData("atomic/quiescence", "S03", "racing-load", 23, "o1 was freed twice")]
    [InlineData("atomic/quiescence", "S05", "racing-load", 18, "o1 has 0 references, but its count is -1")]
    [InlineData("atomic/quiescence", "S09", "racing-load", 6, "o1 was touched after it was freed")]
    [InlineData("atomic/quiescence", "S10", "boundary", 17, "o1 was touched after it was freed")]
    [InlineData("atomic/hazard", "S11", "racing-load", 10, "o1 was touched after it was freed")]
    [InlineData("atomic/hazard", "S11-fence", "racing-load", 10, "o1 was touched after it was freed")]
    [InlineData("atomic/type-stable", "S12", "reused", 12, "o1 is another object by now than was in the slot")]
    [InlineData("atomic/type-stable", "stray-kept", "reused", 11, "o1 leaked: no reference is left, its count is 1")]
    [InlineData("atomic/type-stable", "stray-alive", "reused", 12, "o1 leaked: no reference is left, its count is 0")]
    [InlineData("biased-703/type-stable", "S12", "reused-and-loaded", 27, "o1 is another object by now than was in the slot")]
    [InlineData("biased", "S13", "last-of-each", 10, "o1 was touched after it was freed")]
    [InlineData("biased", "S14", "references-return", 12, "o1 was touched after it was freed")]
    [InlineData("biased", "S15", "strangers-last", 15, "o1 was touched after it was freed")]
    [InlineData("biased", "S16", "strangers-drops", 20, "o1 was touched after it was freed")]
    [InlineData("biased", "S20", "exit", 11, "o1 leaked: no reference is left, its count is 0")]
    [InlineData("biased", "S21", "exit", 11, "o1 leaked: no reference is left, its count is 0")]
    [InlineData("biased", "rejoin", "rejoin", 21, "o1 was freed while thread A held it")]
    [InlineData("biased/quiescence", "S45", "strangers-load", 31, "o1 was freed twice")]
    [InlineData("buffered", "S06", "two-stores", 51, "o1 was touched after it was freed")]
    [InlineData("buffered", "S27", "keep-loaded", 27, "o1 was freed while thread A held it")]
    [InlineData("buffered", "S28", "relocation", 41, "o1 was freed while thread B held it")]
    [InlineData("buffered", "S29", "keep-loaded", 44, "o1 was freed while thread A held it")]
    [InlineData("buffered", "S30", "keep-loaded", 63, "o1 leaked: no reference is left, its count is 2")]
    [InlineData("buffered", "S40", "keep-loaded", 55, "o1 leaked: no reference is left, its count is 1")]
    [InlineData("buffered", "S44", "keep-loaded", 43, "o1 was freed while thread A held it")]
    [InlineData("biased-703", "S13", "last-of-each", 11, "o1 was touched after it was freed")]
    [InlineData("biased-703", "S17", "strangers-drops", 16, "o1 was freed while thread B held it")]
    [InlineData("biased-703", "S20", "exit", 11, "o1 leaked: no reference is left, its count is 1")]
    [InlineData("biased-703", "S21", "exit", 11, "o1 leaked: no reference is left, its count is 1")]
    [InlineData("biased-703", "rejoin", "rejoin", 21, "o1 was freed while thread A held it")]
    [InlineData("biased-703/deferred", "plain-slots", "deferred", 31, "o1 has 1 references, but its count is 2")]
    [InlineData("biased-703/quiescence", "S18", "strangers-second-load", 23, "o1 was freed while thread B held it")]
    [InlineData("biased-703/quiescence", "raise-unlocked", "stranger-keeps", 23, "o1 was freed while thread B held it")]
    [InlineData("biased-703/quiescence", "store-unlocked", "stranger-keeps", 25, "o1 was freed while thread B held it")]
    [InlineData("deferred", "S06", "two-stores", 81, "o1 leaked: no reference is left, its count is -1")]
    [InlineData("deferred", "S31", "two-tables", 25, "o2 was touched after it was freed")]
    [InlineData("deferred", "S32", "keep-loaded", 26, "o1 was freed while thread A held it")]
    [InlineData("deferred", "S40", "racing-load", 68, "o1 leaked: no reference is left, its count is 1")]
    [InlineData("deferred", "two-tables", "two-stores", 26, "o1 was touched after it was freed")]
    [InlineData("deferred", "no-stop", "relocation", 23, "o1 was touched after it was freed")]
    [InlineData("coalescing", "S28", "move", 43, "o3 was freed while thread A held it")]
    [InlineData("coalescing", "S32", "keep-loaded", 30, "o1 was freed while thread A held it")]
    [InlineData("coalescing", "S33", "first-stores", 81, "o3 was freed while thread A held it")]
    [InlineData("coalescing", "S34", "first-stores", 85, "o2 was touched after it was freed")]
    [InlineData("coalescing", "S40", "racing-load", 80, "o1 leaked: no reference is left, its count is 1")]
    [InlineData("coalescing", "S41-publish", "sent-by-field", 10, "o2 was used before its payload was written")]
    [InlineData("coalescing", "no-wait", "first-stores", 82, "o3 was freed while thread A held it")]
    [InlineData("coalescing", "mark-stays", "first-stores", 105, "o1 is marked as logged, but all logs are empty")]
    [InlineData("coalescing", "roots-missed", "hand-over", 27, "o1 was freed while root 0 referred to it")]
    [InlineData("coalescing", "no-stop", "relocation", 28, "o1 was freed while thread B held it")]
    [InlineData("coalescing/slot", "S33", "first-stores", 90, "o3 was freed while thread A held it")]
    [InlineData("coalescing/slot", "S34", "first-stores", 94, "o2 was touched after it was freed")]
    [InlineData("coalescing/slot", "read-late", "first-stores", 90, "o3 was freed while thread A held it")]
    [InlineData("coalescing/slot", "mark-stays", "first-stores", 129, "o1 has a slot marked as written, but all logs are empty")]
    [InlineData("atomic+immortal", "immortal-dropped", "immortal", 18, "the count of the immortal o1 was written")]
    [InlineData("global-lock", "count-unlocked", "racing-load", 15, "o1 was touched after it was freed")]
    [InlineData("global-lock", "judged-unlocked", "two-drops", 12, "o1 was touched after it was freed")]
    [InlineData("global-lock", "S41-unlock", "two-copies", 12, "o1 has 4 references, but its count is 3")]
    [InlineData("object-lock", "S37", "racing-load", 13, "o1 was touched after it was freed")]
    [InlineData("object-lock", "S38", "swaps", 2, "nobody can go on: A for shared[1], B for shared[0]")]
    [InlineData("object-lock", "one-lock", "cross-loads", 2, "nobody can go on: A for shared[0], B for shared[0]")]
    [InlineData("object-lock/header", "S37", "racing-load", 14, "o1 was touched after it was freed")]
    [InlineData("object-lock/header", "S38", "swaps", 27, "nobody can go on: A for own[0] of A, B for own[0] of B")]
    [InlineData("object-lock/header", "one-lock", "cross-loads", 29, "nobody can go on: A for own[0] of A, B for own[0] of B")]
    [InlineData("object-lock/header", "unlock-late", "two-drops", 12, "o1 was touched after it was freed")]
    [InlineData("none", "S41-publish", "hand-over", 6, "o1 was used before its payload was written")]
    [InlineData("weighted", "S35", "relay", 13, "o1 was freed while thread B held it")]
    [InlineData("weighted", "off-by-one", "relay", 20, "o1 has count 258, but 257 are held (WF5)")]
    [InlineData("weighted", "stale", "relay-kept", 23, "o1 has count 256, but 1 are held (WF5)")]
    [InlineData("weighted", "child", "sent-parent", 3, "o2 was freed while o1.field 0 referred to it")]
    [InlineData("weighted", "mail-unread", "home", 9, "the count of o1 went below 0 (WF6)")]
    [InlineData("weighted", "S41-publish", "hand-over", 6, "o1 was used before its payload was written")]
    [InlineData("sticky", "S36", "stuck", 6, "o1 was freed while thread B held it")]
    [InlineData("dynamic", "S25", "escape", 21, "o2 was freed while o1.field 0 referred to it")]
    [InlineData("dynamic", "S26", "escape", 13, "o2 is not marked as escaped, but others can reach it")]
    [InlineData("dynamic", "stored-unmarked", "adopted", 16, "o2 is not marked as escaped, but others can reach it")]
    public void The_shortest_schedule(string protocol, string mutant, string scene, int steps, string violation)
    {
        ExplorationFailure failure = Exploration.Exhaust(SubjectOf(protocol, mutant), CancellationToken.None).Failure!;

        Assert.Equal((scene, steps, violation), (failure.Scene, failure.Steps, failure.Violation));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_thousand_random_schedules_catch_it_and_its_seed_repeats_it(string protocol, string mutant)
    {
        ExplorationSubject subject = SubjectOf(protocol, mutant);
        ExplorationFailure failure = Exploration.Random(subject, 1000, 1, CancellationToken.None).Failure!;
        ExplorationFailure again = Exploration.Random(subject, 1, failure.Seed!.Value, CancellationToken.None).Failure!;

        Assert.Equal(failure.Trace, again.Trace);
        Assert.Equal(failure.Violation, again.Violation);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void What_fails_on_a_strong_machine_fails_on_every_weaker_one(string protocol, string mutant)
    {
        for (MemoryModel memory = SubjectOf(protocol, mutant).Memory; memory <= MemoryModel.Arm; memory++)
        {
            Assert.NotNull(Exploration.Exhaust(new ExplorationSubject(protocol, mutant, memory), CancellationToken.None).Failure);
        }
    }

    /// <summary>A missing release or acquire does not show on x86: only a compiler could break it there.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void What_fails_on_Arm_alone_passes_everything_on_x86(string protocol, string mutant)
    {
        if (SubjectOf(protocol, mutant).Memory == MemoryModel.Arm)
        {
            Assert.Null(Exploration.Exhaust(new ExplorationSubject(protocol, mutant, MemoryModel.Tso), CancellationToken.None).Failure);
        }
    }

    /// <summary>S08 is no fault where locals are counted: whoever stores an object holds it, so dropping the old value first cannot free the new
    /// one.</summary>
    [Fact]
    public void The_old_value_may_be_dropped_before_the_new_one_is_counted()
    {
        ExploredStrategy<Atomic<QuietSlots>> strategy = new((heap, thread) => new DropBeforeCopy(heap, thread));
        foreach (Scene scene in Scenes.UpTo(Sharing.Counted))
        {
            Assert.Null(new ExhaustiveExplorer(scene.Open(strategy, MemoryModel.Arm), Exploration.MaxStates).Run(CancellationToken.None));
        }
    }

    public static TheoryData<string, string> All()
    {
        TheoryData<string, string> all = [];
        foreach (ProtocolDescription protocol in Exploration.Protocols)
        {
            foreach (MutantDescription mutant in protocol.Mutants)
            {
                all.Add(protocol.Name, mutant.Name);
            }
        }

        return all;
    }

    private static ExplorationSubject SubjectOf(string protocol, string mutant) => new(
        protocol, mutant, Exploration.Protocols.Single(p => p.Name == protocol).Mutants.Single(m => m.Name == mutant).FailsOn);

    private sealed class DropBeforeCopy(ExploredHeap heap, int thread) : ExploredMutator<Atomic<QuietSlots>, ExploredMemory>(heap, thread)
    {
        public override void Store(int slot, int o)
        {
            int old = Replace(slot, o);
            if (old != 0)
            {
                Release(old);
            }

            if (o != 0)
            {
                CountCopy(o);
            }
        }
    }
}
