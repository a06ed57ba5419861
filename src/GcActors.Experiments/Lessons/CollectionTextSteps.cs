using GcActors.Core.Scenarios.Explaining;

namespace GcActors.Experiments.Lessons;

/// <summary>The sections about what happens to unreachable objects.</summary>
internal sealed class CollectionTextSteps(LessonPage page, CollectionLesson lesson)
{
    private readonly RecordedCollection _record = lesson.Record;
    private readonly HashSet<int> _dead = [];

    public void Write()
    {
        WritePhase("Old-style destructors: what has one, or hangs on one, is left alone", StepKind.SetApart);
        WritePhase("Weak references to unreachable objects are cleared", StepKind.WeakRefCleared, StepKind.WeakRefClearedCallbackDue);
        RecordedStep[] rest = [.. _record.Steps.Where(step => step.Kind >= StepKind.CallbackCalled)];
        int cut = Array.FindIndex(rest, step => step.Kind is StepKind.Cleared or StepKind.Saved or StepKind.Outlived);
        cut = cut < 0 ? rest.Length : cut;
        WriteSteps("Callbacks and finalizers", rest[..cut]);
        WriteResurrection();
        WriteSteps("Clearing, one object after the other", rest[cut..]);
    }

    private void WritePhase(string title, params StepKind[] kinds) => WriteSteps(title, [.. _record.Steps.Where(step => kinds.Contains(step.Kind))]);

    private void WriteSteps(string title, RecordedStep[] steps)
    {
        if (steps.Length == 0)
        {
            return;
        }

        page.Section(title);
        foreach (RecordedStep step in steps.Take(LessonPage.MostLines))
        {
            page.Line(Describe(step));
        }

        page.Omitted(steps.Length - LessonPage.MostLines, "step");
    }

    private string Describe(RecordedStep step)
    {
        string name = $"#{step.Number}";
        switch (step.Kind)
        {
            case StepKind.SetApart:
                return $"{name} {_record[step.Number].Kind}";
            case StepKind.WeakRefClearedCallbackDue:
                return $"{name} to #{step.Other}; its callback will be called";
            case StepKind.WeakRefCleared:
                return $"{name} to #{step.Other}";
            case StepKind.CallbackCalled:
                return $"callback of {name}";
            case StepKind.FinalizerCalled:
                return $"finalizer of {name}";
            case StepKind.Cleared:
                return $"clear {name}: it gives up its references";
            case StepKind.Died:
                string death = $"  {name} dies: {Cause(step)}";
                _dead.Add(step.Number);
                return death;
            case StepKind.Revived:
                _dead.Remove(step.Number);
                return $"  {name} is alive again while its finalizer runs";
            case StepKind.Saved:
                return $"{name} is appended to gc.garbage";
            default:
                return $"{name} is still alive: it joins the survivors";
        }
    }

    private string Cause(RecordedStep step)
    {
        if (step.Other == 0 || step.Other == step.Number)
        {
            return "nothing refers to it any more";
        }

        string names = string.Join(' ', _record[step.Other].References.Where(r => r.Target == step.Number).Select(r => r.Name));
        return $"the last reference was #{step.Other} {names}".TrimEnd() + (_dead.Contains(step.Other) ? ", which is dying" : "");
    }

    /// <summary>The second subtraction, over the unreachable alone.</summary>
    private void WriteResurrection()
    {
        RecordedObject[] looked = [.. _record.Objects.Where(o => o.SecondCounts != null)];
        if (looked.Length == 0)
        {
            return;
        }

        string amount = CollectionText.Plural(_record.Resurrected.Count, "object");
        page.Section($"Who came back? The subtraction again, over what was unreachable: {amount}");
        RecordedObject[] shown = [.. looked.Where(o => lesson.IsShown(o.Number))];
        page.Table(["", "count", "gc_refs", ""], "lrrl",
            [.. shown.Select(o => (string[])[$"#{o.Number}", $"{o.SecondCounts!.Count}", $"{o.SecondCounts.GcRefs}", Verdict(o)])]);
        page.Omitted(looked.Length - shown.Length);
    }

    private string Verdict(RecordedObject o) =>
        _record.Resurrected.Contains(o.Number) ? "back; " + CollectionText.WhyReachable(o.SecondCounts!) : "still unreachable";
}
