namespace GcActors.Core.Scenarios;

/// <summary>A parsed scenario: names are resolved as far as text allows, nothing has been executed. Lines are 1-based.</summary>
/// <param name="File">As errors name it.</param>
/// <param name="Title">Words after <c>scenario</c>, or "".</param>
/// <param name="Versions">Where it applies, such as <c>3.12</c>; null: everywhere.</param>
/// <param name="Tables">Root tables in order.</param>
/// <param name="Bodies">Finalizers, callbacks and functions in order.</param>
/// <param name="Main">Statements at top level in order.</param>
public sealed record Scenario(
    string File,
    string Title,
    IReadOnlyList<string>? Versions,
    IReadOnlyList<TableDeclaration> Tables,
    IReadOnlyList<Body> Bodies,
    IReadOnlyList<Statement> Main)
{
    /// <summary>Where 3.12 and later look; not a part of the text.</summary>
    public SafePoints SafePoints { get; init; }
}

/// <param name="Size">Slots, at least 0.</param>
public sealed record TableDeclaration(string Name, int Size, int Line);

public enum BodyKind
{
    Finalizer,
    Callback,
    Function,
}

/// <param name="Parameters">Of a function; a finalizer has the implicit <c>self</c>, a callback <c>ref</c> (and <c>self</c> when used
/// through a method).</param>
/// <param name="Globals">Object variables that are the global ones here: those of the <c>global</c> lines, and those that the body only reads.
/// All others, deleted ones included, are local.</param>
/// <param name="GlobalInts">The same for integer variables, without <c>$</c>.</param>
public sealed record Body(
    BodyKind Kind,
    string Name,
    IReadOnlyList<string> Parameters,
    IReadOnlyList<string> Globals,
    IReadOnlyList<string> GlobalInts,
    IReadOnlyList<Statement> Statements,
    int Line);

/// <summary>An integer expression of scenario-language.md 2.</summary>
public abstract record IntExpression
{
    public sealed record Literal(long Value) : IntExpression;

    public sealed record Variable(string Name) : IntExpression;

    /// <param name="Operator">One of <c>+ - * / %</c>; / rounds down, % has the sign of the divisor, as in Python.</param>
    public sealed record Binary(char Operator, IntExpression Left, IntExpression Right) : IntExpression;

    public sealed record Negate(IntExpression Operand) : IntExpression;
}

/// <summary>A dictionary key: a word, or an integer.</summary>
public abstract record DictKey
{
    public sealed record Word(string Text) : DictKey;

    public sealed record Int(IntExpression Value) : DictKey;
}

/// <summary>One accessor of a place.</summary>
public abstract record Accessor
{
    /// <param name="Name">a, b, c or d.</param>
    public sealed record Attribute(char Name) : Accessor;

    public sealed record Index(IntExpression Value) : Accessor;

    public sealed record Key(DictKey Value) : Accessor;
}

/// <summary>A variable or a table slot, followed by accessors.</summary>
/// <param name="Base">Variable (also <c>self</c>, <c>ref</c>) or table name.</param>
/// <param name="TableIndex">Index where the base is a table, else null.</param>
public sealed record Place(string Base, IntExpression? TableIndex, IReadOnlyList<Accessor> Accessors);

public abstract record Item
{
    public sealed record At(Place Place) : Item;

    public sealed record None : Item;

    public sealed record Text(string Value) : Item;

    /// <summary>An integer atom. A literal-only expression is a constant (the same atom each time); one with variables makes a number when
    /// evaluated.</summary>
    public sealed record Int(IntExpression Value) : Item;
}

/// <summary>What a <c>let</c> makes.</summary>
public abstract record Creation
{
    public sealed record List(IReadOnlyList<Item> Items) : Creation;

    public sealed record Tuple(IReadOnlyList<Item> Items) : Creation;

    public sealed record Dict(IReadOnlyList<(DictKey Key, Item Value)> Entries) : Creation;

    /// <param name="Kind"><c>object</c>, <c>slots</c> or <c>legacy</c>.</param>
    /// <param name="Finalizer">Name of a finalizer declared above, or null.</param>
    public sealed record Instance(string Kind, string? Finalizer, Label? Label) : Creation;

    public sealed record Leaf : Creation;

    /// <param name="CallbackName">Name of a callback declared above, or null.</param>
    /// <param name="CallbackPlace">A place that holds a method, or null.</param>
    public sealed record WeakRef(Place Target, string? CallbackName, Place? CallbackPlace) : Creation;

    public sealed record Method(Place Object, string Callback) : Creation;

    public sealed record Deref(Place Reference) : Creation;

    /// <summary><c>let V = ITEM</c>: binds what exists; no temporary, one safe point.</summary>
    public sealed record Existing(Item Item) : Creation;
}

/// <summary>Text with <c>$name</c> parts: literal and variable pieces in order.</summary>
public sealed record Label(IReadOnlyList<(string? Text, string? Variable)> Parts);

/// <param name="Line">Of its first word.</param>
public abstract record Statement(int Line)
{
    public sealed record Let(string Variable, Creation Value, int Line) : Statement(Line);

    public sealed record Delete(IReadOnlyList<string> Variables, int Line) : Statement(Line);

    public sealed record Append(Place List, Item Value, int Line) : Statement(Line);

    public sealed record Pop(Place List, int Line) : Statement(Line);

    public sealed record Clear(Place Container, int Line) : Statement(Line);

    public sealed record Set(Place Target, Item Value, int Line) : Statement(Line);

    public sealed record Unset(Place Target, int Line) : Statement(Line);

    public sealed record Call(string Function, IReadOnlyList<Item> Arguments, int Line) : Statement(Line);

    /// <param name="Generation">As written, or null for 2.</param>
    public sealed record Collect(IntExpression? Generation, bool Quiet, int Line) : Statement(Line);

    public sealed record Enable(int Line) : Statement(Line);

    public sealed record Disable(int Line) : Statement(Line);

    /// <param name="Values">One to three.</param>
    public sealed record Threshold(IReadOnlyList<IntExpression> Values, int Line) : Statement(Line);

    public sealed record Freeze(int Line) : Statement(Line);

    public sealed record Unfreeze(int Line) : Statement(Line);

    /// <param name="Flags">CPython's bits, or-ed: STATS 1, COLLECTABLE 2, UNCOLLECTABLE 4, SAVEALL 32, LEAK 38; 0: off.</param>
    public sealed record Debug(int Flags, int Line) : Statement(Line);

    public sealed record GarbageClear(int Line) : Statement(Line);

    public sealed record Watch(bool On, int Line) : Statement(Line);

    public sealed record Immortal(Place Target, int Line) : Statement(Line);

    /// <param name="Variable">Counts from 0, without <c>$</c>; null: none.</param>
    public sealed record Repeat(IntExpression Times, string? Variable, IReadOnlyList<Statement> Statements, int Line) : Statement(Line);

    /// <param name="Operator">One of <c>== != &lt; &lt;= &gt; &gt;=</c>.</param>
    public sealed record If(
        IntExpression Left, string Operator, IntExpression Right, IReadOnlyList<Statement> Then, IReadOnlyList<Statement> Else, int Line) : Statement(Line);

    public sealed record SetInt(string Variable, IntExpression Value, int Line) : Statement(Line);

    public sealed record Seed(IntExpression Value, int Line) : Statement(Line);

    public sealed record Random(string Variable, IntExpression Bound, int Line) : Statement(Line);

    public sealed record Log(string Text, Place? Place, int Line) : Statement(Line);

    public sealed record Note(string Text, int Line) : Statement(Line);

    /// <summary><c>show</c> and <c>expect</c>.</summary>
    /// <param name="What">A word of scenario-language.md 4, checked.</param>
    /// <param name="Places">Operands that are places (one; two for <c>same</c>).</param>
    /// <param name="Expression">Operand of <c>int</c>.</param>
    /// <param name="Builtin">NAME of <c>immortal builtin:NAME</c>.</param>
    /// <param name="Words">The words after WHAT as written, for the <c>args</c> of the output.</param>
    /// <param name="WantJson">JSON text after <c>=</c> of an <c>expect</c>, checked to be JSON; null for <c>show</c>.</param>
    /// <param name="OnlyVersions">Versions of <c>for</c>, or null: elsewhere the line does nothing at all, not even a safe point.</param>
    public sealed record Observe(
        string What,
        IReadOnlyList<Place> Places,
        IntExpression? Expression,
        string? Builtin,
        IReadOnlyList<string> Words,
        string? WantJson,
        IReadOnlyList<string>? OnlyVersions,
        int Line) : Statement(Line);
}
