using System.Globalization;

namespace GcActors.Experiments.Conformance.Generation;

/// <summary>Chooses places and items that certainly exist.</summary>
internal sealed class DraftPlaces(Draft draft)
{
    public static readonly string[] Attributes = [".a", ".b", ".c", ".d"];

    private static readonly string[] Keys = ["{k}", "{j}", "{key}", "{0}", "{7}"];

    public static string Variable(int index) => string.Create(CultureInfo.InvariantCulture, $"v{index}");

    public static string Slot(int index) => string.Create(CultureInfo.InvariantCulture, $"T[{index}]");

    public string AnyVariable() => Variable(draft.Below(Draft.Variables));

    public string AnySlot() => Slot(draft.Below(Draft.Slots));

    public string AnyAttribute() => draft.Choose(Attributes);

    public string AnyKey() => draft.Choose(Keys);

    /// <returns>A place whose value fits, or null when there is none.</returns>
    public (string Text, Thing Value)? Pick(Func<Thing, bool> fits)
    {
        (string Text, Thing Value)[] found =
            [.. All().Where(place => place.Value != null && fits(place.Value)).Select(place => (place.Text, place.Value!))];
        return found.Length == 0 ? null : draft.Choose(found);
    }

    /// <summary>Any place, atoms included; there is always one.</summary>
    public (string Text, Thing? Value) PickAny()
    {
        (string Text, Thing? Value)[] all = [.. All()];
        return draft.Choose(all);
    }

    /// <summary>What may be stored anywhere.</summary>
    public (string Text, Thing? Value) Item()
    {
        switch (draft.Below(12))
        {
            case 0:
                return ("none", null);
            case 1:
                return ("\"str\"", null);
            case 2:
                return (draft.Number(2000), null);
            case 3:
                return draft.Percent(50) ? ("$n*3-$m", null) : ("$n", null);
            default:
                return PickAny();
        }
    }

    // Roots, what they hold, and what that holds: deep enough to reach into a graph, few enough to choose from.
    private IEnumerable<(string Text, Thing? Value)> All()
    {
        foreach ((string text, Thing? value) in draft.Roots)
        {
            yield return (text, value);
            foreach ((string part, Thing? inner) in Parts(value))
            {
                yield return (text + part, inner);
                foreach ((string innerPart, Thing? innermost) in Parts(inner).Take(2))
                {
                    yield return (text + part + innerPart, innermost);
                }
            }
        }
    }

    private static IEnumerable<(string Part, Thing? Value)> Parts(Thing? thing)
    {
        if (thing == null)
        {
            yield break;
        }

        for (int i = 0; i < Math.Min(3, thing.Items.Count); i++)
        {
            yield return (string.Create(CultureInfo.InvariantCulture, $"[{i}]"), thing.Items[i]);
        }

        foreach ((string part, Thing? value) in thing.Members)
        {
            yield return (part, value);
        }
    }
}
