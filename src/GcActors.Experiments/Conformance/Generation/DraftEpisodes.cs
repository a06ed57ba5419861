using System.Globalization;

namespace GcActors.Experiments.Conformance.Generation;

/// <summary>Runs of lines that reach what single statements seldom do: rings, depth, free lists, thousands of objects, dying weak references.
/// They use the tables R and W and names of their own, and leave those empty.</summary>
internal sealed class DraftEpisodes
{
    private static readonly string[] Kinds = ["list", "dict", "slots", "object"];

    private readonly Draft draft;
    private readonly DraftStatements single;
    private readonly Action[] all;

    public DraftEpisodes(Draft draft, DraftStatements single)
    {
        this.draft = draft;
        this.single = single;
        all = [Ring, Chain, FreeList, RandomGraph, Untracking, SharedWeakRefs, WeakRefsOfOne, Growth, Watched, Legacy, Loops, Doubly, SelfHeld];
    }

    public void Write()
    {
        draft.Choose(all)();
        if (draft.Percent(60))
        {
            draft.Line("show log");
        }

        single.Observations.Count();
    }

    private void Ring()
    {
        int size = 2 + draft.Below(8);
        string finalizer = draft.Choose(draft.LightFinalizers);
        string kind = draft.Percent(60) ? $"slots {finalizer}" : "object";
        draft.Block($"repeat {size} as $i", $"let x = {kind} \"r$i\"", "set R[$i] = x", "del x");
        draft.Block($"repeat {size} as $i", $"set R[$i].a = R[($i+1)%{size}]");
        if (draft.Percent(40))
        {
            draft.Line($"let l = list R[{draft.Number(size)}] R[{draft.Number(size)}]");
            Empty(size);
            draft.Lines(Collect(), "show log", "del l", Collect());
        }
        else
        {
            Empty(size);
            draft.Line(Collect());
        }
    }

    // Deeper than any limit on nested deallocation: fifty levels, and sometimes the whole allowance of 3.13.
    private void Chain()
    {
        bool hasFinalizers = draft.Percent(30) && MayFinalizeDeep();
        int length = draft.Percent(6) ? 11_000 + draft.Below(2000) : 40 + draft.Below(160);
        string link = draft.Choose(["list f head", "tuple head f", "dict k:head j:f", "slots", "object"]);
        string every = length > 1000 ? "500" : "3";
        string made = hasFinalizers ? "slots F0 \"$i\"" : "leaf";
        draft.Line("let head = none");
        draft.Block($"repeat {length} as $i", () =>
        {
            draft.Line("let f = none");
            draft.Block($"if $i%{every} == 0", $"let f = {made}");
            draft.Line($"let t = {link}");
            if (link is "slots" or "object")
            {
                draft.Lines("set t.a = head", "set t.b = f");
            }

            draft.Lines("let head = t", "del t f");
        });
        draft.Line("del head");
    }

    // Where 3.9 runs a body so deep, its frames show in the counter (5.8): no counts from there on, and none that could decide a collection.
    private bool MayFinalizeDeep()
    {
        if (draft.Profile.IsForNewVersions)
        {
            return true;
        }

        draft.MayShowCount &= draft.IsAutomaticNow;
        return !draft.IsAutomaticNow;
    }

    // Long tuples only: the interpreters' own short ones share the free lists of lengths one to three.
    private void FreeList()
    {
        string kind = draft.Choose(["list", "dict", "tuple 1 2 3 4", "tuple 1 2 3 4 5", "object", "slots"]);
        int number = draft.Choose([5, 79, 80, 81, 120]);
        draft.Line("let pile = list");
        draft.Block($"repeat {number}", $"let x = {kind}", "append pile x", "del x");
        single.Observations.Count();
        draft.Line(draft.Percent(50) ? "clear pile" : "let pile = none");
        single.Observations.Count();
        draft.Block($"repeat {draft.Choose([1, 3, 90])}", $"let x = {kind}", "del x");
        draft.Line("del pile");
    }

    private void RandomGraph()
    {
        int size = 10 + draft.Below(25);
        string text = size.ToString(CultureInfo.InvariantCulture);
        draft.Block($"repeat {text} as $i", () =>
        {
            for (int k = 0; k < Kinds.Length; k++)
            {
                string label = k < 2 ? "" : " \"$i\"";
                draft.Block($"if $i%4 == {k}", $"let x = {Kinds[k]}{label}");
            }

            draft.Lines("set R[$i] = x", "del x");
        });
        draft.Block($"repeat {10 + draft.Below(60)}", () =>
        {
            draft.Lines($"random $i {text}", $"random $j {text}");
            draft.Block("if $i%4 == 0", "append R[$i] R[$j]");
            draft.Block("if $i%4 == 1", "set R[$i]{$j} = R[$j]");
            draft.Block("if $i%4 >= 2", () => draft.IfElse("$j%2 == 0", "set R[$i].a = R[$j]", "set R[$i].b = R[$j]"));
        });
        if (draft.Percent(50))
        {
            draft.Line($"let l = list R[{draft.Number(size)}]");
            Empty(size);
            draft.Lines(Collect(), "del l");
        }
        else
        {
            Empty(size);
        }

        draft.Line(Collect());
    }

    private void Untracking()
    {
        draft.Lines("let t = tuple 1 \"x\" none", "let u = tuple t t", "let l = list", "let w = tuple u l", "let d = dict k:1 j:t");
        string[] questions = ["show tracked t", "show tracked u", "show tracked w", "show tracked d"];
        draft.Lines(questions);
        draft.Line(Collect());
        draft.Lines(questions);
        draft.Lines("set d{l} = l", "show tracked d", "unset d{l}", Collect(), "show tracked d", "del t u l w d");
    }

    private void SharedWeakRefs()
    {
        string kind = draft.Choose(["slots", "object", "legacy"]);
        draft.Lines(
            $"let o = {kind} \"o\"", "let p = weakref o", "let q = weakref o", "show same p q",
            $"let r = weakref o {draft.Choose(draft.LightCallbacks)}");
        single.Observations.Count();
        draft.Lines("show refcount p", "let x = deref p", "show same x o", "del x", "del q", "show alive r", "del o", "show alive p");
        draft.Lines("let x = deref p", "show kind x", "del x r p");
    }

    // Several callbacks on one object, some inside its own garbage.
    private void WeakRefsOfOne()
    {
        int number = 1 + draft.Below(5);
        draft.Lines("let o = slots \"o\"", "set o.a = o");
        draft.Block($"repeat {number} as $i", () =>
        {
            draft.IfElse("$i%2 == 0", $"let w = weakref o {draft.Choose(draft.LightCallbacks)}", "let w = weakref o");
            draft.Lines("set W[$i] = w", "del w");
        });
        if (draft.Percent(40))
        {
            draft.Line("set o.b = W[0]");
        }

        if (draft.Percent(50))
        {
            draft.Lines($"let m = method o {draft.Choose(draft.MethodCallbacks)}", "let w = weakref o m", "set o.c = w", "del w m");
        }

        draft.Line(draft.Percent(50) ? "unset o.a" : "set o.d = 1");
        draft.Line("del o");
        draft.Line(Collect());
        draft.Block($"repeat {number} as $i", "show alive W[$i]", "unset W[$i]");
    }

    private void Growth()
    {
        int number = 100 + draft.Below(900);
        draft.Line("let pile = list");
        draft.Block($"repeat {number} as $i", $"let x = {draft.Choose(["list", "list pile", "dict k:pile", "slots"])}", "append pile x", "del x");
        single.Observations.Count();
        if (draft.Percent(30))
        {
            draft.Line("set pile[0] = pile");
        }

        draft.Line("del pile");
    }

    private void Watched()
    {
        draft.Line("watch on");
        draft.Lines("let l = list", "append l l", "del l", Collect(), Collect());
        single.Observations.Count();
        draft.Lines("show log", "watch off");
    }

    private void Legacy()
    {
        draft.Lines("let p = legacy \"p\"", "let q = slots F0 \"q\"", "set p.a = q", "set q.a = p", "let l = list p");
        if (draft.Percent(50))
        {
            draft.Line("append l l");
        }

        draft.Lines("del p q l", Collect(), "show garbage");
        if (draft.Percent(70))
        {
            draft.Lines("garbage clear", Collect());
        }
    }

    private void Loops()
    {
        draft.Line("let l = list");
        draft.Block($"repeat {1 + draft.Below(4)} as $i", () =>
        {
            draft.Block("repeat $i+1 as $j", () =>
            {
                draft.Line("let t = tuple $i $j l");
                draft.IfElse("$i*$j <= 2", "append l t", $"random $n {1 + draft.Below(50)}");
                draft.Line("del t");
            });
            draft.Block("if $n != $i", "log \"loop\" l");
        });
        draft.Lines("show length l", "show int $n", "del l");
    }

    private void Doubly()
    {
        int size = 3 + draft.Below(30);
        string kind = draft.Choose(["slots", "object"]);
        draft.Lines($"let first = {kind} \"first\"", "let last = first");
        draft.Block($"repeat {size} as $i", $"let x = {kind} \"$i\"", "set x.a = last", "set last.b = x", "let last = x", "del x");
        if (draft.Percent(50) && single.Observations.MayList())
        {
            draft.Lines("show referrers first", "show referents last");
        }

        draft.Lines("del first last", Collect());
    }

    private void SelfHeld()
    {
        string finalizer = draft.Choose(draft.LightFinalizers);
        draft.Lines($"let o = object {finalizer} \"o\"", "set o.a = o", "let d = dict o:o", "set o.b = d", "show refcount o", "show refcount d");
        draft.Lines("del o d", Collect(), Collect());
    }

    private void Empty(int size) => draft.Block($"repeat {size} as $i", "unset R[$i]");

    private string Collect() => draft.Choose(["collect", "collect", "collect 0", "collect 1", "collect 2"]);
}
