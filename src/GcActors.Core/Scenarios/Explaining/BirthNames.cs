namespace GcActors.Core.Scenarios.Explaining;

/// <summary>The variables that statements make objects for, by line.</summary>
internal sealed class BirthNames
{
    private readonly Dictionary<int, string> _names = [];

    public BirthNames(Scenario scenario)
    {
        Add(scenario.Main);
        foreach (Body body in scenario.Bodies)
        {
            Add(body.Statements);
        }
    }

    public string? Of(int line) => _names.GetValueOrDefault(line);

    private void Add(IReadOnlyList<Statement> statements)
    {
        foreach (Statement statement in statements)
        {
            switch (statement)
            {
                case Statement.Let let:
                    _names[let.Line] = let.Variable;
                    break;
                case Statement.Repeat repeat:
                    Add(repeat.Statements);
                    break;
                case Statement.If choice:
                    Add(choice.Then);
                    Add(choice.Else);
                    break;
            }
        }
    }
}
