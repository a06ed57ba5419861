using System.Globalization;
using System.Text;
using GcActors.Experiments.Statistics;

namespace GcActors.Experiments.Conformance.Generation;

/// <summary>The text so far, the random numbers, and what is known of the heap that the text would make.</summary>
internal sealed class Draft(DraftProfile profile, ulong seed)
{
    public const int Variables = 8;

    /// <summary>Slots of the table T, whose contents are known.</summary>
    public const int Slots = 12;

    private readonly StringBuilder text = new();
    private SplitMix64 random = new(seed);
    private int depth;
    private int labels;

    public DraftProfile Profile => profile;

    public int Statements { get; private set; }

    /// <summary>Variables and slots that are bound, by their text.</summary>
    public SortedDictionary<string, Thing?> Roots { get; } = new(StringComparer.Ordinal);

    /// <summary>Finalizers and callbacks that any number of objects may share.</summary>
    public List<string> LightFinalizers { get; } = [];

    public List<string> LightCallbacks { get; } = [];

    /// <summary>For methods: their bodies use <c>self</c>.</summary>
    public List<string> MethodCallbacks { get; } = [];

    /// <summary>Finalizers that allocate, collect or drop objects: one object each, so that none runs inside itself (5.8).</summary>
    public Queue<string> HeavyFinalizers { get; } = new();

    public Queue<string> HeavyCallbacks { get; } = new();

    /// <summary>Functions with the number of their parameters.</summary>
    public List<(string Name, int Parameters)> Functions { get; } = [];

    /// <summary>Whether <c>show count</c> still has one value in every version.</summary>
    public bool MayShowCount { get; set; } = true;

    /// <summary>Whether automatic collection may be on at this place.</summary>
    public bool IsAutomaticNow { get; set; }

    /// <summary>Observations that need a live list: those a run can take are limited.</summary>
    public int ListObservations { get; set; }

    public int Below(int n) => random.Below(n);

    public bool Percent(int p) => Below(100) < p;

    public T Choose<T>(IReadOnlyList<T> from) => from[Below(from.Count)];

    public string Number(int below) => Below(below).ToString(CultureInfo.InvariantCulture);

    public string NextLabel() => string.Create(CultureInfo.InvariantCulture, $"n{++labels}");

    public void Line(string statement)
    {
        text.Append(' ', 2 * depth).Append(statement).Append('\n');
        Statements++;
    }

    public void Lines(params string[] statements)
    {
        foreach (string statement in statements)
        {
            Line(statement);
        }
    }

    public void Block(string opening, Action inside)
    {
        Line(opening);
        depth++;
        inside();
        depth--;
        Close("end");
    }

    public void Block(string opening, params string[] statements) => Block(opening, () => Lines(statements));

    public void IfElse(string condition, string then, string otherwise)
    {
        Line("if " + condition);
        Inside(then);
        Close("else");
        Inside(otherwise);
        Close("end");
    }

    public override string ToString() => text.ToString();

    private void Inside(string statement)
    {
        depth++;
        Line(statement);
        depth--;
    }

    private void Close(string word) => text.Append(' ', 2 * depth).Append(word).Append('\n');
}
