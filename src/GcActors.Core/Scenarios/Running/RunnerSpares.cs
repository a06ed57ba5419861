using GcActors.Core.Mutators;
using GcActors.Core.Python;

namespace GcActors.Core.Scenarios.Running;

/// <summary>
/// The one thing in which observing a real interpreter is not neutral. The runner keeps spare containers, puts them on the interpreter's free lists before a
/// question that makes containers, and takes them back after it. Where a free list is full the spare dies, but the one that is taken back still comes from
/// that list, which is shorter from then on. The runner sees the death of its list in counter 0, and takes none back then, unless the counter stood at 0.
/// </summary>
internal sealed class RunnerSpares
{
    private const int SpareDicts = 3;
    private bool _usesList;

    /// <summary>A question whose answer is a list: population, generation, stats, referents, referrers.</summary>
    public void AtQuestion<TMemory>(ref TMemory m, PyMachine machine, bool makesDicts)
        where TMemory : struct, IObjectMemory
    {
        _usesList = true;
        int mostLists = machine.Gc.Counts[0] == 0 ? PyMachine.KeptLists - 1 : PyMachine.KeptLists;
        machine.ShortenFreeLists(ref m, mostLists, makesDicts ? PyMachine.KeptDicts - SpareDicts : PyMachine.KeptDicts);
    }

    /// <summary>After <c>freeze</c>, which zeroes the counter, the runner renews its list if it was ever used.</summary>
    public void AtFreeze<TMemory>(ref TMemory m, PyMachine machine)
        where TMemory : struct, IObjectMemory
    {
        if (_usesList)
        {
            machine.ShortenFreeLists(ref m, PyMachine.KeptLists - 1, PyMachine.KeptDicts);
        }
    }
}
