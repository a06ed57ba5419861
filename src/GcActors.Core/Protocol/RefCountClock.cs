using GcActors.Core.Host;

namespace GcActors.Core.Protocol;

/// <summary>
/// The CPU time of the refcount actors, by their own account: of whole threads where they have such, with waking and the handling of messages; else of the pieces
/// of work. Each writes its own number at the end of a piece; anybody may read.
/// </summary>
/// <param name="shares">How many refcount actors.</param>
/// <param name="haveOwnThreads">Whether each has a thread.</param>
internal sealed class RefCountClock(int shares, bool haveOwnThreads)
{
    private readonly long[] _ns = new long[shares];

    /// <summary>Of all of them, up to the end of their last pieces of work.</summary>
    public long TotalNs
    {
        get
        {
            long total = 0;
            for (int share = 0; share < _ns.Length; share++)
            {
                total += Volatile.Read(ref _ns[share]);
            }

            return total;
        }
    }

    /// <summary>Whether what <see cref="TotalNs"/> says is no part of what mutators' threads use.</summary>
    public bool IsBesideMutators => haveOwnThreads;

    /// <summary>On the thread that does the work.</summary>
    /// <returns>For <see cref="End"/>.</returns>
    public long Begin() => haveOwnThreads ? 0 : ThreadUsage.CpuNsOfCallingThread();

    public void End(int share, long beganNs)
    {
        long nowNs = ThreadUsage.CpuNsOfCallingThread();
        Volatile.Write(ref _ns[share], haveOwnThreads ? nowNs : _ns[share] + nowNs - beganNs);
    }
}
