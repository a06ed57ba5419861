namespace GcActors.Core.Collection;

/// <summary>Sees the references of an object, one by one. A struct in a type parameter; called for every edge of a collection.</summary>
/// <remarks>Passed by value, so that it is never address-exposed and lives in registers: what changes lies behind a pointer.</remarks>
internal interface IReferenceVisitor
{
    /// <param name="cell">The referent, or 0 for a null field, which a walk may also pass over: side tables answer for granule 0, so most visitors need no
    /// test.</param>
    void Visit(uint cell);
}
