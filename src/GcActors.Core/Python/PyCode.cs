namespace GcActors.Core.Python;

/// <summary>Instructions of a body. Operands A, B, C: numbers in the program's tables, variables (≥ 0 local, ~n global), or targets of jumps.</summary>
internal enum Op : byte
{
    /// <summary>Room for a callee's temporary.</summary>
    PushNull,

    PushVariable,
    PushPlace,
    PushAtom,
    PushInt,
    MakeList,
    MakeTuple,

    /// <summary>A pairs, keys and values in turn on the stack.</summary>
    MakeDict,

    /// <summary>Class A; label number B, or computed by the host where B &lt; 0.</summary>
    MakeInstance,

    MakeLeaf,

    /// <summary>Of place A, with the callback atom B, or what place C holds; −1: none.</summary>
    MakeWeakRef,

    /// <summary>Of place A, with the function atom B.</summary>
    MakeMethod,

    /// <summary>The target of the weak reference at place A.</summary>
    Deref,

    /// <summary>The four instructions behind it at once, where nobody can tell: then it jumps over them. Variable A.</summary>
    BindNew,

    /// <summary>A list of the A items on the stack, and <see cref="BindNew"/> of variable B.</summary>
    LetList,

    SafePoint,

    /// <summary>The rest of a <c>let</c> that made something, in one step where nobody can look on: binds to A and goes on at B. Else the four instructions
    /// that follow do it one by one.</summary>
    BindMade,

    BindTemporary,
    DropTemporary,
    BindTop,
    DeleteVariable,
    Append,
    PopItem,
    ClearAt,
    SetPlace,
    Unset,

    /// <summary>Function A with B arguments on the stack.</summary>
    Call,

    /// <summary>Generation: expression A, −1: 2. B: what the host is told with the result, −1: nothing.</summary>
    Collect,

    Enable,
    Disable,

    /// <summary>Expressions A, B, C; −1: unchanged.</summary>
    Threshold,

    Freeze,
    Unfreeze,
    Debug,
    GarbageClear,
    Immortal,

    /// <summary>Times: expression A. Hidden counter and limit: ints B, B + 1.</summary>
    RepeatStart,

    /// <summary>Hidden counter B; jumps back to C while something is left.</summary>
    RepeatNext,

    /// <summary>Jumps to B unless comparison A holds.</summary>
    JumpUnless,

    Jump,

    /// <summary>Variable A = expression B.</summary>
    SetInt,

    Seed,
    Random,

    /// <summary>The host does number A.</summary>
    Host,

    /// <summary>The end of a statement; A: whether it is a safe point.</summary>
    End,

    Return,
}

internal readonly record struct Instruction(Op Op, int A, int B, int C, int Line);

/// <summary>Statements that run with locals of their own.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Code">Ends with <see cref="Op.Return"/>.</param>
/// <param name="Parameters">Locals 1 to so many are given by the caller; local 0 is the temporary.</param>
/// <param name="Locals">All locals.</param>
/// <param name="Ints">Number variables and hidden counters.</param>
/// <param name="LocalNames">Of all locals; the temporary's is empty.</param>
internal sealed record PyBody(string Name, Instruction[] Code, int Parameters, int Locals, int Ints, string[] LocalNames);

/// <summary>Something that can be called: a body, or C# code.</summary>
/// <param name="Body">Statements, or null.</param>
/// <param name="Native">Called with self and the weak reference, either of which may be 0.</param>
internal sealed record PyFunction(PyBody? Body, Action<uint, uint>? Native);

/// <summary>An integer expression in postfix form, or a constant or variable alone, which need no stack.</summary>
/// <param name="Steps">Literals, variables and operators.</param>
internal sealed record PyExpression(IReadOnlyList<PyExpression.Step> Steps)
{
    /// <param name="Kind">'c' literal, 'v' variable, 'n' negation, or an operator.</param>
    /// <param name="Value">The literal, or the variable's number.</param>
    internal readonly record struct Step(char Kind, long Value);

    public bool IsConstant => Steps.Count == 1 && Steps[0].Kind == 'c';

    public bool IsVariable => Steps.Count == 1 && Steps[0].Kind == 'v';
}

/// <summary>A comparison of two expressions.</summary>
internal sealed record PyComparison(int Left, string Operator, int Right);

/// <summary>One accessor of a place.</summary>
/// <param name="Attribute">0 to 3 for a to d; −1: none.</param>
/// <param name="Expression">Index or integer key; −1: none.</param>
/// <param name="Text">Key atom; −1: none.</param>
internal readonly record struct PyAccessor(int Attribute, int Expression, int Text);

/// <summary>A place: a variable, or a table slot, and accessors.</summary>
/// <param name="Name">As written, for messages.</param>
/// <param name="Variable">Where there is no table.</param>
/// <param name="Table">Number of the table, −1: none.</param>
/// <param name="TableIndex">Expression.</param>
/// <param name="Accessors">In order.</param>
internal sealed record PyPlace(string Name, int Variable, int Table, int TableIndex, PyAccessor[] Accessors);

/// <summary>A compiled program: what instructions refer to by number.</summary>
internal sealed class PyProgram
{
    public List<PyFunction> Functions { get; } = [];

    public List<PyPlace> Places { get; } = [];

    public List<PyExpression> Expressions { get; } = [];

    public List<PyComparison> Comparisons { get; } = [];

    /// <summary>Constant atoms; cells are made when the program is loaded.</summary>
    public List<AtomPart> Atoms { get; } = [];

    /// <summary>Texts by the number in a text atom.</summary>
    public List<string> Texts { get; } = [];

    /// <summary>Names of variables, for messages.</summary>
    public List<string> GlobalNames { get; } = [];

    public List<string> GlobalIntNames { get; } = [];

    /// <summary>Slots of each root table.</summary>
    public List<(string Name, int Size)> Tables { get; } = [];

    public PyClassTable Classes { get; } = new();
}

/// <summary>What a program needs beyond objects: output, labels.</summary>
internal interface IPyHost
{
    /// <summary>Does what <see cref="Op.Host"/> asks for.</summary>
    void Do<TMemory>(ref TMemory m, PyMachine machine, int number)
        where TMemory : struct, Mutators.IObjectMemory;

    /// <summary>A collection that <see cref="Op.Collect"/> asked for returned.</summary>
    void Collected(int number, long result);

    /// <summary><see cref="Op.Freeze"/> was done.</summary>
    void Frozen<TMemory>(ref TMemory m, PyMachine machine)
        where TMemory : struct, Mutators.IObjectMemory;

    /// <summary><see cref="Op.Unfreeze"/> was done.</summary>
    void Unfrozen();

    /// <summary>The label of an instance about to be made.</summary>
    int Label(PyMachine machine, int number);
}
