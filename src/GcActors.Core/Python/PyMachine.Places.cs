using System.Runtime.CompilerServices;
using GcActors.Core.Objects;

namespace GcActors.Core.Python;

/// <summary>Reads variables, places and numbers.</summary>
internal sealed unsafe partial class PyMachine
{
    private const int ExpressionDepth = 256;
    private readonly List<RootTable> _tables = [];
    private uint[] _constants = [];
    private PyProgram _program = new();
    private uint _none;
    private uint _emptyTuple;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref uint Variable(in Frame f, int number) => ref number >= 0 ? ref _values[f.Locals + number] : ref _globals[~number];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref long IntVariable(in Frame f, int number) => ref number >= 0 ? ref _ints.Entries[f.Ints + number] : ref _globalInts[~number];

    /// <summary>The object at a place, borrowed.</summary>
    public uint Load(in Frame f, PyPlace place)
    {
        uint cell = LoadBase(f, place);
        foreach (PyAccessor accessor in place.Accessors)
        {
            cell = Access(f, place, cell, accessor);
        }

        return cell;
    }

    /// <summary>The same, of the frame that runs.</summary>
    public uint Load(int place) => Load(_frames.Entries[_depth - 1], _program.Places[place]);

    private uint LoadBase(in Frame f, PyPlace place)
    {
        if (place.Table >= 0)
        {
            uint held = *TableSlot(f, place);
            return held == 0 ? _none : held;
        }

        uint cell = Variable(f, place.Variable);
        return cell != 0 ? cell : throw new PythonException($"{BaseName(place)} has no value here");
    }

    private static string BaseName(PyPlace place)
    {
        int end = place.Name.AsSpan().IndexOfAny('.', '[', '{');
        return end < 0 ? place.Name : place.Name[..end];
    }

    private uint* TableSlot(in Frame f, PyPlace place)
    {
        long size = _program.Tables[place.Table].Size;
        long index = Evaluate(f, place.TableIndex);
        long at = index < 0 ? index + size : index;
        return at >= 0 && at < size
            ? _tables[place.Table].Slots + at
            : throw new PythonException($"{place.Name}: index {index} is outside the table's {size} slots");
    }

    /// <summary>The object that a container holds at an accessor, borrowed.</summary>
    private uint Access(in Frame f, PyPlace place, uint container, in PyAccessor accessor)
    {
        uint* slot = SlotOf(f, place, container, accessor);
        return slot != null && *slot != 0 ? *slot : throw new PythonException($"{place.Name}: {Missing(f, container, accessor)}");
    }

    private string Missing(in Frame f, uint container, in PyAccessor accessor) => accessor.Attribute >= 0
        ? $"this {_classes.KindName(container)} has no attribute {(char)('a' + accessor.Attribute)}"
        : $"this dict has no key {(accessor.Text >= 0 ? _program.Texts[_program.Atoms[accessor.Text].Number] : Evaluate(f, accessor.Expression).ToString())}";

    /// <summary>Where a container holds what an accessor names; null: a dict (an attribute dict, too) that has no such key.</summary>
    private uint* SlotOf(in Frame f, PyPlace place, uint container, in PyAccessor accessor)
    {
        ObjectKind kind = _layout.KindOf(container);
        if (accessor.Attribute >= 0)
        {
            return AttributeSlot(place, container, kind, accessor.Attribute);
        }

        switch (kind)
        {
            case ObjectKind.Dict:
                int at = Find(container, KeyFor(f, accessor));
                return at < 0 ? null : _layout.ItemsOf(container) + at + 1;
            case ObjectKind.List when accessor.Text < 0:
                return _layout.ItemsOf(container) + IndexIn(place, Evaluate(f, accessor.Expression), _layout.Items(container)->Length);
            case ObjectKind.Tuple when accessor.Text < 0:
                return _layout.Fields(container) + IndexIn(place, Evaluate(f, accessor.Expression), _layout.ShapeOf(container)->Fields);
            default:
                string what = accessor.Text >= 0 ? "keys" : "items";
                throw new PythonException($"{place.Name}: a {_classes.KindName(container)} has no {what}");
        }
    }

    private uint* AttributeSlot(PyPlace place, uint container, ObjectKind kind, int attribute)
    {
        if (kind != ObjectKind.Instance)
        {
            throw new PythonException($"{place.Name}: a {_classes.KindName(container)} has no attributes");
        }

        if (!HasAttributeDict(container))
        {
            return _layout.Fields(container) + attribute;
        }

        uint dict = _layout.Fields(container)[0];
        int at = dict == 0 ? -1 : Find(dict, PyKey.OfText(_attributeNames[attribute]));
        return at < 0 ? null : _layout.ItemsOf(dict) + at + 1;
    }

    private bool HasAttributeDict(uint instance) => _gc.Version.HasAttributeDicts && _layout.At(instance)->Shape == _layout.Object;

    private static long IndexIn(PyPlace place, long index, uint length)
    {
        long at = index < 0 ? index + length : index;
        return at >= 0 && at < length ? at : throw new PythonException($"{place.Name}: index {index} is outside the {length} items");
    }

    private PyKey KeyFor(in Frame f, in PyAccessor accessor) =>
        accessor.Text >= 0 ? PyKey.OfText(_constants[accessor.Text]) : new PyKey(Evaluate(f, accessor.Expression));

    /// <summary>The value of an expression of the frame that runs.</summary>
    public long Evaluate(int expression) => Evaluate(_frames.Entries[_depth - 1], expression);

    private long Evaluate(in Frame f, int expression)
    {
        PyExpression e = _program.Expressions[expression];
        return e.IsConstant ? e.Steps[0].Value : e.IsVariable ? ReadInt(f, (int)e.Steps[0].Value) : EvaluateSteps(f, e);
    }

    private long ReadInt(in Frame f, int variable)
    {
        long value = IntVariable(f, variable);
        return value != NoValue ? value : throw new PythonException("an integer variable has no value here");
    }

    /// <summary>The value of an expression without variables.</summary>
    public static long EvaluateConstant(PyExpression e) => EvaluateSteps(e, default);

    private long EvaluateSteps(in Frame f, PyExpression e)
    {
        Frame frame = f;
        return EvaluateSteps(e, new IntReader(this, frame));
    }

    private readonly struct IntReader(PyMachine machine, Frame frame)
    {
        public long Read(int variable) => machine.ReadInt(frame, variable);
    }

    private static long EvaluateSteps(PyExpression e, IntReader variables)
    {
        long* stack = stackalloc long[ExpressionDepth];
        int top = 0;
        foreach (PyExpression.Step step in e.Steps)
        {
            switch (step.Kind)
            {
                case 'c':
                    stack[top++] = step.Value;
                    break;
                case 'v':
                    stack[top++] = variables.Read((int)step.Value);
                    break;
                case 'n':
                    stack[top - 1] = checked(-stack[top - 1]);
                    break;
                default:
                    top--;
                    stack[top - 1] = Apply(step.Kind, stack[top - 1], stack[top]);
                    break;
            }
        }

        return stack[0];
    }

    /// <summary>Python's arithmetic on 64 bits: / rounds down, % has the divisor's sign.</summary>
    private static long Apply(char op, long left, long right)
    {
        if (op is '/' or '%' && right == 0)
        {
            throw new PythonException("division by zero");
        }

        try
        {
            return checked(op switch
            {
                '+' => left + right,
                '-' => left - right,
                '*' => left * right,
                '/' => FloorDivide(left, right),
                _ => right == -1 ? 0 : left - FloorDivide(left, right) * right,
            });
        }
        catch (OverflowException)
        {
            throw new PythonException($"{left} {op} {right} does not fit 64 bits");
        }
    }

    private static long FloorDivide(long left, long right) =>
        checked(left / right - (left % right != 0 && (left < 0) != (right < 0) ? 1 : 0));

    private bool Holds(in Frame f, PyComparison comparison)
    {
        long left = Evaluate(f, comparison.Left);
        long right = Evaluate(f, comparison.Right);
        return comparison.Operator switch
        {
            "==" => left == right,
            "!=" => left != right,
            "<" => left < right,
            "<=" => left <= right,
            ">" => left > right,
            _ => left >= right,
        };
    }
}
