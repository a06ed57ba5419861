using GcActors.Core.Mutators;
using GcActors.Core.Python;

namespace GcActors.Core.Scenarios.Running;

/// <summary>
/// The one thing in which observing a real interpreter is not neutral. The runner keeps spare containers, puts them on the interpreter's free lists before a
/// question that makes containers, and takes them back after it. Where a free list is full a spare dies: the runner sees that in counter 0, makes a reserve
/// object in its place, which the next <c>freeze</c> freezes and <c>frozen</c> shows, and takes no list back. If the counter stood at 0 it sees nothing, and
/// takes one back that was not its own. Dicts it takes back in every case.
/// </summary>
internal sealed class RunnerSpares
{
    private const int SpareDicts = 3;
    private bool _listIsLive;
    private int _reserves;

    /// <summary>Reserve objects in the permanent generation.</summary>
    public int FrozenReserves { get; private set; }

    /// <summary>A question whose answer is a list: population, generation, stats, referents, referrers.</summary>
    public void AtQuestion<TMemory>(ref TMemory m, PyMachine machine, bool makesDicts)
        where TMemory : struct, IObjectMemory
    {
        _listIsLive = TakeList(ref m, machine);
        if (makesDicts)
        {
            int lost = Math.Max(0, machine.KeptDictCount - (PyMachine.KeptDicts - SpareDicts));
            _reserves += Math.Min(lost, machine.Gc.Counts[0]);
            machine.ShortenFreeLists(ref m, PyMachine.KeptLists, PyMachine.KeptDicts - SpareDicts);
        }
    }

    /// <summary>After <c>freeze</c>, which zeroes the counter, the runner renews its list if that was not a frozen one.</summary>
    public void AtFreeze<TMemory>(ref TMemory m, PyMachine machine)
        where TMemory : struct, IObjectMemory
    {
        FrozenReserves += _reserves;
        _reserves = 0;
        if (_listIsLive)
        {
            _listIsLive = TakeList(ref m, machine);
        }
    }

    /// <summary>After <c>unfreeze</c> nothing is subtracted from what is frozen, and the reserves are in the oldest generation.</summary>
    public void AtUnfreeze()
    {
        _reserves += FrozenReserves;
        FrozenReserves = 0;
    }

    /// <summary>False: the spare died and the next one is frozen again.</summary>
    private bool TakeList<TMemory>(ref TMemory m, PyMachine machine)
        where TMemory : struct, IObjectMemory
    {
        if (machine.KeptListCount < PyMachine.KeptLists)
        {
            return true;
        }

        if (machine.Gc.Counts[0] > 0)
        {
            _reserves++;
            return false;
        }

        machine.ShortenFreeLists(ref m, PyMachine.KeptLists - 1, PyMachine.KeptDicts);
        return true;
    }
}
