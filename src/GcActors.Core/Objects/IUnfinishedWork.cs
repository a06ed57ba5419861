namespace GcActors.Core.Objects;

/// <summary>
/// What an object model holds while it is in the middle of something: it may be stopped there, and verifier and mark must see every counted reference. Asked on
/// a stopped heap only.
/// </summary>
internal interface IUnfinishedWork
{
    /// <summary>Adds, once for each, the counted references that lie in no root table and in no object.</summary>
    void AddHeld(List<uint> references);

    /// <summary>Adds the dying objects: count 0, in no generation, but their fields still hold counted references.</summary>
    void AddDying(List<uint> objects);
}
