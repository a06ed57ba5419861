namespace GcActors.Core.Scenarios.Parsing;

/// <summary>Tables and bodies declared so far: a name must be declared above the line that uses it.</summary>
internal sealed class Declarations(Diagnostics diagnostics)
{
    private readonly Dictionary<(string What, string Name), int> lines = [];
    private readonly Dictionary<string, int> parameterCounts = new(StringComparer.Ordinal);

    public List<TableDeclaration> Tables { get; } = [];

    public bool IsTable(string name) => Has("table", name);

    public bool IsFinalizer(string name) => Has("finalizer", name);

    public bool IsCallback(string name) => Has("callback", name);

    public int? ParametersOf(string function) => parameterCounts.TryGetValue(function, out int count) ? count : null;

    public IEnumerable<string> Of(string what) => lines.Keys.Where(key => key.What == what).Select(key => key.Name);

    public void AddTable(Word name, int size)
    {
        Add("table", name);
        Tables.Add(new TableDeclaration(name.Text, size, name.Line));
    }

    /// <param name="what"><c>finalizer</c>, <c>callback</c> or <c>function</c>.</param>
    public void AddBody(string what, Word name) => Add(what, name);

    public void AddFunction(Word name, int parameters)
    {
        Add("function", name);
        parameterCounts.Add(name.Text, parameters);
    }

    private bool Has(string what, string name) => lines.ContainsKey((what, name));

    private void Add(string what, Word name)
    {
        CheckFree(name);
        if (!lines.TryAdd((what, name.Text), name.Line))
        {
            throw diagnostics.At(name, $"{what} '{name.Text}' is already declared in line {lines[(what, name.Text)]}");
        }
    }

    private void CheckFree(Word name)
    {
        if (!Names.IsName(name.Text))
        {
            throw diagnostics.At(name, $"{Diagnostics.Quote(name.Text)} is no name: letters, digits and _, not starting with a digit");
        }

        if (Names.IsReserved(name.Text))
        {
            throw diagnostics.At(name, $"'{name.Text}' is reserved");
        }
    }
}
