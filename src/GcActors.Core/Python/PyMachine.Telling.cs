using GcActors.Core.Objects;

namespace GcActors.Core.Python;

/// <summary>What the machine holds and where it stands, in the words of the program: for lessons, never for the program itself.</summary>
internal sealed unsafe partial class PyMachine
{
    private static readonly string[] s_attributeNames = [".a", ".b", ".c", ".d"];

    /// <summary>Lines of the bodies under way, the innermost first.</summary>
    public List<int> LinesUnderWay()
    {
        var lines = new List<int>();
        for (int i = _depth - 1; i >= 0; i--)
        {
            ref Frame f = ref _frames.Entries[i];
            if (f.Kind == FrameKind.Code)
            {
                Instruction[] code = _functions[f.A].Body!.Code;
                lines.Add(code[Math.Min(f.B, code.Length - 1)].Line);
            }
        }

        return lines;
    }

    /// <summary>The object that is giving up its references just now, cleared or dying; 0: somebody else gives one up.</summary>
    public uint ReleaserUnderWay()
    {
        ref Frame f = ref _frames.Entries[_depth - 1];
        return f.Kind switch
        {
            FrameKind.ClearFields or FrameKind.Dealloc => f.X,

            // Items lie apart from their container when it is emptied; the collection under it knows whose they are.
            FrameKind.ReleaseItems when _depth > 1 && _frames.Entries[_depth - 2].Kind == FrameKind.Collect => _frames.Entries[_depth - 2].X,
            _ => 0,
        };
    }

    /// <summary>Every reference from outside the heap, by a name that a reader knows.</summary>
    public List<(string Name, uint Cell)> NamedRoots()
    {
        var roots = new List<(string Name, uint Cell)>();
        for (int i = 0; i < _program.GlobalNames.Count; i++)
        {
            AddRoot(roots, _program.GlobalNames[i], _globals[i]);
        }

        for (int t = 0; t < _tables.Count; t++)
        {
            for (int i = 0; i < _program.Tables[t].Size; i++)
            {
                AddRoot(roots, $"{_program.Tables[t].Name}[{i}]", _tables[t].Slots[i]);
            }
        }

        for (int i = 0; i < _garbageCount; i++)
        {
            AddRoot(roots, $"gc.garbage[{i}]", _garbage[i]);
        }

        AddStack(roots);
        return roots;
    }

    private void AddStack(List<(string Name, uint Cell)> roots)
    {
        string[] names = new string[_top];
        Array.Fill(names, "a temporary");
        for (int i = 0; i < _depth; i++)
        {
            ref Frame f = ref _frames.Entries[i];
            if (f.Kind == FrameKind.Code)
            {
                PyBody body = _functions[f.A].Body!;
                for (int local = 1; local < body.Locals; local++)
                {
                    names[f.Locals + local] = $"{body.LocalNames[local]} in {body.Name}";
                }
            }
        }

        for (int i = 0; i < _top; i++)
        {
            AddRoot(roots, names[i], _values[i]);
        }
    }

    private static void AddRoot(List<(string Name, uint Cell)> roots, string name, uint cell)
    {
        if (cell != 0)
        {
            roots.Add((name, cell));
        }
    }

    /// <summary>What an object refers to, atoms left out, by the accessor that leads there; in the order in which a reader would write it.</summary>
    public List<(string Name, uint Cell)> NamedReferents(uint cell)
    {
        var found = new List<(string Name, uint Cell)>();
        switch (_layout.KindOf(cell))
        {
            case ObjectKind.List:
                AddFields(found, _layout.ItemsOf(cell), (int)_layout.Items(cell)->Length, i => $"[{i}]");
                break;
            case ObjectKind.Tuple:
                AddFields(found, _layout.Fields(cell), (int)_layout.ShapeOf(cell)->Fields, i => $"[{i}]");
                break;
            case ObjectKind.Dict:
                AddValues(found, cell);
                break;
            case ObjectKind.Instance when HasAttributeDict(cell):
                AddFields(found, _layout.Fields(cell), 1, _ => ".__dict__");
                break;
            case ObjectKind.Instance:
                AddFields(found, _layout.Fields(cell), PyLayout.Attributes, i => s_attributeNames[i]);
                break;
            case ObjectKind.WeakRef:
                AddFields(found, _layout.Fields(cell), 1, _ => "callback");
                break;
            case ObjectKind.BoundMethod:
                AddFields(found, _layout.Fields(cell) + 1, 1, _ => "self");
                break;
        }

        return found;
    }

    private void AddFields(List<(string Name, uint Cell)> found, uint* fields, int count, Func<int, string> nameOf)
    {
        for (int i = 0; i < count; i++)
        {
            if (fields[i] != 0 && _layout.KindOf(fields[i]) != ObjectKind.Atom)
            {
                found.Add((nameOf(i), fields[i]));
            }
        }
    }

    private void AddValues(List<(string Name, uint Cell)> found, uint dict)
    {
        uint* pairs = _layout.ItemsOf(dict);
        for (int i = 0; i < _layout.Items(dict)->Length; i += 2)
        {
            if (pairs[i] != 0 && _layout.KindOf(pairs[i + 1]) != ObjectKind.Atom)
            {
                found.Add(($"{{{KeyText(_layout.AtomOf(pairs[i]))}}}", pairs[i + 1]));
            }
        }
    }

    /// <summary>Names of attributes are no texts of the program: −1 to −4 stand for a to d.</summary>
    private string KeyText(AtomPart* key) => key->Type != AtomType.Text
        ? $"{key->Value}"
        : key->Number < 0 ? s_attributeNames[-1 - key->Number][1..] : _program.Texts[key->Number];
}
