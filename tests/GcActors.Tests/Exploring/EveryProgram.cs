using GcActors.Core.Counting;
using GcActors.Core.Exploring;
using Xunit;

namespace GcActors.Tests.Exploring;

/// <summary>Two threads with every program of three operations on one object, which A made and handed to B once, and which a slot refers to.</summary>
internal static class EveryProgram
{
    private const int Operations = 3;
    private const int Programs = 27;

    /// <summary>The machines to exhaust them on: the strongest, and those that <c>GCACTORS_EXHAUST</c> names ("tso,arm": hours).</summary>
    public static TheoryData<MemoryModel> Machines() =>
    [
        MemoryModel.Sc,
        .. (Environment.GetEnvironmentVariable("GCACTORS_EXHAUST") ?? "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(name => Enum.Parse<MemoryModel>(name, ignoreCase: true)),
    ];

    public static void Exhaust<TCounter>(MemoryModel model)
        where TCounter : struct, IRefCounter<TCounter> => Parallel.For(0, Programs * Programs, pair =>
    {
        var explorer = new ExhaustiveExplorer(SceneOf(pair).Open(new ExploredStrategy<TCounter>(), model), long.MaxValue);

        Assert.Null(explorer.Run(CancellationToken.None));
        Assert.True(explorer.IsComplete);
    });

    private static Scene SceneOf(int pair) => new(
        $"{pair}",
        Sharing.Counted,
        1,
        s =>
        {
            s.NewShared(1, 0, 1);
            s.AddShared(1, 0, 0);
            s.Move(ExploredHeap.Root(0), 1, 0);
        },
        m => Play(m, pair / Programs),
        m => Play(m, pair % Programs));

    private static void Play(ExploredMutator m, int program)
    {
        for (int left = Operations; left > 0; left--, program /= Operations)
        {
            bool holds = Replay.Current.Holds[1] > 0;
            switch (program % Operations)
            {
                case 0:
                    m.Load(ExploredHeap.Root(0));
                    break;
                case 1 when holds:
                    m.Copy(1);
                    break;
                case 2 when holds:
                    m.Drop(1);
                    break;
            }
        }
    }
}
