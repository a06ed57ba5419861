namespace GcActors.Core.Scenarios.Parsing;

/// <summary>The top level or one body: which variables it binds and reads.</summary>
/// <param name="kind">Null at top level.</param>
internal sealed class Scope(BodyKind? kind, IReadOnlyList<string> parameters)
{
    public Variables Objects { get; } = new(parameters);

    public Variables Integers { get; } = new([]);

    /// <summary>Whether <c>self</c> means something here: in a callback it does when the callback is used as a method.</summary>
    public bool HasSelf => kind is BodyKind.Finalizer or BodyKind.Callback;

    public bool HasRef => kind is BodyKind.Callback;
}
