namespace GcActors.Core.Workloads.LifeTraces;

/// <summary>What a replayed event does.</summary>
internal enum LifeEventKind : byte
{
    Alloc,
    Copy,
    Load,
    Store,
    Drop,
    Send,
    Receive,
}

/// <summary>
/// One event, resolved when the file was read: objects are named by the register that holds them, so that a replay looks nothing up.
/// </summary>
/// <param name="Kind">What is done.</param>
/// <param name="Register">The register that is read: of the object copied, dropped or sent, or of the object whose field it is; of an allocation, the one that gets it.</param>
/// <param name="Other">Copy, load: the register that gets it; store: that of the value, −1 for null; send, receive: the shared root.</param>
/// <param name="Field">Load, store: the field; allocation: the shape, by its number in <see cref="LifeTrace.Shapes"/>.</param>
/// <param name="Id">Allocation, load, receive: the object, by its number among the file's.</param>
internal readonly record struct LifeEvent(LifeEventKind Kind, int Register, int Other, int Field, int Id);
