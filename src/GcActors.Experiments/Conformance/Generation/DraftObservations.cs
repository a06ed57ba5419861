using System.Globalization;

namespace GcActors.Experiments.Conformance.Generation;

/// <summary>Questions that have an answer at this place, in every version that the scenario is for.</summary>
internal sealed class DraftObservations(Draft draft, DraftPlaces places)
{
    // A run has two hundred spare lists for them.
    private const int MostListObservations = 100;

    private static readonly string[] Builtins =
    [
        "none", "true", "false", "ellipsis", "smallint", "bigint", "emptytuple", "emptystr", "onechar", "interned", "float", "type", "heaptype",
    ];

    public void Write()
    {
        switch (draft.Below(24))
        {
            case < 5:
                Count();
                break;
            case < 7:
                draft.Line("show log");
                break;
            case < 10:
                OfKnown("refcount");
                break;
            case < 14:
                OfKnown(draft.Choose(["tracked", "finalized", "size", "immortal"]));
                break;
            case < 16:
                OfList();
                break;
            case 16:
                Ask("show length", thing => thing.HasLength);
                break;
            case 17:
                Ask("show alive", thing => thing.Kind == "weakref");
                break;
            case 18:
                draft.Line($"show same {places.PickAny().Text} {places.PickAny().Text}");
                break;
            case 19:
                draft.Line("show kind " + places.PickAny().Text);
                break;
            case 20:
                Expected();
                break;
            case 21:
                draft.Line(draft.Choose(["show threshold", "show enabled", "show garbage", "show stderr", "show int $n*2+$m", "note \"a note\""]));
                break;
            case 22:
                draft.Line(draft.Percent(50) ? "show frozen" : $"show immortal builtin:{draft.Choose(Builtins)}");
                break;
            default:
                draft.Line($"show kind K[{draft.Number(DraftFrame.KeptSlots)}]");
                break;
        }
    }

    public void Count()
    {
        if (draft.MayShowCount)
        {
            draft.Line("show count");
        }
    }

    /// <summary>Whether an observation that leaves a live list in the youngest generation is allowed here (5.7).</summary>
    public bool MayList() => !draft.IsAutomaticNow && draft.ListObservations++ < MostListObservations;

    private void OfKnown(string what) => Ask("show " + what, thing => !thing.IsUnknown && !thing.IsShared);

    private void OfList()
    {
        if (!MayList())
        {
            return;
        }

        switch (draft.Below(5))
        {
            case 0:
                draft.Line("show population");
                break;
            case 1:
                draft.Line("show stats");
                break;
            default:
                OfKnown(draft.Choose(["generation", "referents", "referrers"]));
                break;
        }
    }

    private void Expected()
    {
        switch (draft.Below(4))
        {
            case 0 when places.Pick(thing => thing.HasLength) is var (place, thing):
                int length = thing.Kind == "dict" ? thing.Members.Count : thing.Items.Count;
                draft.Line(string.Create(CultureInfo.InvariantCulture, $"expect length {place} = {length}"));
                break;
            case 1 when places.Pick(thing => thing.Kind is "list" or "dict" or "tuple" or "leaf" or "weakref" or "method") is var (place, thing):
                draft.Line($"expect kind {place} = \"{thing.Kind}\"");
                break;
            case 2:
                draft.Line("expect immortal builtin:none = true for 3.12 3.13");
                break;
            default:
                draft.Line("expect int (2+3)*4%7-10/-4 = 9");
                break;
        }
    }

    private void Ask(string question, Func<Thing, bool> fits)
    {
        if (places.Pick(fits) is var (place, _))
        {
            draft.Line($"{question} {place}");
        }
    }
}
