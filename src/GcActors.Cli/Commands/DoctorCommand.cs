using System.CommandLine;
using System.Text.Json.Nodes;
using GcActors.Cli.Output;
using GcActors.Experiments.Hosting;

namespace GcActors.Cli.Commands;

/// <summary><c>gcactors doctor</c>: reports the host, prints commands, changes nothing.</summary>
internal static class DoctorCommand
{
    public static Command Create(CliContext context)
    {
        Option<bool> json = new("--json") { Description = "Print one JSON object" };
        Command command = new("doctor", "Report the host and what on it may disturb a measurement; change nothing") { json };
        command.SetAction(parsed =>
        {
            HostFacts host = HostProbe.Read();
            Write(context, host, HostAdvisor.Of(host), parsed.GetValue(json));
            return ExitCodes.Passed;
        });
        return command;
    }

    private static void Write(CliContext context, HostFacts host, IReadOnlyList<Advice> advice, bool wantsJson)
    {
        if (wantsJson)
        {
            JsonText.Write(context, new JsonObject { ["host"] = host.ToJson(), ["advice"] = new JsonArray([.. advice.Select(ToJson)]) });
        }
        else
        {
            JsonOutline.Write(context, host.ToJson());
            WriteAdvice(context.Out, advice);
        }
    }

    private static JsonObject ToJson(Advice advice) => new() { ["warning"] = advice.Warning, ["command"] = advice.Command };

    private static void WriteAdvice(TextWriter writer, IReadOnlyList<Advice> advice)
    {
        writer.WriteLine();
        writer.WriteLine(advice.Count == 0 ? "nothing here should disturb a measurement" : "may disturb a measurement (nothing was changed):");
        foreach (Advice item in advice)
        {
            writer.WriteLine($"- {item.Warning}");
            if (item.Command is not null)
            {
                writer.WriteLine($"    {item.Command}");
            }
        }
    }
}
