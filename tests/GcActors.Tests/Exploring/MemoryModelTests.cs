using GcActors.Core.Counting;
using GcActors.Core.Exploring;
using Xunit;

namespace GcActors.Tests.Exploring;

/// <summary>The litmus tests of the field (store buffering, message passing, …), all schedules: which outcomes each machine has.</summary>
public class MemoryModelTests
{
    private const int X = 0;
    private const int Y = 1;

    [Theory]
    [InlineData(MemoryModel.Sc, false)]
    [InlineData(MemoryModel.Tso, true)]
    [InlineData(MemoryModel.Arm, true)]
    public void A_load_passes_an_earlier_store_to_another_word(MemoryModel memory, bool isPossible) =>
        Assert.Equal(isPossible, HasOutcome(memory, [0, 0], () => StoreThenLoad(X, Y), () => StoreThenLoad(Y, X)));

    [Theory]
    [InlineData(MemoryModel.Tso)]
    [InlineData(MemoryModel.Arm)]
    public void No_load_passes_a_read_modify_write(MemoryModel memory) => Assert.False(HasOutcome(
        memory,
        [0, 0],
        () => (Do(AccessKind.Exchange, X, 1), Do(AccessKind.PlainRead, Y)).Item2,
        () => (Do(AccessKind.Exchange, Y, 1), Do(AccessKind.PlainRead, X)).Item2));

    [Theory]
    [InlineData(MemoryModel.Sc, nameof(AccessKind.PlainWrite), nameof(AccessKind.PlainRead), false)]
    [InlineData(MemoryModel.Tso, nameof(AccessKind.PlainWrite), nameof(AccessKind.PlainRead), false)]
    [InlineData(MemoryModel.Arm, nameof(AccessKind.PlainWrite), nameof(AccessKind.PlainRead), true)]
    [InlineData(MemoryModel.Arm, nameof(AccessKind.Write), nameof(AccessKind.PlainRead), true)]
    [InlineData(MemoryModel.Arm, nameof(AccessKind.PlainWrite), nameof(AccessKind.Read), true)]
    [InlineData(MemoryModel.Arm, nameof(AccessKind.Write), nameof(AccessKind.Read), false)]
    [InlineData(MemoryModel.Arm, nameof(AccessKind.AddWithoutAcquire), nameof(AccessKind.Read), false)]
    [InlineData(MemoryModel.Arm, nameof(AccessKind.AddWithoutRelease), nameof(AccessKind.Read), true)]
    [InlineData(MemoryModel.Arm, nameof(AccessKind.Write), nameof(AccessKind.AddWithoutAcquire), true)]
    [InlineData(MemoryModel.Arm, nameof(AccessKind.Write), nameof(AccessKind.AddWithoutRelease), false)]
    public void A_message_may_come_without_its_content(MemoryModel memory, string publish, string look, bool isPossible) => Assert.Equal(
        isPossible,
        HasOutcome(
            memory,
            [0, 10],
            () => (Do(AccessKind.PlainWrite, X, 1), Do(Enum.Parse<AccessKind>(publish), Y, 1)).Item1,
            () => Do(Enum.Parse<AccessKind>(look), Y) == 1 ? Do(AccessKind.PlainRead, X) + 10 : 0));

    [Fact]
    public void A_load_through_a_reference_just_read_is_not_older_than_that()
    {
        int payload = ExploredHeap.PayloadOf(1);
        Assert.False(HasOutcome(
            MemoryModel.Arm,
            [0, 10],
            () => (Do(AccessKind.PlainWrite, payload, 1), Do(AccessKind.Write, X, (int)ExploredHeap.ReferenceTo(1))).Item1,
            () => Do(AccessKind.PlainRead, X) != 0 ? Do(AccessKind.PlainRead, payload) + 10 : 0));
    }

    [Fact]
    public void Loads_of_one_word_never_go_back() => Assert.False(HasOutcome(
        MemoryModel.Arm,
        [0, 10],
        () => Do(AccessKind.PlainWrite, X, 1),
        () => Do(AccessKind.PlainRead, X) == 1 ? Do(AccessKind.PlainRead, X) + 10 : 0));

    [Fact]
    public void An_acquiring_load_that_was_early_does_not_keep_later_ones_from_being_as_early() => Assert.True(HasOutcome(
        MemoryModel.Arm,
        [0, 1],
        () => (Do(AccessKind.Write, X, 1), Do(AccessKind.Write, Y, 1)).Item1,
        () => (Do(AccessKind.PlainRead, Y), Do(AccessKind.Read, X), Do(AccessKind.PlainRead, X)) is (1, 0, 0) ? 1 : 0));

    /// <summary>What the model leaves out, as its docstring says: a store never passes an earlier load.</summary>
    [Fact]
    public void A_load_sees_no_store_behind_it() => Assert.False(HasOutcome(
        MemoryModel.Arm, [1, 1], () => LoadThenStore(X, Y), () => LoadThenStore(Y, X)));

    private static int StoreThenLoad(int mine, int other)
    {
        Do(AccessKind.PlainWrite, mine, 1);
        return Do(AccessKind.PlainRead, other);
    }

    private static int LoadThenStore(int from, int to)
    {
        int seen = Do(AccessKind.PlainRead, from);
        Do(AccessKind.PlainWrite, to, 1);
        return seen;
    }

    /// <summary>Whether some schedule of two threads ends with these answers.</summary>
    private static bool HasOutcome(MemoryModel memory, int[] wanted, Func<int> a, Func<int> b)
    {
        // Each thread says at its end what it has seen; the last to say it finds both.
        int[] said = [ExploredHeap.Root(6), ExploredHeap.Root(7)];
        Scene scene = new("litmus", Sharing.RacingSlots, 1, SetUp, Say(a, 0), Say(b, 1));
        ExhaustiveExplorer explorer = new(scene.Open(new ExploredStrategy<Atomic<QuietSlots>>(), memory), 1_000_000);
        return explorer.Run(CancellationToken.None) is not null;

        // Immortal: how many words refer to it does not matter.
        static void SetUp(SceneSetup s)
        {
            s.New(1, 0);
            s.MakeImmortal(1);
        }

        Action<ExploredMutator> Say(Func<int> program, int thread) => _ =>
        {
            int mine = program();
            Do(AccessKind.Add, said[thread], mine == wanted[thread] ? 1 : 2);
            if (mine == wanted[thread] && Do(AccessKind.Add, said[1 - thread], 0) == 1)
            {
                Replay.Current.Fault = "the outcome";
            }
        };
    }

    private static int Do(AccessKind kind, int word, int value = 0) => Replay.Current.Perform(kind, word, value, 0);
}
