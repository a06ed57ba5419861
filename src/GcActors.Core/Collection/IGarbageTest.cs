namespace GcActors.Core.Collection;

/// <summary>Whether an object is in the garbage being buried, whose references need no count work. A struct in a type parameter; called for every edge.</summary>
internal interface IGarbageTest
{
    /// <summary>Fetches what <see cref="IsGarbage"/> will read for the references of an object that is looked ahead at.</summary>
    unsafe void Fetch(byte* heapBase, uint cell);

    bool IsGarbage(uint cell);
}
