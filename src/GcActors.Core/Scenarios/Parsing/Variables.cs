namespace GcActors.Core.Scenarios.Parsing;

/// <summary>The object variables or the integer variables of one scope, by Python's rule, which the translator inherits: a name that a body
/// binds or deletes is local to it unless a <c>global</c> line names it; one that it only reads is global.</summary>
internal sealed class Variables(IReadOnlyList<string> parameters)
{
    private readonly HashSet<string> declared = new(StringComparer.Ordinal);
    private readonly HashSet<string> deleted = new(StringComparer.Ordinal);
    private readonly HashSet<string> bound = new(parameters, StringComparer.Ordinal);
    private readonly Dictionary<string, Word> read = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Bound => bound;

    /// <summary>First use of each name that is read.</summary>
    public IReadOnlyDictionary<string, Word> FirstReads => read;

    /// <summary>Names that mean the global variable in this body, declared or only read.</summary>
    public IReadOnlyList<string> Globals => [.. declared.Concat(read.Keys.Where(IsGlobal)).Distinct()];

    public bool IsParameter(string name) => parameters.Contains(name);

    public void DeclareGlobal(string name) => declared.Add(name);

    public void Bind(string name) => bound.Add(name);

    public void Read(string name, Word at) => read.TryAdd(name, at);

    public void Delete(string name, Word at)
    {
        deleted.Add(name);
        Read(name, at);
    }

    /// <summary>Whether the name, used in this body, means the global variable.</summary>
    public bool IsGlobal(string name) => declared.Contains(name) || (!bound.Contains(name) && !deleted.Contains(name));
}
