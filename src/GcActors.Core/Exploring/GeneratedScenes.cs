using GcActors.Core.Counting;

namespace GcActors.Core.Exploring;

/// <summary>
/// Scenes made from a seed, for random schedules: longer than what can be exhausted. Two or three threads, each with a few operations on objects of
/// which they hold some; at its end each thread drops what it holds. Only an object's maker writes its field, and only with objects of higher numbers,
/// so that there are no cycles.
/// </summary>
internal static class GeneratedScenes
{
    private const int Objects = 4;

    private enum Deed
    {
        Copy,
        Drop,
        Use,
        LoadRoot,
        StoreRoot,
        LoadField,
        StoreField,
    }

    /// <param name="seed">Decides everything.</param>
    /// <param name="sharing">What the strategy allows; where it does not allow <see cref="Sharing.Counted"/>, threads have objects of their own.</param>
    public static Scene Make(ulong seed, Sharing sharing)
    {
        ScheduleRandom random = new(~seed);
        int threads = 2 + random.Below(2);
        int[] makers = [.. Enumerable.Range(0, Objects + 1).Select(_ => random.Below(threads))];
        int[][] sharers = [.. makers.Select(_ => sharing >= Sharing.Counted ? Some(ref random, threads) : [])];
        Action<ExploredMutator>[] programs =
            [.. Enumerable.Range(0, threads).Select(me => Program(Steps(ref random), me, makers, sharing))];
        return new Scene($"generated-{seed}", sharing, Objects, SetUp, programs);

        void SetUp(SceneSetup s)
        {
            for (int o = 1; o <= Objects; o++)
            {
                s.NewShared(o, makers[o], sharers[o]);
            }

            if (sharing >= Sharing.Counted)
            {
                s.Move(ExploredHeap.Root(0), 1, makers[1]);
            }
        }
    }

    private static int[] Some(ref ScheduleRandom random, int threads)
    {
        List<int> some = [];
        for (int t = 0; t < threads; t++)
        {
            if (random.Below(2) == 0)
            {
                some.Add(t);
            }
        }

        return [.. some];
    }

    private static (Deed Deed, int Object, int Value)[] Steps(ref ScheduleRandom random)
    {
        var steps = new (Deed, int, int)[2 + random.Below(4)];
        foreach (ref (Deed, int, int) step in steps.AsSpan())
        {
            step = ((Deed)random.Below((int)Deed.StoreField + 1), 1 + random.Below(Objects), random.Below(Objects + 1));
        }

        return steps;
    }

    private static Action<ExploredMutator> Program((Deed Deed, int Object, int Value)[] steps, int me, int[] makers, Sharing sharing) => m =>
    {
        foreach ((Deed deed, int o, int value) in steps)
        {
            if (IsAllowed(deed, o, value, me, makers, sharing))
            {
                Do(m, deed, o, value);
            }
        }

        for (int o = 1; o <= Objects; o++)
        {
            while (Holds(o))
            {
                m.Drop(o);
            }
        }
    };

    private static bool Holds(int o) => Replay.Current.Holds[o] > 0;

    private static bool IsAllowed(Deed deed, int o, int value, int me, int[] makers, Sharing sharing) => deed switch
    {
        Deed.LoadRoot => sharing >= Sharing.Counted,
        Deed.StoreRoot => sharing >= Sharing.RacingSlots && (value == 0 || Holds(value)),
        Deed.LoadField => Holds(o) && makers[o] == me,
        Deed.StoreField => Holds(o) && makers[o] == me && (value == 0 || (value > o && Holds(value))),
        _ => Holds(o),
    };

    private static void Do(ExploredMutator m, Deed deed, int o, int value)
    {
        switch (deed)
        {
            case Deed.Copy:
                m.Copy(o);
                break;
            case Deed.Drop:
                m.Drop(o);
                break;
            case Deed.Use:
                m.Use(o);
                break;
            case Deed.LoadRoot:
                m.Load(ExploredHeap.Root(0));
                break;
            case Deed.StoreRoot:
                m.Store(ExploredHeap.Root(0), value);
                break;
            case Deed.LoadField:
                m.Load(ExploredHeap.Field(o, 0));
                break;
            default:
                m.Store(ExploredHeap.Field(o, 0), value);
                break;
        }
    }
}
