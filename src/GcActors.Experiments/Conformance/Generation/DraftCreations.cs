namespace GcActors.Experiments.Conformance.Generation;

/// <summary>Texts that may stand after <c>let NAME =</c>, with what they make.</summary>
internal sealed class DraftCreations(Draft draft, DraftPlaces places)
{
    private static readonly string[] Keys = ["k", "j", "key", "0", "7"];

    public (string Text, Thing? Value) Any() => draft.Below(20) switch
    {
        < 3 => Sequence("list", draft.Below(4)),
        < 5 => Sequence("tuple", draft.Percent(85) ? draft.Below(5) : draft.Below(24)),
        < 7 => Dict(),
        < 14 => Instance(),
        14 => ("leaf", new Thing("leaf")),
        < 18 => WeakRef(),
        18 => Method(),
        _ => Deref(),
    };

    private (string Text, Thing? Value) Sequence(string kind, int length)
    {
        Thing made = new(kind);
        List<string> words = [kind];
        for (int i = 0; i < length; i++)
        {
            (string item, Thing? value) = places.Item();
            words.Add(item);
            made.Items.Add(value);
        }

        return (string.Join(' ', words), made);
    }

    private (string Text, Thing? Value) Dict()
    {
        Thing made = new("dict");
        List<string> words = ["dict"];
        for (int i = draft.Below(3); i > 0; i--)
        {
            string key = draft.Choose(Keys);
            (string item, Thing? value) = places.Item();
            words.Add($"{key}:{item}");
            made.Members[$"{{{key}}}"] = value;
        }

        return (string.Join(' ', words), made);
    }

    private (string Text, Thing? Value) Instance()
    {
        string kind = draft.Below(10) switch
        {
            < 4 => "object",
            < 9 => "slots",
            _ => "legacy",
        };
        List<string> words = [kind];
        if (kind != "legacy" && draft.Percent(60))
        {
            words.Add(Finalizer());
        }

        if (draft.Percent(85))
        {
            words.Add(draft.Percent(20) ? $"\"{draft.NextLabel()}-$n\"" : $"\"{draft.NextLabel()}\"");
        }

        return (string.Join(' ', words), new Thing(kind));
    }

    private string Finalizer()
    {
        if (draft.Percent(25) && draft.HeavyFinalizers.Count > 0)
        {
            return Take(draft.HeavyFinalizers);
        }

        return draft.Choose(draft.LightFinalizers);
    }

    private (string Text, Thing? Value) WeakRef()
    {
        if (places.Pick(thing => thing.IsInstance) is not var (target, _))
        {
            return Sequence("list", 1);
        }

        Thing made = new("weakref");
        switch (draft.Below(10))
        {
            case < 3:
                return ($"weakref {target}", made);
            case < 5 when places.Pick(thing => thing.Kind == "method") is var (method, _):
                return ($"weakref {target} {method}", made);
            case < 7 when draft.HeavyCallbacks.Count > 0:
                return ($"weakref {target} {Take(draft.HeavyCallbacks)}", made);
            default:
                return ($"weakref {target} {draft.Choose(draft.LightCallbacks)}", made);
        }
    }

    private (string Text, Thing? Value) Method() => places.Pick(thing => thing.Kind is "object" or "slots") is var (target, _)
        ? ($"method {target} {draft.Choose(draft.MethodCallbacks)}", new Thing("method"))
        : Sequence("list", 0);

    private (string Text, Thing? Value) Deref() => places.Pick(thing => thing.Kind == "weakref") is var (reference, _)
        ? ($"deref {reference}", new Thing(Thing.Unknown))
        : Sequence("tuple", 2);

    // Where bodies may run inside themselves, a heavy one may serve several objects.
    private string Take(Queue<string> heavy)
    {
        string name = heavy.Dequeue();
        if (draft.Profile.IsForNewVersions && draft.Percent(50))
        {
            heavy.Enqueue(name);
        }

        return name;
    }
}
