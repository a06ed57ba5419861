using System.Globalization;

namespace GcActors.Experiments.Conformance.Generation;

/// <summary>Statements that steer the collector.</summary>
internal sealed class DraftControls(Draft draft, DraftPlaces places)
{
    private static readonly string[] Flags =
    [
        "debug STATS", "debug COLLECTABLE", "debug UNCOLLECTABLE", "debug SAVEALL", "debug LEAK", "debug STATS COLLECTABLE", "debug off", "debug off",
        "debug off",
    ];

    public void Write()
    {
        switch (draft.Below(20))
        {
            case < 11:
                draft.Line(Collection());
                break;
            case < 13:
                draft.Line(Threshold());
                break;
            case 13:
                draft.Line("freeze");
                break;
            case < 16:
                draft.Line(draft.Choose(Flags));
                break;
            case 16:
                draft.Line("garbage clear");
                break;
            case 17:
                draft.Line(draft.Percent(50) ? "watch on" : "watch off");
                break;
            case 18 when draft.Profile.IsForNewVersions && draft.Percent(50):
                Immortalise();
                break;
            default:
                draft.Line($"unset K[{draft.Number(DraftFrame.KeptSlots)}]");
                break;
        }
    }

    public string Threshold() => string.Create(CultureInfo.InvariantCulture,
        $"threshold {3 + draft.Below(draft.Percent(70) ? 12 : 60)} {1 + draft.Below(3)} {draft.Below(4)}");

    private string Collection() => draft.Below(8) switch
    {
        < 3 => "collect",
        < 6 => "collect " + draft.Number(3),
        6 => "collect quiet",
        _ => $"collect {draft.Number(3)} quiet",
    };

    private void Immortalise()
    {
        if (places.Pick(thing => !thing.IsUnknown && !thing.IsShared) is var (place, _))
        {
            draft.Line("immortal " + place);
        }
    }
}
