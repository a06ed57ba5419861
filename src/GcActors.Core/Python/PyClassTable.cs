using GcActors.Core.Objects;

namespace GcActors.Core.Python;

/// <summary>The classes of a program, and the layout that their instances have; what collector and program both must know.</summary>
internal sealed class PyClassTable
{
    private readonly List<PyClass> _classes = [];

    /// <summary>Set when the heap exists.</summary>
    public PyLayout? Layout { get; set; }

    public PyClass this[int number] => _classes[number];

    public int Add(PyClass added)
    {
        _classes.Add(added);
        return _classes.Count - 1;
    }

    public unsafe PyClass? ClassOf(uint cell) => Layout!.IsInstance(cell) ? _classes[Layout.InstanceOf(cell)->Class] : null;

    public bool IsLegacy(uint cell) => ClassOf(cell)?.Kind == InstanceKind.Legacy;

    /// <summary>The kind of an object, in the words of scenarios.</summary>
    public unsafe string KindName(uint cell)
    {
        PyLayout layout = Layout!;
        return layout.KindOf(cell) switch
        {
            ObjectKind.List => "list",
            ObjectKind.Tuple => "tuple",
            ObjectKind.Dict => "dict",
            ObjectKind.WeakRef => "weakref",
            ObjectKind.BoundMethod => "method",
            ObjectKind.Record => "leaf",
            ObjectKind.Instance => ClassOf(cell)!.Kind switch
            {
                InstanceKind.Object => "object",
                InstanceKind.Slots => "slots",
                _ => "legacy",
            },
            _ => layout.AtomOf(cell)->Type switch
            {
                AtomType.None => "none",
                AtomType.Int => "int",
                AtomType.Text => "str",
                _ => "function",
            },
        };
    }

    /// <summary>The type's name as the collector's debug output prints it.</summary>
    public string TypeName(uint cell, VersionProfile version) =>
        Layout!.KindOf(cell) == ObjectKind.WeakRef ? version.WeakRefTypeName : KindName(cell);
}
