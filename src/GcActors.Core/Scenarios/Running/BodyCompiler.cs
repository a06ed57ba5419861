using GcActors.Core.Python;

namespace GcActors.Core.Scenarios.Running;

/// <summary>Compiles the statements of one body, or of the top level.</summary>
internal sealed class BodyCompiler
{
    private readonly ScenarioCompiler _program;
    private readonly Body? _body;
    private readonly Dictionary<string, int> _locals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _ints = new(StringComparer.Ordinal);
    private readonly List<Instruction> _code = [];
    private readonly int _parameters;
    private int _intCount;
    private int _line;

    /// <summary>Loops around the statement that is compiled.</summary>
    private int _loops;

    public BodyCompiler(ScenarioCompiler program, Body? body)
    {
        _program = program;
        _body = body;
        foreach (string parameter in ParametersOf(body))
        {
            _locals[parameter] = ++_parameters;
        }
    }

    public PyBody Compile(IReadOnlyList<Statement> statements)
    {
        if (_body != null)
        {
            DeclareLocals(statements);
        }

        CompileAll(statements);
        Emit(Op.Return);
        return new PyBody(_body?.Name ?? "the top level", [.. _code], _parameters, _locals.Count + 1, _intCount, LocalNames());
    }

    private string[] LocalNames()
    {
        string[] names = new string[_locals.Count + 1];
        names[0] = "";
        foreach ((string name, int local) in _locals)
        {
            names[local] = name;
        }

        return names;
    }

    /// <summary>Finalizers and callbacks have the same two, so that a callback can be a method.</summary>
    private static IReadOnlyList<string> ParametersOf(Body? body) => body?.Kind switch
    {
        null => [],
        BodyKind.Function => body.Parameters,
        _ => ["self", "ref"],
    };

    /// <summary>What is bound somewhere in a body is local in all of it, unless a <c>global</c> line names it.</summary>
    private void DeclareLocals(IReadOnlyList<Statement> statements)
    {
        foreach (Statement statement in statements)
        {
            switch (statement)
            {
                case Statement.Let let:
                    DeclareLocal(let.Variable);
                    break;
                case Statement.Delete delete:
                    foreach (string name in delete.Variables)
                    {
                        DeclareLocal(name);
                    }

                    break;
                case Statement.SetInt set:
                    DeclareInt(set.Variable);
                    break;
                case Statement.Random random:
                    DeclareInt(random.Variable);
                    break;
                case Statement.Repeat repeat:
                    if (repeat.Variable != null)
                    {
                        DeclareInt(repeat.Variable);
                    }

                    DeclareLocals(repeat.Statements);
                    break;
                case Statement.If choice:
                    DeclareLocals(choice.Then);
                    DeclareLocals(choice.Else);
                    break;
            }
        }
    }

    private void DeclareLocal(string name)
    {
        if (!_body!.Globals.Contains(name))
        {
            _locals.TryAdd(name, _locals.Count + 1);
        }
    }

    private void DeclareInt(string name)
    {
        if (!_body!.GlobalInts.Contains(name) && _ints.TryAdd(name, _intCount))
        {
            _intCount++;
        }
    }

    private int Variable(string name) => _locals.TryGetValue(name, out int local) ? local : _program.Global(name);

    private int IntVariable(string name) => _ints.TryGetValue(name, out int local) ? local : _program.GlobalInt(name);

    private void Emit(Op op, int a = 0, int b = 0, int c = 0) => _code.Add(new Instruction(op, a, b, c, _line));

    private void Patch(int at, int? a = null, int? b = null, int? c = null)
    {
        Instruction old = _code[at];
        _code[at] = old with { A = a ?? old.A, B = b ?? old.B, C = c ?? old.C };
    }

    private void CompileAll(IReadOnlyList<Statement> statements)
    {
        foreach (Statement statement in statements)
        {
            _line = statement.Line;
            Compile(statement);
        }
    }

    private void Compile(Statement statement)
    {
        switch (statement)
        {
            case Statement.Let let:
                CompileLet(let);
                break;
            case Statement.Delete delete:
                foreach (string name in delete.Variables)
                {
                    Emit(Op.DeleteVariable, Variable(name));
                    EmitEnd();
                }

                break;
            case Statement.Append append:
                Push(append.Value);
                EmitStatement(Op.Append, Place(append.List));
                break;
            case Statement.Pop pop:
                EmitStatement(Op.PopItem, Place(pop.List));
                break;
            case Statement.Clear clear:
                EmitStatement(Op.ClearAt, Place(clear.Container));
                break;
            case Statement.Set set:
                Push(set.Value);
                EmitStatement(Op.SetPlace, Place(set.Target));
                break;
            case Statement.Unset unset:
                EmitStatement(Op.Unset, Place(unset.Target));
                break;
            case Statement.Call call:
                CompileCall(call);
                break;
            case Statement.Repeat repeat:
                CompileRepeat(repeat);
                break;
            case Statement.If choice:
                CompileIf(choice);
                break;
            case Statement.SetInt set:
                Emit(Op.SetInt, IntVariable(set.Variable), Number(set.Value));
                break;
            case Statement.Seed seed:
                Emit(Op.Seed, Number(seed.Value));
                break;
            case Statement.Random random:
                Emit(Op.Random, IntVariable(random.Variable), Number(random.Bound));
                break;
            default:
                CompileForCollector(statement);
                break;
        }
    }

    private void CompileForCollector(Statement statement)
    {
        switch (statement)
        {
            case Statement.Collect collect:
                int told = collect.Quiet ? -1 : _program.Action(new HostAction.Collected(collect));
                EmitStatement(Op.Collect, collect.Generation is { } g ? Number(g) : -1, told);
                break;
            case Statement.Enable:
                EmitStatement(Op.Enable);
                break;
            case Statement.Disable:
                EmitStatement(Op.Disable);
                break;
            case Statement.Threshold threshold:
                int[] values = [.. threshold.Values.Select(Number), -1, -1];
                EmitStatement(Op.Threshold, values[0], values[1], values[2]);
                break;
            case Statement.Freeze:
                EmitStatement(Op.Freeze);
                break;
            case Statement.Unfreeze:
                EmitStatement(Op.Unfreeze);
                break;
            case Statement.Debug debug:
                EmitStatement(Op.Debug, debug.Flags);
                break;
            case Statement.GarbageClear:
                EmitStatement(Op.GarbageClear);
                break;
            case Statement.Immortal immortal:
                EmitStatement(Op.Immortal, Place(immortal.Target));
                break;
            default:
                CompileForHost(statement);
                break;
        }
    }

    private void CompileForHost(Statement statement)
    {
        switch (statement)
        {
            case Statement.Watch watch:
                EmitStatement(Op.Host, _program.Action(new HostAction.Watch(watch.On)));
                break;
            case Statement.Log log:
                EmitStatement(Op.Host, _program.Action(new HostAction.Log(log.Text, log.Place is { } place ? Place(place) : -1)));
                break;
            case Statement.Note note:
                Emit(Op.Host, _program.Action(new HostAction.Note(note.Text, note.Line)));
                break;
            case Statement.Observe observe when observe.OnlyVersions?.Contains(_program.Version.Name) != false:
                int[] places = [.. observe.Places.Select(Place)];
                int expression = observe.Expression is { } e ? Number(e) : -1;
                EmitStatement(Op.Host, _program.Action(new HostAction.Observe(observe, places, expression)));
                break;
            case Statement.Observe:
                break;
            default:
                throw new InvalidOperationException($"statement {statement.GetType().Name} has no code");
        }
    }

    private void EmitStatement(Op op, int a = 0, int b = 0, int c = 0)
    {
        Emit(op, a, b, c);
        EmitEnd();
    }

    private void EmitEnd() => Emit(Op.End, LooksNow ? PyMachine.AtSafePoint : PyMachine.NotAtSafePoint);

    /// <summary>Whether the statement that is compiled has safe points of its own.</summary>
    private bool LooksNow => _loops == 0 || _program.SafePoints == SafePoints.Statements;

    private void CompileLet(Statement.Let let)
    {
        int variable = Variable(let.Variable);
        if (let.Value is Creation.Existing existing)
        {
            Push(existing.Item);
            EmitStatement(Op.BindTop, variable);
            return;
        }

        if (let.Value is Creation.List list)
        {
            PushAll(list.Items);
            Emit(Op.LetList, list.Items.Count, variable);
        }
        else
        {
            CompileCreation(let.Value);
            Emit(Op.BindNew, variable);
        }

        // The way round has as many instructions whether it looks or not (PyMachine.BoundNew).
        if (LooksNow)
        {
            Emit(Op.SafePoint);
        }
        else
        {
            Emit(Op.Jump, _code.Count + 1);
        }

        Emit(Op.BindTemporary, variable);
        Emit(Op.DropTemporary);
        EmitEnd();
    }

    private void CompileCreation(Creation creation)
    {
        switch (creation)
        {
            case Creation.Tuple tuple:
                PushAll(tuple.Items);
                Emit(Op.MakeTuple, tuple.Items.Count);
                break;
            case Creation.Dict dict:
                foreach ((DictKey key, Item value) in dict.Entries)
                {
                    PushKey(key);
                    Push(value);
                }

                Emit(Op.MakeDict, dict.Entries.Count);
                break;
            case Creation.Instance instance:
                Emit(Op.MakeInstance, _program.ClassOf(instance.Kind, instance.Finalizer), LabelOf(instance.Label));
                break;
            case Creation.Leaf:
                Emit(Op.MakeLeaf);
                break;
            case Creation.WeakRef weakRef:
                int named = weakRef.CallbackName is { } name ? _program.FunctionAtom(name) : -1;
                int held = weakRef.CallbackPlace is { } place ? Place(place) : -1;
                Emit(Op.MakeWeakRef, Place(weakRef.Target), named, held);
                break;
            case Creation.Method method:
                Emit(Op.MakeMethod, Place(method.Object), _program.FunctionAtom(method.Callback));
                break;
            case Creation.Deref deref:
                Emit(Op.Deref, Place(deref.Reference));
                break;
            default:
                throw new InvalidOperationException($"creation {creation.GetType().Name} has no code");
        }
    }

    private int LabelOf(Label? label)
    {
        if (label == null || label.Parts.Count == 0)
        {
            return 0;
        }

        if (label.Parts.All(part => part.Variable == null))
        {
            return _program.Label(string.Concat(label.Parts.Select(part => part.Text)));
        }

        _program.DynamicLabels.Add(
            [.. label.Parts.Select(part => (part.Text, part.Variable == null ? -1 : Number(new IntExpression.Variable(part.Variable))))]);
        return ~(_program.DynamicLabels.Count - 1);
    }

    private void CompileCall(Statement.Call call)
    {
        Emit(Op.PushNull);
        PushAll(call.Arguments);
        EmitStatement(Op.Call, _program.Function(call.Function), call.Arguments.Count);
    }

    private void CompileRepeat(Statement.Repeat repeat)
    {
        int hidden = _intCount;
        _intCount += 2;
        int start = _code.Count;
        Emit(Op.RepeatStart, Number(repeat.Times), hidden);
        int first = _code.Count;
        Emit(Op.Jump);
        _loops++;
        CompileAll(repeat.Statements);
        _line = repeat.Line;
        if (!LooksNow)
        {
            Emit(Op.SafePoint);
        }

        _loops--;
        Patch(first, a: _code.Count);
        Emit(Op.RepeatNext, repeat.Variable == null ? PyMachine.NoVariable : IntVariable(repeat.Variable), hidden, BodyOf(first));
        Patch(start, c: _code.Count);
    }

    /// <summary>Where a loop's next turn begins; the jump into it where its body has no code, since no instruction may jump to itself.</summary>
    private int BodyOf(int jump) => jump + 1 < _code.Count ? jump + 1 : jump;

    private void CompileIf(Statement.If choice)
    {
        var comparison = new PyComparison(Number(choice.Left), choice.Operator, Number(choice.Right));
        int test = _code.Count;
        Emit(Op.JumpUnless, _program.Comparison(comparison));
        CompileAll(choice.Then);
        int over = _code.Count;
        Emit(Op.Jump);
        Patch(test, b: _code.Count);
        CompileAll(choice.Else);
        Patch(over, a: _code.Count);
    }

    private void PushAll(IReadOnlyList<Item> items)
    {
        foreach (Item item in items)
        {
            Push(item);
        }
    }

    private void Push(Item item)
    {
        switch (item)
        {
            case Item.None:
                Emit(Op.PushAtom, _program.NoneAtom());
                break;
            case Item.Text text:
                Emit(Op.PushAtom, _program.TextAtom(text.Value));
                break;
            case Item.Int number:
                PushNumber(number.Value);
                break;
            case Item.At { Place: { TableIndex: null, Accessors.Count: 0 } variable }:
                Emit(Op.PushVariable, Variable(variable.Base));
                break;
            case Item.At at:
                Emit(Op.PushPlace, Place(at.Place));
                break;
        }
    }

    private void PushKey(DictKey key)
    {
        if (key is DictKey.Word word)
        {
            Emit(Op.PushAtom, _program.TextAtom(word.Text));
        }
        else
        {
            PushNumber(((DictKey.Int)key).Value);
        }
    }

    private void PushNumber(IntExpression value)
    {
        PyExpression expression = ExpressionOf(value);
        if (expression.IsConstant)
        {
            Emit(Op.PushAtom, _program.IntAtom(expression.Steps[0].Value));
        }
        else
        {
            Emit(Op.PushInt, _program.Expression(expression));
        }
    }

    private int Number(IntExpression value) => _program.Expression(ExpressionOf(value));

    private PyExpression ExpressionOf(IntExpression value) => ExpressionCompiler.Compile(value, IntVariable);

    private int Place(Place place)
    {
        int table = place.TableIndex == null ? -1 : _program.Table(place.Base);
        PyAccessor[] accessors = [.. place.Accessors.Select(Access)];
        int variable = table >= 0 ? 0 : Variable(place.Base);
        int index = place.TableIndex == null ? -1 : Number(place.TableIndex);
        return _program.Place(new PyPlace(PlaceText.Of(place), variable, table, index, accessors));
    }

    private PyAccessor Access(Accessor accessor) => accessor switch
    {
        Accessor.Attribute attribute => new PyAccessor(attribute.Name - 'a', -1, -1),
        Accessor.Index index => new PyAccessor(-1, Number(index.Value), -1),
        Accessor.Key { Value: DictKey.Word word } => new PyAccessor(-1, -1, _program.TextAtom(word.Text)),
        Accessor.Key { Value: DictKey.Int number } => new PyAccessor(-1, Number(number.Value), -1),
        _ => throw new InvalidOperationException($"accessor {accessor.GetType().Name} has no code"),
    };
}
