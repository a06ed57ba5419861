using System.Globalization;

namespace GcActors.Experiments.Conformance.Generation;

/// <summary>Single statements, each with its effect on what is known.</summary>
internal sealed class DraftStatements
{
    private readonly Draft draft;
    private readonly DraftPlaces places;
    private readonly DraftCreations creations;
    private readonly DraftObservations observations;
    private readonly DraftControls controls;
    private readonly (int Weight, Action Write)[] choices;

    public DraftStatements(Draft draft)
    {
        this.draft = draft;
        places = new DraftPlaces(draft);
        creations = new DraftCreations(draft, places);
        observations = new DraftObservations(draft, places);
        controls = new DraftControls(draft, places);
        choices =
        [
            (26, Create), (18, StoreMember), (8, Append), (5, ReplaceItem), (5, Unset), (5, Shrink), (8, Drop), (4, Alias),
            (22, observations.Write), (8, controls.Write), (3, Call), (3, Integer),
        ];
    }

    public DraftObservations Observations => observations;

    public DraftPlaces Places => places;

    public void Write()
    {
        int at = draft.Below(choices.Sum(choice => choice.Weight));
        foreach ((int weight, Action write) in choices)
        {
            at -= weight;
            if (at < 0)
            {
                write();
                return;
            }
        }
    }

    private void Create()
    {
        (string text, Thing? value) = creations.Any();
        if (draft.Percent(45))
        {
            string variable = places.AnyVariable();
            draft.Line($"let {variable} = {text}");
            draft.Roots[variable] = value;
            return;
        }

        string slot = places.AnySlot();
        draft.Lines($"let x = {text}", $"set {slot} = x", "del x");
        draft.Roots[slot] = value;
    }

    // Instances and dicts: the commonest way to a cycle.
    private void StoreMember()
    {
        if (places.Pick(thing => thing.IsInstance || thing.Kind == "dict") is not var (place, target))
        {
            return;
        }

        string member = target.IsInstance ? places.AnyAttribute() : places.AnyKey();
        (string item, Thing? value) = places.Item();
        draft.Line($"set {place}{member} = {item}");
        target.Members[member] = value;
    }

    private void Append()
    {
        if (places.Pick(thing => thing.Kind == "list") is var (place, list))
        {
            (string item, Thing? value) = places.Item();
            draft.Line($"append {place} {item}");
            list.Items.Add(value);
        }
    }

    private void ReplaceItem()
    {
        if (places.Pick(thing => thing.Kind == "list" && thing.Items.Count > 0) is var (place, list))
        {
            int index = draft.Below(list.Items.Count);
            (string item, Thing? value) = places.Item();
            draft.Line(string.Create(CultureInfo.InvariantCulture, $"set {place}[{index}] = {item}"));
            list.Items[index] = value;
        }
    }

    private void Unset()
    {
        if (places.Pick(thing => thing.Members.Count > 0 || (thing.Kind == "list" && thing.Items.Count > 0)) is not var (place, thing))
        {
            return;
        }

        if (thing.Kind == "list")
        {
            int index = draft.Below(thing.Items.Count);
            draft.Line(string.Create(CultureInfo.InvariantCulture, $"unset {place}[{index}]"));
            thing.Items.RemoveAt(index);
            return;
        }

        string member = draft.Choose([.. thing.Members.Keys]);
        draft.Line($"unset {place}{member}");
        thing.Members.Remove(member);
    }

    private void Shrink()
    {
        bool isPop = draft.Percent(60);
        if (places.Pick(thing => thing.Kind == "list" ? thing.Items.Count > 0 : thing.Kind == "dict" && !isPop) is not var (place, thing))
        {
            return;
        }

        draft.Line((isPop ? "pop " : "clear ") + place);
        if (isPop)
        {
            thing.Items.RemoveAt(thing.Items.Count - 1);
        }
        else
        {
            thing.Items.Clear();
            thing.Members.Clear();
        }
    }

    private void Drop()
    {
        string[] variables = [.. draft.Roots.Keys.Where(name => name[0] == 'v')];
        if (variables.Length == 0 || draft.Percent(50))
        {
            string slot = places.AnySlot();
            draft.Line("unset " + slot);
            draft.Roots[slot] = null;
            return;
        }

        string[] dropped = [.. Enumerable.Range(0, 1 + draft.Below(2)).Select(_ => draft.Choose(variables)).Distinct()];
        draft.Line("del " + string.Join(' ', dropped));
        foreach (string variable in dropped)
        {
            draft.Roots.Remove(variable);
        }
    }

    private void Alias()
    {
        (string text, Thing? value) = places.Item();
        string target = draft.Percent(50) ? places.AnyVariable() : places.AnySlot();
        draft.Line(target[0] == 'v' ? $"let {target} = {text}" : $"set {target} = {text}");
        draft.Roots[target] = value;
    }

    private void Call()
    {
        (string name, int parameters) = draft.Choose(draft.Functions);
        draft.Line(string.Join(' ', Enumerable.Range(0, parameters).Select(_ => places.Item().Text).Prepend("call " + name)));
    }

    private void Integer() => draft.Line(draft.Below(4) switch
    {
        0 => $"$n = ($n*7 + {draft.Number(50)}) % 101",
        1 => $"$m = $n / 3 - -{draft.Number(9)}",
        2 => $"random $n {draft.Below(90) + 10}",
        _ => $"seed {draft.Number(1_000_000)}",
    });
}
