using System.Globalization;

namespace GcActors.Experiments.Conformance.Generation;

/// <summary>Finalizers, callbacks and functions. Light bodies allocate nothing and drop nothing, so nothing can run inside them in any
/// version; heavy ones do both and serve one object each. All of them touch only names that no statement at top level relies on.</summary>
internal sealed class DraftBodies(Draft draft)
{
    public void WriteLight()
    {
        Finalizer("F0", "log \"fin\" self");
        Finalizer("F1", "show refcount self");
        draft.Block("finalizer F2", () =>
        {
            draft.Lines("global $kept", "log \"kept\" self");
            draft.Block($"if $kept < {DraftFrame.KeptSlots}", "set K[$kept] = self", "$kept = $kept + 1");
        });
        draft.LightFinalizers.Add("F2");
        Finalizer("F3", "global keep", "append keep self", "log \"list\" self");
        Callback("C0", draft.LightCallbacks, "log \"cb\" ref");
        Callback("C1", draft.LightCallbacks, "log \"dead\"", "show alive ref");
        Callback("M0", draft.MethodCallbacks, "log \"method\" self");
        Callback("M1", draft.MethodCallbacks, "log \"of\" ref", "show same self ref");
    }

    public void WriteHeavy()
    {
        for (int i = 0; i < Heavy("").Length; i++)
        {
            string number = i.ToString(CultureInfo.InvariantCulture);
            WriteHeavy("finalizer H" + number, Heavy("self")[i], "self");
            draft.HeavyFinalizers.Enqueue("H" + number);
            WriteHeavy("callback X" + number, Heavy("ref")[i], "ref");
            draft.HeavyCallbacks.Enqueue("X" + number);
        }
    }

    public void WriteFunctions()
    {
        Function("look x", 1, "show kind x", "show same x x");
        Function("build x y", 2, "let l = list x y", "append l l", "let t = tuple l x", "log \"built\" t");
        Function("link x y", 2, "global made $n", "let made = list x", "append made y", "$n = ($n + 1) % 100", "call look y");
    }

    private void Finalizer(string name, params string[] lines)
    {
        draft.Block("finalizer " + name, lines);
        draft.LightFinalizers.Add(name);
    }

    private void Callback(string name, List<string> known, params string[] lines)
    {
        draft.Block("callback " + name, lines);
        known.Add(name);
    }

    /// <param name="own">What the body was called for.</param>
    private static string[][] Heavy(string own) =>
    [
        ["log \"cycle\"", "let l = list", "append l l", "let d = dict k:l", "set d{d} = d"],
        ["log \"drop\"", "unset OWN[0]", "show kind OWN[1]", "unset OWN[1]"],
        ["log \"before\"", "collect", "log \"after\""],
        ["log \"young\"", "collect 0 quiet"],
        ["global made", "let made = slots F0 \"made\"", "set made.a = made", "set made.b = " + own],
        ["unset OWN[2]", "let t = tuple 1 none \"x\"", "let l = list t t", "append l t", "log \"list\" l"],
    ];

    // Half of them end with a word about what they were called for.
    private void WriteHeavy(string opening, string[] lines, string own) =>
        draft.Block(opening, [.. lines, .. draft.Percent(50) ? new[] { "log \"end\" " + own } : []]);

    private void Function(string signature, int parameters, params string[] lines)
    {
        draft.Block("function " + signature, lines);
        draft.Functions.Add((signature[..signature.IndexOf(' ', StringComparison.Ordinal)], parameters));
    }
}
