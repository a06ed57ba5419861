namespace GcActors.Core.Python;

/// <summary>What an instance is of.</summary>
internal enum InstanceKind
{
    /// <summary>A class without slots.</summary>
    Object,

    /// <summary>Attributes in slots.</summary>
    Slots,

    /// <summary>Slots, and an old-style destructor (<c>tp_del</c>) that does nothing but make cycles uncollectable.</summary>
    Legacy,
}

/// <summary>A class of instances.</summary>
/// <param name="Kind">What its instances are.</param>
/// <param name="Finalizer">Its <c>__del__</c>, a number that the program knows; −1: none.</param>
internal sealed record PyClass(InstanceKind Kind, int Finalizer);
