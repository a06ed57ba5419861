using System.Diagnostics;
using System.Runtime.InteropServices;

namespace GcActors.Core.Counting.Twins;

/// <summary>What it takes a cache line to go from the core that wrote it to another that writes it next: two threads write a word in turn, each when it sees what the other
/// wrote. The waiting read and the write are two requests for the line, where a synchronised instruction makes one: an upper end.</summary>
internal static unsafe class LinePingPong
{
    private const int Bounces = 2_000;
    private const int Looks = 9;
    private const int SpinsBeforeYield = 20_000;

    /// <returns>ns for one way, the best of some looks; null: there is one core only.</returns>
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
            var other = new Thread(() => Play(word, first: 1)) { IsBackground = true, Name = "ping-pong" };
            other.Start();
            double bestNs = Play(word, first: 0);
            other.Join();
            return bestNs;
        }
        finally
        {
            NativeMemory.AlignedFree(word);
        }
    }

    /// <summary>Half of the game: every other value is this player's to write.</summary>
    private static double Play(long* word, int first)
    {
        double bestNs = double.PositiveInfinity;
        long turn = first;
        for (int look = 0; look < Looks; look++)
        {
            long from = Stopwatch.GetTimestamp();
            for (int i = 0; i < Bounces; i++, turn += 2)
            {
                Await(word, turn);
                Volatile.Write(ref *word, turn + 1);
            }

            bestNs = Math.Min(bestNs, Stopwatch.GetElapsedTime(from).TotalNanoseconds / (2 * Bounces));
        }

        return bestNs;
    }

    private static void Await(long* word, long turn)
    {
        for (int spins = 1; Volatile.Read(ref *word) != turn; spins++)
        {
            if (spins % SpinsBeforeYield == 0)
            {
                Thread.Yield();
            }
        }
    }
}
