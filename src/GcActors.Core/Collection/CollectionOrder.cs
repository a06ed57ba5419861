namespace GcActors.Core.Collection;

/// <summary>Order of survivors, which later collections see; the order of garbage is the same either way (cycle-collectors.md 14.1).</summary>
public enum CollectionOrder
{
    /// <summary>CPython's: kept objects in vector order, then rescued ones in the order of their rescue.</summary>
    CPython,

    /// <summary>Survivors stay where they were.</summary>
    Place,
}
