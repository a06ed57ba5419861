using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace GcActors.Core.Workloads.LifeTraces;

/// <summary>
/// Reads a <c>life-trace 1</c> file (workloads.md 9.2) and checks that it can be replayed: whoever works with an object holds it, and loads what the slot holds. So a
/// replay touches live objects only, whatever strategy decides when the others are freed.
/// </summary>
internal sealed class LifeTraceReader
{
    /// <summary>First line of a file.</summary>
    public const string Header = "life-trace 1";

    private const long MostFields = 1_000_000;
    private const long MostBytes = 1 << 24;
    private const long MostMutators = 1024;

    private readonly string _file;
    private readonly bool _sideBySide;
    private readonly List<List<LifeEvent>> _events = [];
    private readonly List<RegisterHolds> _holds = [];
    private readonly List<Dictionary<int, int>> _heldByMutator = [];
    private readonly Dictionary<long, int> _numbers = [];
    private readonly List<int[]> _fields = [];
    private readonly Dictionary<(int, int), int> _shapes = [];
    private SlotOrder _order = new(0);
    private string[] _words = [];
    private int _line;
    private int _sends;

    private LifeTraceReader(string file, bool sideBySide)
    {
        _file = file;
        _sideBySide = sideBySide;
    }

    /// <param name="file">For messages.</param>
    /// <param name="bytes">Its contents.</param>
    /// <param name="sideBySide">Whether each mutator replays its own events; else one replays all of them in the file's order.</param>
    /// <exception cref="LifeTraceException">It cannot be replayed.</exception>
    public static LifeTrace Read(string file, byte[] bytes, bool sideBySide) => new LifeTraceReader(file, sideBySide).Read(bytes);

    private LifeTrace Read(byte[] bytes)
    {
        string[] lines = Encoding.UTF8.GetString(bytes).Split('\n');
        if (lines[0].TrimEnd() != Header)
        {
            _line = 1;
            throw Wrong($"a life trace begins with '{Header}'");
        }

        int mutators = MutatorsOf(lines);
        _order = new SlotOrder(mutators);
        for (int m = 0; m < mutators; m++)
        {
            _heldByMutator.Add([]);
        }

        for (int executor = 0; executor < (_sideBySide ? mutators : 1); executor++)
        {
            _events.Add([]);
            _holds.Add(new RegisterHolds());
        }

        for (_line = 2; _line <= lines.Length; _line++)
        {
            ReadLine(lines[_line - 1]);
        }

        if (_numbers.Count == 0)
        {
            throw Wrong("there is no allocation ('a MUTATOR ID FIELDS BYTES') to replay");
        }

        return new LifeTrace
        {
            Events = [.. _events.Select(events => events.ToArray())],
            Endings = [.. _holds.Select(holds => holds.Held.Select(register => new LifeEvent(LifeEventKind.Drop, register, 0, 0, 0)).ToArray())],
            Shapes = [.. _shapes.OrderBy(shape => shape.Value).Select(shape => shape.Key)],
            Registers = Math.Max(1, _holds.Max(holds => holds.Most)),
            SharedRoots = _sideBySide ? _sends : 0,
            Objects = _numbers.Count,
            Hash = BitConverter.ToUInt64(SHA256.HashData(bytes)),
        };
    }

    /// <summary>Clocks and holds need their number before the first event.</summary>
    private int MutatorsOf(string[] lines)
    {
        int most = 0;
        for (_line = 2; _line <= lines.Length; _line++)
        {
            _words = lines[_line - 1].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (_words is ["a" or "s" or "c" or "d" or "x", _, ..])
            {
                most = Math.Max(most, (int)Number(1, "mutator", MostMutators - 1));
            }

            if (_words is ["x", _, _, ..])
            {
                most = Math.Max(most, (int)Number(2, "mutator", MostMutators - 1));
            }
        }

        return most + 1;
    }

    private void ReadLine(string line)
    {
        _words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        switch (_words)
        {
            case [] or [['#', ..], ..] or ["f" or "g" or "b", ..]:
                break;
            case ["a", _, _, _, _]:
                Allocate();
                break;
            case ["s", _, _, _, _]:
                Store();
                break;
            case ["c", _, _]:
                Copy();
                break;
            case ["c", _, _, _, _]:
                Load();
                break;
            case ["d", _, _]:
                Drop();
                break;
            case ["x", _, _, _]:
                HandOver();
                break;
            case ["l", ..]:
                throw Wrong("this is a lifetime trace: it has no references to count");
            default:
                throw Wrong($"'{line.Trim()}' is no event; events are 'a MUTATOR ID FIELDS BYTES', 's MUTATOR OBJECT FIELD TARGET|-', 'c MUTATOR ID [OBJECT FIELD]', "
                    + "'d MUTATOR ID', 'x FROM TO ID', 'f ID', 'g GENERATION', 'b TEXT'");
        }
    }

    private void Allocate()
    {
        int mutator = Mutator(1);
        long name = Number(2, "object", long.MaxValue);
        var shape = ((int)Number(3, "number of fields", MostFields), (int)Number(4, "number of bytes", MostBytes));
        if (!_numbers.TryAdd(name, _numbers.Count))
        {
            throw Wrong($"object {name} was allocated before: every allocation has a number of its own");
        }

        int id = _numbers[name];
        _fields.Add(NewFields(shape.Item1));
        if (!_shapes.TryGetValue(shape, out int number))
        {
            _shapes[shape] = number = _shapes.Count;
        }

        Add(mutator, new LifeEvent(LifeEventKind.Alloc, Hold(mutator, id), 0, number, id));
    }

    private void Store()
    {
        int mutator = Mutator(1);
        (int id, int register) = Held(mutator, 2);
        int field = Field(id, 3);
        (int target, int value) = _words[4] == "-" ? (-1, -1) : Held(mutator, 4);
        CheckOrder(mutator, id, field, stores: true);
        _fields[id][field] = target;
        Add(mutator, new LifeEvent(LifeEventKind.Store, register, value, field, id));
    }

    private void Copy()
    {
        int mutator = Mutator(1);
        (int id, int register) = Held(mutator, 2);
        Add(mutator, new LifeEvent(LifeEventKind.Copy, register, Hold(mutator, id), 0, id));
    }

    private void Load()
    {
        int mutator = Mutator(1);
        int id = Object(2);
        (int holder, int register) = Held(mutator, 3);
        int field = Field(holder, 4);
        if (_fields[holder][field] != id)
        {
            throw Wrong($"field {field} of object {_words[3]} does not hold object {_words[2]} here, so it cannot be loaded from there");
        }

        CheckOrder(mutator, holder, field, stores: false);
        Add(mutator, new LifeEvent(LifeEventKind.Load, register, Hold(mutator, id), field, id));
    }

    private void Drop()
    {
        int mutator = Mutator(1);
        (int id, int _) = Held(mutator, 2);
        Add(mutator, new LifeEvent(LifeEventKind.Drop, Release(mutator, id), 0, 0, id));
    }

    private void HandOver()
    {
        int from = Mutator(1);
        int to = Mutator(2);
        (int id, int _) = Held(from, 3);
        _order.HandOver(from, to);
        if (!_sideBySide)
        {
            // One executor's registers hold it before and after: it changes hands on paper only.
            _heldByMutator[from][id]--;
            _heldByMutator[to][id] = _heldByMutator[to].GetValueOrDefault(id) + 1;
            return;
        }

        Add(from, new LifeEvent(LifeEventKind.Send, Release(from, id), _sends, 0, id));
        Add(to, new LifeEvent(LifeEventKind.Receive, Hold(to, id), _sends, 0, id));
        _sends++;
    }

    private void CheckOrder(int mutator, int id, int field, bool stores)
    {
        int other = _order.Note(mutator, (id, field), stores, _line);
        if (_sideBySide && other > 0)
        {
            throw Wrong($"field {field} of this object is also used in line {other}, by another mutator that nothing orders before this one: replay it with workload.replay=ordered");
        }
    }

    private int Hold(int mutator, int id)
    {
        _heldByMutator[mutator][id] = _heldByMutator[mutator].GetValueOrDefault(id) + 1;
        return Holds(mutator).Take(id);
    }

    private int Release(int mutator, int id)
    {
        _heldByMutator[mutator][id]--;
        return Holds(mutator).Give(id);
    }

    /// <summary>An object that a mutator holds, and a register with it.</summary>
    private (int Id, int Register) Held(int mutator, int word)
    {
        int id = Object(word);
        return _heldByMutator[mutator].GetValueOrDefault(id) > 0
            ? (id, Holds(mutator).Find(id))
            : throw Wrong($"mutator {mutator} does not hold object {_words[word]} here: it must have allocated, copied, loaded ('c {mutator} {_words[word]} OBJECT FIELD') or received it");
    }

    private int Object(int word)
    {
        long name = Number(word, "object", long.MaxValue);
        return _numbers.TryGetValue(name, out int id) ? id : throw Wrong($"object {name} was not allocated before");
    }

    private int Field(int id, int word)
    {
        long field = Number(word, "field", MostFields);
        return field < _fields[id].Length ? (int)field : throw Wrong($"there is no field {field}: the object has {_fields[id].Length}, from 0");
    }

    private int Mutator(int word) => (int)Number(word, "mutator", MostMutators - 1);

    private long Number(int word, string what, long most) =>
        long.TryParse(_words[word], NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number <= most
            ? number
            : throw Wrong($"'{_words[word]}' is no {what}: a whole number from 0 to {most}");

    private void Add(int mutator, LifeEvent e) => _events[_sideBySide ? mutator : 0].Add(e);

    private RegisterHolds Holds(int mutator) => _holds[_sideBySide ? mutator : 0];

    private static int[] NewFields(int count)
    {
        int[] fields = new int[count];
        Array.Fill(fields, -1);
        return fields;
    }

    private LifeTraceException Wrong(string message) => new(_file, _line, message);
}
