namespace GcActors.Experiments.Conformance.Generation;

/// <summary>The beginning and the end that every generated scenario has.</summary>
internal sealed class DraftFrame(Draft draft)
{
    /// <summary>Slots of the table K, into which finalizers save their objects.</summary>
    public const int KeptSlots = 12;

    private const int OwnedSlots = 8;

    public void WriteBeginning(string title)
    {
        draft.Line("scenario " + title);
        if (draft.Profile.IsForNewVersions)
        {
            draft.Line("versions 3.12 3.13");
        }

        draft.Lines($"table T {Draft.Slots}", $"table K {KeptSlots}", $"table OWN {OwnedSlots}", "table R 40", "table W 40");
        DraftBodies bodies = new(draft);
        bodies.WriteLight();
        bodies.WriteHeavy();
        bodies.WriteFunctions();
        draft.Lines("$kept = 0", "$n = 1", "$m = 2", $"seed {draft.Number(1_000_000)}", "let keep = list", "let made = none");
        for (int i = 0; i < OwnedSlots; i++)
        {
            string finalizer = draft.Percent(50) ? "F0 " : "";
            draft.Lines($"let x = slots {finalizer}\"own{i}\"", $"set OWN[{i}] = x", "del x");
        }

        for (int i = 0; i < Draft.Slots; i++)
        {
            draft.Roots[DraftPlaces.Slot(i)] = null;
        }

        if (draft.Profile.IsAutomatic)
        {
            draft.IsAutomaticNow = true;
            draft.Lines(new DraftControls(draft, new DraftPlaces(draft)).Threshold(), "enable");
        }
    }

    public void WriteEnd()
    {
        DraftObservations observations = new(draft, new DraftPlaces(draft));
        draft.Lines("disable", "show log");
        draft.IsAutomaticNow = false;
        observations.Count();
        WriteAnswers(observations);
        draft.Lines("watch off", "debug off");
        string[] variables = [.. draft.Roots.Keys.Where(name => name[0] == 'v')];
        if (variables.Length > 0)
        {
            draft.Line("del " + string.Join(' ', variables));
        }

        draft.Block($"repeat {Draft.Slots} as $i", "unset T[$i]");
        WriteAnswers(observations);
        draft.Block($"repeat {KeptSlots} as $i", "show kind K[$i]", "unset K[$i]");
        draft.Lines("show length keep", "clear keep", "let made = none", "garbage clear");
        WriteAnswers(observations);
        if (draft.Percent(25))
        {
            draft.Lines("freeze", "show frozen", "unfreeze", "show frozen", "collect", "show log");
        }
    }

    private void WriteAnswers(DraftObservations observations)
    {
        draft.Lines("collect", "show log");
        observations.Count();
        draft.Lines("show stats", "show garbage", "show stderr", "show population", "show frozen");
    }
}
