namespace GcActors.Runtime.Telemetry;

/// <summary>
/// What measurements call the actors of a system. The first 64 of a kind (what is in front of the '/') by their names, all others of it together:
/// <c>mutator/*</c>. An actor keeps its label, so that no total ever moves to another.
/// </summary>
internal sealed class MailboxLabels
{
    private const int NamedOfAKind = 64;

    private readonly Dictionary<string, int> _ofAKind = new(StringComparer.Ordinal);

    /// <summary>For actors in order of creation.</summary>
    public string Next(string name)
    {
        string kind = name[..(name.IndexOf('/', StringComparison.Ordinal) + 1)];
        int number = _ofAKind[kind] = _ofAKind.GetValueOrDefault(kind) + 1;
        return number <= NamedOfAKind ? name : kind + "*";
    }
}
