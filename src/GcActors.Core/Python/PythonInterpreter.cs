using GcActors.Core.Collection;
using GcActors.Core.Counting;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;
using GcActors.Core.Settings;

namespace GcActors.Core.Python;

/// <summary>
/// CPython's memory manager without actors, for tests, lessons and tools: objects on a heap of its own, reached through variables (<see cref="PyObject"/>),
/// and the <c>gc</c> module (<see cref="Gc"/>). Collections are done by the same code that a collector actor runs.
/// <code>
/// using var python = new PythonInterpreter("3.12");
/// PyObject a = python.List();
/// a.Append(a);
/// a.Del();
/// Console.WriteLine(python.Gc.Collect());   // 1
/// </code>
/// </summary>
/// <remarks>
/// Every call is like one Python statement: its end is a safe point, where 3.12 and later run a collection that an allocation wanted. As in a fresh scenario,
/// automatic collection is off until <see cref="PyGc.Enable"/>. For one thread.
/// </remarks>
public sealed unsafe class PythonInterpreter : IDisposable
{
    private const int MostVariables = 1 << 16;
    private readonly Heap _heap;
    private readonly AllocatorBinding _binding;
    private readonly DirectMemoryBinding _memory;
    private readonly PythonCollector<WithImmortals<Plain<Gil>>, SharedAllocator<NoLatch>> _collector;
    private readonly Stack<int> _freeVariables = [];
    private readonly Dictionary<object, int> _constants = [];
    private readonly Dictionary<Delegate, int> _classes = [];
    private readonly List<string> _labels = [""];
    private Mutator<WithImmortals<Plain<Gil>>, SharedAllocator<NoLatch>> _mutator;
    private int _variables;

    /// <param name="version">3.9 to 3.13.</param>
    /// <exception cref="ArgumentException">A version that is not modelled.</exception>
    public PythonInterpreter(string version = "3.12")
    {
        Version = VersionProfile.Of(version);
        _heap = new Heap(new HeapSettings { Layout = "cpython", PoolGeometry = Version.PoolGeometry }, poison: false);
        _binding = new AllocatorBinding(_heap, mutators: 1);
        _memory = new DirectMemoryBinding(_binding);
        _mutator = new Mutator<WithImmortals<Plain<Gil>>, SharedAllocator<NoLatch>>(_memory.Binding);
        var gc = new GcState(Version);
        var program = new PyProgram();
        Machine = new PyMachine(_heap, gc, program.Classes, MostVariables);
        _collector = new PythonCollector<WithImmortals<Plain<Gil>>, SharedAllocator<NoLatch>>(
            gc, program.Classes, static heap => new SubtractionSplit<WithImmortals<Plain<Gil>>, SoundRules>(heap, CollectionOrder.CPython, long.MaxValue));
        if (!Machine.TryLoadProgram(ref _mutator, program, new DirectHost()))
        {
            throw new PythonException("out of memory: the address space of the heap is used up");
        }

        program.Expressions.Add(new PyExpression([]));
        program.Places.Add(new PyPlace("", 0, -1, -1, []));
        program.Places.Add(new PyPlace("", 0, -1, -1, []));
        Gc = new PyGc(this);
    }

    public VersionProfile Version { get; }

    /// <summary>The <c>gc</c> module.</summary>
    public PyGc Gc { get; }

    internal PyMachine Machine { get; }

    internal ref Mutator<WithImmortals<Plain<Gil>>, SharedAllocator<NoLatch>> Memory => ref _mutator;

    /// <summary><c>[items...]</c></summary>
    /// <param name="items">Objects, null for None, numbers, texts.</param>
    public PyObject List(params object?[] items) => Make(new Instruction(Op.MakeList, items.Length, 0, 0, 0), items);

    /// <summary><c>(items...)</c></summary>
    /// <param name="items">As for <see cref="List"/>.</param>
    public PyObject Tuple(params object?[] items) => Make(new Instruction(Op.MakeTuple, items.Length, 0, 0, 0), items);

    /// <summary><c>{key: value...}</c></summary>
    /// <param name="entries">Keys are texts or numbers.</param>
    public PyObject Dict(params (object Key, object? Value)[] entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        return Make(new Instruction(Op.MakeDict, entries.Length, 0, 0, 0), [.. entries.SelectMany(e => new[] { e.Key, e.Value })]);
    }

    /// <summary>An instance of a class without slots.</summary>
    /// <param name="finalizer"><c>__del__</c>; its argument is <c>self</c>, a variable that ends with the call.</param>
    /// <param name="label">A name for messages.</param>
    public PyObject Instance(Action<PyObject>? finalizer = null, string label = "") => MakeInstance(InstanceKind.Object, finalizer, label);

    /// <summary>An instance whose attributes a to d are slots.</summary>
    /// <param name="finalizer">As for <see cref="Instance(Action{PyObject}?, string)"/>.</param>
    /// <param name="label">As for <see cref="Instance(Action{PyObject}?, string)"/>.</param>
    public PyObject Slots(Action<PyObject>? finalizer = null, string label = "") => MakeInstance(InstanceKind.Slots, finalizer, label);

    /// <summary>An instance with an old-style destructor (<c>tp_del</c>): in a cycle it is uncollectable.</summary>
    /// <param name="label">As for <see cref="Instance(Action{PyObject}?, string)"/>.</param>
    public PyObject Legacy(string label = "") => MakeInstance(InstanceKind.Legacy, null, label);

    /// <summary><c>object()</c>: outside the collector's view.</summary>
    public PyObject Leaf() => Make(new Instruction(Op.MakeLeaf, 0, 0, 0, 0), []);

    /// <summary><c>weakref.ref(target, callback)</c>; without a callback the one that exists is shared.</summary>
    /// <param name="target">An instance.</param>
    /// <param name="callback">Called with the dead reference when the target has died.</param>
    public PyObject WeakRef(PyObject target, Action<PyObject>? callback = null)
    {
        Point(0, target);
        int function = callback == null ? -1 : FunctionConstant(callback, (_, reference) => Lend(reference, callback));
        return Make(new Instruction(Op.MakeWeakRef, 0, function, -1, 0), []);
    }

    /// <summary>The same with a bound method as callback.</summary>
    /// <param name="target">An instance.</param>
    /// <param name="method">From <see cref="Method"/>.</param>
    public PyObject WeakRef(PyObject target, PyObject method)
    {
        Point(0, target);
        Point(1, method);
        return Make(new Instruction(Op.MakeWeakRef, 0, -1, 1, 0), []);
    }

    /// <summary>A bound method: refers to a function and to the object.</summary>
    /// <param name="self">The object.</param>
    /// <param name="body">Called with self and the weak reference whose callback it is.</param>
    public PyObject Method(PyObject self, Action<PyObject, PyObject> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        Point(0, self);
        int function = FunctionConstant(body, (o, reference) => Lend(o, first => Lend(reference, second => body(first, second))));
        return Make(new Instruction(Op.MakeMethod, 0, function, 0, 0), []);
    }

    /// <summary><c>sys.getrefcount</c>: one more than there are references, 4294967295 for an immortal object.</summary>
    public long GetRefCount(PyObject o) => PyMachine.RefCount(ref _mutator, CellOf(o));

    /// <summary><c>sys.getsizeof</c>.</summary>
    public long GetSizeOf(PyObject o) => Machine.SizeOf(CellOf(o));

    /// <summary>Writes the immortal count into an object (3.12 and later).</summary>
    /// <exception cref="PythonException">Before 3.12.</exception>
    public void MakeImmortal(PyObject o)
    {
        Point(0, o);
        Run(new Instruction(Op.Immortal, 0, 0, 0, 0), []);
    }

    public void Dispose()
    {
        Machine.Dispose();
        _collector.Dispose();
        _memory.Dispose();
        _binding.Dispose();
        _heap.Dispose();
    }

    internal uint CellOf(PyObject o)
    {
        ArgumentNullException.ThrowIfNull(o);
        uint cell = o.IsDeleted ? 0 : Machine.Global(o.Variable);
        return cell != 0 ? cell : throw new InvalidOperationException("the variable was deleted");
    }

    /// <summary>A kind with its label, such as <c>slots(x)</c>.</summary>
    internal string KindOf(uint cell)
    {
        string kind = Machine.Classes.KindName(cell);
        string label = _labels[Machine.LabelOf(cell)];
        return label.Length == 0 ? kind : $"{kind}({label})";
    }

    /// <summary>A new variable for an object that somebody else holds.</summary>
    internal PyObject Bind(uint cell)
    {
        _mutator.Increment(cell);
        return Take(cell);
    }

    internal PyObject? BindOrNone(uint cell) => Machine.IsNone(cell) ? null : Bind(cell);

    internal void Delete(PyObject o)
    {
        CellOf(o);
        Run(new Instruction(Op.DeleteVariable, ~o.Variable, 0, 0, 0), []);
        _freeVariables.Push(o.Variable);
    }

    /// <summary>Lets operand <paramref name="number"/> of the next instruction be what a variable holds, or what an accessor of it leads to.</summary>
    internal void Point(int number, PyObject o, object? accessor = null)
    {
        CellOf(o);
        Machine.Program.Places[number] = new PyPlace("the object", ~o.Variable, -1, -1, accessor == null ? [] : [Accessor(accessor)]);
    }

    /// <summary>Runs one instruction to its end, with everything that follows from it.</summary>
    internal void Run(in Instruction instruction, object?[] items)
    {
        uint made = Execute(instruction, items);
        System.Diagnostics.Debug.Assert(made == 0, "an instruction that makes something was run for its effect");
    }

    internal PyObject Make(in Instruction instruction, object?[] items) => Take(Execute(instruction, items));

    /// <summary>Does what stands on the machine's stack above the caller's frame.</summary>
    internal void Settle()
    {
        while (Machine.Drive(ref _mutator, int.MaxValue) == StepOutcome.Suspended)
        {
            if (Machine.Gc.Ordered == StopStage.None)
            {
                throw new PythonException("out of memory: the address space of the heap is used up");
            }

            ICollection collection = _collector.Begin(new StoppedHeap(_binding, []), Machine.Gc.Generation, workers: 1);
            while (collection.Advance() != null)
            {
            }
        }
    }

    private uint Execute(in Instruction instruction, object?[] items)
    {
        Machine.Open();
        foreach (object? item in items)
        {
            Complete(Push(item));
        }

        Complete(instruction);
        Machine.LookAtBreaker();
        Settle();
        return Machine.Close();
    }

    private void Complete(in Instruction instruction)
    {
        while (!Machine.TryExecute(ref _mutator, instruction))
        {
            Settle();
        }

        Settle();
    }

    private Instruction Push(object? item)
    {
        switch (item)
        {
            case PyObject o:
                CellOf(o);
                return new Instruction(Op.PushVariable, ~o.Variable, 0, 0, 0);
            case int or long:
                Machine.Program.Expressions[0] = Literal(Convert.ToInt64(item, null));
                return new Instruction(Op.PushInt, 0, 0, 0, 0);
            default:
                return new Instruction(Op.PushAtom, Constant(item), 0, 0, 0);
        }
    }

    private static PyExpression Literal(long value) => new([new PyExpression.Step('c', value)]);

    private PyAccessor Accessor(object accessor)
    {
        switch (accessor)
        {
            case char attribute and >= 'a' and <= 'd':
                return new PyAccessor(attribute - 'a', -1, -1);
            case string key:
                return new PyAccessor(-1, -1, Constant(key));
            default:
                Machine.Program.Expressions[0] = Literal(Convert.ToInt64(accessor, null));
                return new PyAccessor(-1, 0, -1);
        }
    }

    private int Constant(object? value)
    {
        object key = value ?? typeof(void);
        if (!_constants.TryGetValue(key, out int number))
        {
            AtomPart atom = value switch
            {
                null => new AtomPart { Type = AtomType.None },
                string text => new AtomPart { Type = AtomType.Text, Number = TextNumber(text), Value = text.Length },
                _ => throw new ArgumentException($"a {value.GetType().Name} is no Python value: right are objects, null, numbers and texts"),
            };
            number = Machine.AddConstant(ref _mutator, atom);
            _constants.Add(key, number);
        }

        return number;
    }

    private int TextNumber(string text)
    {
        Machine.Program.Texts.Add(text);
        return Machine.Program.Texts.Count - 1;
    }

    private int FunctionConstant(Delegate body, Action<uint, uint> call)
    {
        if (!_constants.TryGetValue(body, out int number))
        {
            number = Machine.AddConstant(ref _mutator, new AtomPart { Type = AtomType.Function, Number = Machine.AddFunction(call) });
            _constants.Add(body, number);
        }

        return number;
    }

    private PyObject MakeInstance(InstanceKind kind, Action<PyObject>? finalizer, string label)
    {
        int number = 0;
        if (label.Length > 0)
        {
            number = _labels.Count;
            _labels.Add(label);
        }

        return Make(new Instruction(Op.MakeInstance, ClassOf(kind, finalizer), number, 0, 0), []);
    }

    private int ClassOf(InstanceKind kind, Action<PyObject>? finalizer)
    {
        Delegate key = finalizer ?? (Delegate)NoFinalizer;
        if (!_classes.TryGetValue(key, out int first))
        {
            int function = finalizer == null ? -1 : Machine.AddFunction((self, _) => Lend(self, finalizer));
            first = Machine.Classes.Add(new PyClass(InstanceKind.Object, function));
            Machine.Classes.Add(new PyClass(InstanceKind.Slots, function));
            Machine.Classes.Add(new PyClass(InstanceKind.Legacy, function));
            _classes.Add(key, first);
        }

        return first + (int)kind;
    }

    private static void NoFinalizer()
    {
    }

    /// <summary>Calls with a variable that ends with the call.</summary>
    private void Lend(uint cell, Action<PyObject> body)
    {
        PyObject local = Bind(cell == 0 ? Machine.None : cell);
        body(local);
        if (!local.IsDeleted)
        {
            local.Del();
        }
    }

    private PyObject Take(uint cell)
    {
        int variable = _freeVariables.Count > 0 ? _freeVariables.Pop() : _variables++;
        if (variable >= MostVariables)
        {
            throw new InvalidOperationException($"more than {MostVariables} variables: delete some (PyObject.Del)");
        }

        Machine.Global(variable) = cell;
        return new PyObject(this, variable);
    }

    /// <summary>What the machine asks of a host; direct calls ask for nothing.</summary>
    private sealed class DirectHost : IPyHost
    {
        public void Do<TMemory>(ref TMemory m, PyMachine machine, int number)
            where TMemory : struct, IObjectMemory => throw new InvalidOperationException("direct calls have no host actions");

        public void Collected(int number, long result) => throw new InvalidOperationException("direct calls have no host actions");

        public void Frozen<TMemory>(ref TMemory m, PyMachine machine)
            where TMemory : struct, IObjectMemory
        {
            // Nobody looks on.
        }

        public void Unfrozen()
        {
            // Nobody looks on.
        }

        public int Label(PyMachine machine, int number) => throw new InvalidOperationException("direct calls have no computed labels");
    }
}
