namespace GcActors.Core.Exploring;

/// <summary>Prints a schedule: a column for each thread, a line for each step.</summary>
internal static class ScheduleTrace
{
    /// <param name="machine">The scene.</param>
    /// <param name="path">A schedule that ends in a violation.</param>
    /// <returns>The lines, and what is wrong after the last.</returns>
    public static (IReadOnlyList<string> Lines, string Violation) Write(Machine machine, IReadOnlyList<Choice> path)
    {
        List<(int Thread, string Text)> steps = [];
        MachineState state = machine.Start();
        string? wrong = null;
        foreach (Choice choice in path)
        {
            string before = Before(state, choice);
            wrong = machine.Step(state, choice);
            steps.Add((choice.Thread, before + (wrong is null ? After(state, choice) : "")));
        }

        int width = steps.Max(s => s.Text.Length) + 2;
        string head = "    " + string.Concat(Enumerable.Range(0, machine.Threads).Select(t => $"{Oracle.NameOf(t)}".PadRight(width)));
        IEnumerable<string> rows = steps.Select((s, number) => $"{number + 1,2}  {new string(' ', s.Thread * width)}{s.Text}");
        return ([head.TrimEnd(), .. rows], wrong!);
    }

    private static string Before(MachineState state, Choice choice)
    {
        if (choice.IsFlush)
        {
            BufferedStore store = state.Buffers[choice.Thread][choice.Store];
            return $"(visible: {Assignment(store.Word, store.Value)})";
        }

        Access access = state.Threads[choice.Thread].Pending!.Value;
        string word = ExploredHeap.NameOf(access.Word);
        string what = access.Kind switch
        {
            AccessKind.Free or AccessKind.Reuse => $"o{access.Word}",
            AccessKind.Read or AccessKind.PlainRead => word,
            AccessKind.Write or AccessKind.PlainWrite or AccessKind.Exchange => Assignment(access.Word, access.Value),
            AccessKind.Lock => $"lock {word}",
            AccessKind.Await => $"{word} is {access.Value}",
            AccessKind.CompareExchange => $"{Assignment(access.Word, access.Value)} if {ExploredHeap.ValueOf(access.Word, access.Expected)}",
            _ => $"{word} {access.Value:+0;-0}",
        };
        return $"{access.Operation}: {what}";
    }

    private static string After(MachineState state, Choice choice)
    {
        if (choice.IsFlush)
        {
            return "";
        }

        (Access access, int result) = state.Threads[choice.Thread].Last;
        string early = choice.Age > 0 ? ", read early" : "";
        return access.Kind is AccessKind.Free or AccessKind.Reuse or AccessKind.Lock or AccessKind.Await or AccessKind.Write or AccessKind.PlainWrite
            ? ""
            : $" = {ExploredHeap.ValueOf(access.Word, result)}{early}";
    }

    private static string Assignment(int word, int value) => $"{ExploredHeap.NameOf(word)} := {ExploredHeap.ValueOf(word, value)}";
}
