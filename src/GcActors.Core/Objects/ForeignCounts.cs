using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GcActors.Core.Objects;

/// <summary>What one mutator holds of an object that another made.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ForeignCount
{
    /// <summary>The object; 0: the place is free.</summary>
    public uint Cell;

    /// <summary>Counts that its owner has given to this mutator. Above 0 but within an operation.</summary>
    public int Counts;

    /// <summary>The walk that has met it last.</summary>
    public int Walk;
}

/// <summary>
/// The objects of others that a mutator has a path to: open addressing with linear probing, at most half full. Entries leave it all at once
/// (<see cref="RemoveEmpty"/>), at the end of a trace, so that there are no tombstones. Pointers to entries hold up to the next addition or removal.
/// </summary>
internal unsafe struct ForeignCounts : IDisposable
{
    private const int LeastPlaces = 64;
    private const uint Golden = 0x9E3779B9;

    private ForeignCount* _places;
    private int _shift;

    /// <summary>Places, a power of two; those that are taken come as they lie.</summary>
    public int Places { get; private set; }

    public int Entries { get; private set; }

    /// <summary>The most bytes that it ever had.</summary>
    public long PeakBytes { get; private set; }

    public readonly ForeignCount* Place(int index) => _places + index;

    /// <returns>Null: there is none.</returns>
    public readonly ForeignCount* Find(uint cell)
    {
        if (Entries == 0)
        {
            return null;
        }

        ForeignCount* place = PlaceFor(cell);
        return place->Cell == 0 ? null : place;
    }

    /// <summary>The entry of an object; a new one has no counts.</summary>
    public ForeignCount* FindOrAdd(uint cell)
    {
        if (2 * (Entries + 1) > Places)
        {
            MoveTo(Math.Max(LeastPlaces, 2 * Places), keepsEmpty: true);
        }

        ForeignCount* place = PlaceFor(cell);
        if (place->Cell == 0)
        {
            *place = new ForeignCount { Cell = cell };
            Entries++;
        }

        return place;
    }

    /// <summary>Removes the entries without counts.</summary>
    public void RemoveEmpty()
    {
        int left = 0;
        for (int i = 0; i < Places; i++)
        {
            left += _places[i].Counts != 0 ? 1 : 0;
        }

        if (left < Entries)
        {
            MoveTo(Math.Max(LeastPlaces, (int)BitOperations.RoundUpToPowerOf2((uint)(2 * (left + 1)))), keepsEmpty: false);
        }
    }

    public void Dispose()
    {
        NativeMemory.Free(_places);
        this = default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly ForeignCount* PlaceFor(uint cell)
    {
        int mask = Places - 1;
        int i = (int)(cell * Golden >> _shift);
        while (_places[i].Cell != 0 && _places[i].Cell != cell)
        {
            i = (i + 1) & mask;
        }

        return _places + i;
    }

    /// <param name="places">A power of two.</param>
    /// <param name="keepsEmpty">Entries without counts move too: an operation has just added them.</param>
    private void MoveTo(int places, bool keepsEmpty)
    {
        ForeignCount* old = _places;
        int oldPlaces = Places;
        _places = (ForeignCount*)NativeMemory.AllocZeroed((nuint)places, (nuint)sizeof(ForeignCount));
        _shift = 32 - BitOperations.Log2((uint)places);
        Places = places;
        Entries = 0;
        PeakBytes = Math.Max(PeakBytes, (long)places * sizeof(ForeignCount));
        for (int i = 0; i < oldPlaces; i++)
        {
            if (old[i].Cell != 0 && (keepsEmpty || old[i].Counts != 0))
            {
                *PlaceFor(old[i].Cell) = old[i];
                Entries++;
            }
        }

        NativeMemory.Free(old);
    }
}
