using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace GcActors.Core.Workloads;

/// <summary>
/// When one mutator's requests begin, or are due, and when they end: in memory that is taken and touched before the run, so that recording costs two
/// stores. In virtual time it is off: no clock is read, and every request may begin.
/// </summary>
internal struct RequestLog
{
    /// <summary>Begin, end, begin, end, ..: readings of <see cref="Stopwatch"/>.</summary>
    private readonly long[] _stamps;
    private readonly long _rate;
    private readonly long _mutator;
    private readonly long _mutators;
    private int _next;

    /// <param name="context">Whose log it is.</param>
    /// <param name="requests">How many requests there will be.</param>
    /// <param name="rate">Requests due a second, of all mutators; 0: each begins as soon as it may.</param>
    public RequestLog(in WorkloadContext context, long requests, long rate)
    {
        _rate = rate;
        _mutator = context.Mutator;
        _mutators = context.Mutators;
        _stamps = new long[context.IsVirtualTime ? 0 : checked((int)(2 * requests))];
        Array.Fill(_stamps, -1);
    }

    private readonly bool IsOn => _stamps.Length > 0;

    /// <summary>Request r of mutator m is due at t0 + (r·M + m)/rate, where t0 is when the first of all asked. False: it is not due yet.</summary>
    /// <param name="start">A flag of all mutators, which holds t0. It has cache lines of its own, so 64 bits lie there.</param>
    public bool TryBegin(ref int start)
    {
        if (!IsOn)
        {
            return true;
        }

        long now = Stopwatch.GetTimestamp();
        long begin = _rate == 0 ? now : StartOf(ref start, now) + (_next / 2 * _mutators + _mutator) * Stopwatch.Frequency / _rate;
        if (now < begin)
        {
            return false;
        }

        _stamps[_next++] = begin;
        return true;
    }

    public void End()
    {
        if (IsOn)
        {
            _stamps[_next++] = Stopwatch.GetTimestamp();
        }
    }

    /// <summary>What was recorded, ns.</summary>
    public readonly ulong[] InNs() => Array.ConvertAll(_stamps[.._next], stamp => (ulong)((Int128)stamp * 1_000_000_000 / Stopwatch.Frequency));

    private static long StartOf(ref int flag, long now)
    {
        ref long start = ref Unsafe.As<int, long>(ref flag);
        if (Volatile.Read(ref start) == 0)
        {
            Interlocked.CompareExchange(ref start, now, 0);
        }

        return Volatile.Read(ref start);
    }
}
