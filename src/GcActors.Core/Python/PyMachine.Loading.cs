using GcActors.Core.Mutators;

namespace GcActors.Core.Python;

/// <summary>Before a program runs: its tables, constants, and the objects that exist once.</summary>
internal sealed unsafe partial class PyMachine
{
    /// <summary>Makes a program's tables and constants; function 0 is its main body, which <see cref="Start"/> enters. False: memory is needed, repeat it.</summary>
    public bool TryLoadProgram<TMemory>(ref TMemory m, PyProgram program, IPyHost host)
        where TMemory : struct, IObjectMemory
    {
        if (_host == null)
        {
            _program = program;
            _host = host;
            _functions.AddRange(program.Functions);
            _globalInts = new long[program.GlobalIntNames.Count];
            Array.Fill(_globalInts, NoValue);
            _constants = new uint[program.Atoms.Count];
            _tables.AddRange(program.Tables.Select(table => _heap.AddRoots($"table {table.Name}", table.Size)));
        }

        return TryMakeBuiltins(ref m) && TryMakeConstants(ref m);
    }

    /// <summary>Begins the main body.</summary>
    public void Start() => Enter(0, _functions[0].Body!, 0, cost: 0);

    /// <summary>None, the empty tuple and the names of attributes, which exist once.</summary>
    private bool TryMakeBuiltins<TMemory>(ref TMemory m)
        where TMemory : struct, IObjectMemory
    {
        if ((_none == 0 && !TryMakeConstant(ref m, new AtomPart { Type = AtomType.None }, out _none))
            || (_emptyTuple == 0 && !TryMakeEmptyTuple(ref m)))
        {
            return false;
        }

        for (int i = 0; i < _attributeNames.Length; i++)
        {
            // Their texts are not in the program's table; the scenario host knows negative numbers.
            if (_attributeNames[i] == 0
                && !TryMakeConstant(ref m, new AtomPart { Type = AtomType.Text, Number = -1 - i, Value = 1 }, out _attributeNames[i]))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryMakeEmptyTuple<TMemory>(ref TMemory m)
        where TMemory : struct, IObjectMemory
    {
        uint cell = m.TakeCell(_heap.Shapes[_layout.Tuple(0)].CellBytes);
        if (cell == 0)
        {
            return false;
        }

        m.InitialiseObject(cell, _layout.Tuple(0));
        _emptyTuple = Keep(cell);
        return true;
    }

    private bool TryMakeConstants<TMemory>(ref TMemory m)
        where TMemory : struct, IObjectMemory
    {
        for (int i = 0; i < _constants.Length; i++)
        {
            if (_constants[i] == 0 && !TryMakeConstant(ref m, _program.Atoms[i], out _constants[i]))
            {
                return false;
            }
        }

        return true;
    }
}
