using GcActors.Runtime;
using Xunit;

namespace GcActors.Tests.Runtime;

public class ParkerTests
{
    public static TheoryData<bool> Ways => Linux.HasFutex ? new TheoryData<bool>(true, false) : new TheoryData<bool>(false);

    [Theory]
    [MemberData(nameof(Ways))]
    public void Two_threads_that_wake_each_other_lose_no_wake_up(bool useFutex)
    {
        const int Rounds = 5_000;
        Parker[] parkers = [new Parker(useFutex), new Parker(useFutex)];
        int turn = 0;
        var other = new Thread(() => Play(1));
        other.Start();

        Play(0);
        other.Join();

        Assert.Equal(2 * Rounds, turn);

        void Play(int player)
        {
            for (int round = 0; round < Rounds; round++)
            {
                while (Volatile.Read(ref turn) % 2 != player)
                {
                    parkers[player].Announce();
                    if (Volatile.Read(ref turn) % 2 == player)
                    {
                        parkers[player].Cancel();
                        break;
                    }

                    parkers[player].Sleep();
                }

                Volatile.Write(ref turn, turn + 1);
                parkers[1 - player].Wake();
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_wake_up_before_the_sleep_is_kept(bool useFutex)
    {
        var parker = new Parker(useFutex);
        parker.Announce();
        parker.Wake();

        parker.Sleep(); // would never return
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_sleep_with_a_time_is_not_shorter(bool useFutex)
    {
        var parker = new Parker(useFutex);
        long startNs = MonotonicClock.NowNs;
        parker.Announce();

        parker.Sleep(1_500_000);

        Assert.True(MonotonicClock.NowNs - startNs >= 1_500_000);
    }
}
