namespace GcActors.Core.Python;

/// <summary>
/// A Python variable: it holds one counted reference to its object until <see cref="Del"/>. Not the object itself: two variables may hold one object, and an
/// object whose last variable goes may live on in others.
/// </summary>
public sealed class PyObject
{
    private readonly PythonInterpreter _python;

    internal PyObject(PythonInterpreter python, int variable)
    {
        _python = python;
        Variable = variable;
    }

    /// <summary>Whether <see cref="Del"/> was called.</summary>
    public bool IsDeleted { get; private set; }

    /// <summary>The kind in the words of scenarios, with the label: <c>list</c>, <c>slots(x)</c>, …</summary>
    public string Kind => _python.KindOf(Cell);

    /// <summary>Items of a list or tuple, pairs of a dict, letters of a text.</summary>
    /// <exception cref="PythonException">It has no length.</exception>
    public long Length => _python.Machine.LengthOf(Cell, "the object");

    internal int Variable { get; }

    private uint Cell => _python.CellOf(this);

    /// <summary>An item of a list or tuple.</summary>
    /// <param name="index">From 0; negative: from the end.</param>
    /// <exception cref="PythonException">Out of range, or a kind without items.</exception>
    public PyObject? this[int index]
    {
        get => Get(index);
        set => Set(index, value);
    }

    /// <summary>A value of a dict.</summary>
    /// <param name="key">The key.</param>
    /// <exception cref="PythonException">No such key, or no dict.</exception>
    public PyObject? this[string key]
    {
        get => Get(key);
        set => Set(key, value);
    }

    /// <summary>Attribute <paramref name="name"/>, a to d, of an instance; null is None.</summary>
    /// <exception cref="PythonException">It has none, or is no instance.</exception>
    public PyObject? GetAttr(char name) => Get(name);

    /// <summary>Stores an attribute; the old value is released after the new one is in place.</summary>
    /// <param name="name">a to d.</param>
    /// <param name="value">An object, null, a number or a text.</param>
    public void SetAttr(char name, object? value) => Set(name, value);

    /// <summary>Deletes an attribute.</summary>
    public void DelAttr(char name) => Unset(name);

    /// <summary>Stores an item or value: a list index or dict key.</summary>
    public void SetItem(object key, object? value) => Set(key, value);

    /// <summary>Deletes a list item or dict key.</summary>
    public void DelItem(object key) => Unset(key);

    /// <summary><c>list.append</c>.</summary>
    public void Append(object? item)
    {
        _python.Point(0, this);
        _python.Run(new Instruction(Op.Append, 0, 0, 0, 0), [item]);
    }

    /// <summary>Removes the last item of a list and releases it.</summary>
    public void Pop() => RunOnThis(Op.PopItem);

    /// <summary><c>list.clear</c>, <c>dict.clear</c>.</summary>
    public void Clear() => RunOnThis(Op.ClearAt);

    /// <summary>The target of a weak reference, or null.</summary>
    public PyObject? Deref()
    {
        uint target = _python.Machine.TargetOf(Cell, "the object");
        return target == 0 ? null : _python.Bind(target);
    }

    /// <summary>A second variable for the same object.</summary>
    public PyObject Copy() => _python.Bind(Cell);

    /// <summary>Identity.</summary>
    public bool Is(PyObject other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Cell == _python.CellOf(other);
    }

    /// <summary><c>del</c>: the variable ends, its reference is released, and what dies of that dies now.</summary>
    public void Del()
    {
        _python.Delete(this);
        IsDeleted = true;
    }

    private PyObject? Get(object accessor)
    {
        _python.Point(0, this, accessor);
        return _python.BindOrNone(_python.Machine.LoadDirect(0));
    }

    private void Set(object accessor, object? value)
    {
        _python.Point(0, this, accessor);
        _python.Run(new Instruction(Op.SetPlace, 0, 0, 0, 0), [value]);
    }

    private void Unset(object accessor)
    {
        _python.Point(0, this, accessor);
        _python.Run(new Instruction(Op.Unset, 0, 0, 0, 0), []);
    }

    private void RunOnThis(Op op)
    {
        _python.Point(0, this);
        _python.Run(new Instruction(op, 0, 0, 0, 0), []);
    }
}
