using System.Diagnostics;
using System.Runtime.InteropServices;
using GcActors.Core.Host;

namespace GcActors.Core.Counting.Twins;

/// <summary>What it takes a cache line to go from the core that wrote it to another that writes it next: two threads, bound to the cores of the first two mutators, write a
/// word in turn, each when it sees what the other wrote. The waiting read and the write are two requests for the line, where a synchronised instruction makes one: an
/// upper end.</summary>
internal static unsafe class LinePingPong
{
    /// <summary>Of a look: few, so that some look falls between two interruptions on a machine that does other things.</summary>
    private const int Bounces = 100;

    private const int Looks = 200;
    private const int LongestMs = 50;
    private const int SpinsBeforeYield = 20_000;
    private const long Over = long.MaxValue;

    /// <returns>ns for one way, the best of the looks; null: there is one core only, or threads cannot be bound.</returns>
    public static double? MeasureNs()
    {
        if (Environment.ProcessorCount < 2)
        {
            return null;
        }

        var word = (long*)NativeMemory.AlignedAlloc(256, 128);
        try
        {
            *word = 0;
            double bestNs = 0;
            var areBound = new bool[2];
            Thread[] players = [Player(0, () => bestNs = Serve(word)), Player(1, () => Return(word))];
            Array.ForEach(players, player => player.Start());
            Array.ForEach(players, player => player.Join());
            return areBound[0] && areBound[1] ? bestNs : null;

            Thread Player(int core, Action play) => new(() =>
            {
                areBound[core] = ThreadCore.TryBindCurrentThread(core);
                play();
            }) { IsBackground = true, Name = $"ping-pong/{core}" };
        }
        finally
        {
            NativeMemory.AlignedFree(word);
        }
    }

    private static double Serve(long* word)
    {
        double bestNs = double.PositiveInfinity;
        long begun = Stopwatch.GetTimestamp();
        long turn = 0;
        for (int look = 0; look < Looks && Stopwatch.GetElapsedTime(begun).TotalMilliseconds < LongestMs; look++)
        {
            long from = Stopwatch.GetTimestamp();
            for (int i = 0; i < Bounces; i++)
            {
                Volatile.Write(ref *word, ++turn);
                Await(word, ++turn);
            }

            bestNs = Math.Min(bestNs, Stopwatch.GetElapsedTime(from).TotalNanoseconds / (2 * Bounces));
        }

        Volatile.Write(ref *word, Over);
        return bestNs;
    }

    private static void Return(long* word)
    {
        for (long turn = 1; Await(word, turn) != Over; turn += 2)
        {
            Volatile.Write(ref *word, turn + 1);
        }
    }

    /// <summary>Until the word is not below a value.</summary>
    private static long Await(long* word, long turn)
    {
        long seen = Volatile.Read(ref *word);
        for (int spins = 1; seen < turn; spins++)
        {
            if (spins % SpinsBeforeYield == 0)
            {
                Thread.Yield();
            }

            seen = Volatile.Read(ref *word);
        }

        return seen;
    }
}
