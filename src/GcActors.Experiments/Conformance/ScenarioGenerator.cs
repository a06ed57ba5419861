using GcActors.Experiments.Conformance.Generation;

namespace GcActors.Experiments.Conformance;

/// <summary>Writes random scenarios that are valid: no statement of them fails when it runs, and none does what scenario-language.md 5.7 and 5.8
/// forbid, so that a real interpreter's output and ours must be equal. A model of what each variable and slot certainly holds decides what may
/// be written next; finalizers and callbacks touch only what no statement at top level relies on.</summary>
public static class ScenarioGenerator
{
    /// <param name="seed">Equal seeds and sizes give equal texts, on every machine.</param>
    /// <param name="statements">About how many statements to write, without the beginning and the end that every scenario has.</param>
    /// <param name="version">The version it is for, or null: for all that it may then name.</param>
    public static string Generate(ulong seed, int statements, string? version = null)
    {
        Draft draft = new(DraftProfile.Choose(seed, version), seed);
        new DraftFrame(draft).WriteBeginning($"generated program {seed}");
        DraftStatements single = new(draft);
        DraftEpisodes episodes = new(draft, single);
        int target = draft.Statements + statements;
        while (draft.Statements < target)
        {
            if (draft.Percent(12))
            {
                episodes.Write();
            }
            else
            {
                single.Write();
            }
        }

        new DraftFrame(draft).WriteEnd();
        return draft.ToString();
    }
}
