using GcActors.Core.Counting;
using GcActors.Core.Exploring;
using GcActors.Core.Objects;
using Xunit;
using State = GcActors.Core.Counting.Biased703Words;

namespace GcActors.Tests.Exploring;

public class Biased703ExhaustionTests
{
    /// <summary>A stranger's look at the shared half, then its count without the lock: the fourth access of a load.</summary>
    private const string CountedUnlocked = "Load 4: CompareExchange";

    /// <summary>B loads the same twice.</summary>
    private static readonly Scene s_strangersLoads = new(
        "strangers-loads",
        Sharing.RacingSlots,
        1,
        s =>
        {
            s.New(1, 0);
            s.Move(ExploredHeap.Root(0), 1, 0);
        },
        _ => { },
        m =>
        {
            m.Drop(m.Load(ExploredHeap.Root(0)));
            m.Drop(m.Load(ExploredHeap.Root(0)));
        });

    public static TheoryData<MemoryModel> Machines => EveryProgram.Machines();

    [Theory]
    [MemberData(nameof(Machines))]
    public void No_program_of_three_operations_breaks_it(MemoryModel model) => EveryProgram.Exhaust<Biased703<QuietSlots, NothingDeferred>>(model);

    /// <summary>S19 (CPython gh-124642) costs time, not references: no schedule breaks it, and on none does a stranger ever count without the lock.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Where_a_locked_load_does_not_raise_the_state_every_load_needs_the_lock(bool isBroken)
    {
        ExploredStrategy<Biased703<QuiescentSlots, NothingDeferred>> strategy =
            isBroken ? new((heap, thread) => new StateNotRaised(heap, thread)) : new();
        Machine machine = s_strangersLoads.Open(strategy, MemoryModel.Arm);

        Assert.Null(new ExhaustiveExplorer(machine, Exploration.MaxStates).Run(CancellationToken.None));
        Assert.Equal(!isBroken, machine.Sites.Contains(CountedUnlocked));
    }

    /// <summary>Of three threads, so not among the scenes that every machine exhausts: on ARM it has two million states.</summary>
    [Theory]
    [InlineData(MemoryModel.Sc)]
    [InlineData(MemoryModel.Tso)]
    public void What_is_counted_on_a_later_object_of_the_cell_is_given_back(MemoryModel model)
    {
        Machine machine = ReuseScenes.LoadedElsewhere.Open(new ExploredStrategy<Biased703<TypeStableSlots, NothingDeferred>>(), model);

        Assert.Null(new ExhaustiveExplorer(machine, Exploration.MaxStates).Run(CancellationToken.None));
    }

    private sealed unsafe class StateNotRaised(ExploredHeap heap, int thread) : ExploredMutator<Biased703<QuiescentSlots, NothingDeferred>, ExploredMemory>(heap, thread)
    {
        private readonly StripedLocks _locks = StripedLocks.Create(heap.Space, thread);
        private LockWaits _waits;

        protected override int CountedLoad(int slot)
        {
            Replay.Current.Enter(nameof(IRefCounter<>.Load));
            uint value = ExploredMemory.Read(ref Heap.Slot(slot));
            return value == 0 ? 0 : TryCount(PlainCount.At(Heap.Base, value)) ? ExploredHeap.ObjectOf(value) : LoadLocked(slot);
        }

        private static bool TryCount(ObjectHeader* o)
        {
            ExploredMemory.Read(ref BiasedWords.BiasOf(o));
            int shared = ExploredMemory.Read(ref BiasedWords.SharedOf(o));
            return !State.MayBeDead(shared)
                && ExploredMemory.CompareExchange(ref BiasedWords.SharedOf(o), shared + BiasedWords.One, shared) == shared;
        }

        private int LoadLocked(int slot)
        {
            int entered = _locks.EnterSlots<ExploredMemory>(null, ref _waits);
            uint value = ExploredMemory.Read(ref Heap.Slot(slot));
            if (value != 0)
            {
                ExploredMemory.Add(ref BiasedWords.SharedOf(PlainCount.At(Heap.Base, value)), BiasedWords.One);
            }

            _locks.ExitSlots<ExploredMemory>(null, entered, ref _waits);
            return ExploredHeap.ObjectOf(value);
        }
    }
}
