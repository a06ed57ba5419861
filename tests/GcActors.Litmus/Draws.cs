namespace GcActors.Litmus;

/// <summary>Marsaglia's xorshift64*: few instructions between two racing accesses.</summary>
internal struct Draws(ulong seed)
{
    private ulong _state = seed | 1;

    public int Below(int n)
    {
        _state ^= _state >> 12;
        _state ^= _state << 25;
        _state ^= _state >> 27;
        return (int)(((_state * 0x2545F4914F6CDD1D) >> 32) * (ulong)n >> 32);
    }
}
