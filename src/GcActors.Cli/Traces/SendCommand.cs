using System.CommandLine;
using GcActors.Cli.Output;
using GcActors.Core.Wording;
using GcActors.Experiments.Settings;
using GcActors.Telemetry.Sending;

namespace GcActors.Cli.Traces;

/// <summary><c>gcactors trace send</c>: replays files into a receiver, line by line.</summary>
internal sealed class SendCommand
{
    private const string OnlyProtocol = "http/json";

    private readonly Argument<string> path = new("PATH")
    {
        Description = "A folder with traces.jsonl and metrics.jsonl, or one file of OTLP JSON Lines",
        HelpName = "DIR|FILE",
    };

    private readonly Option<string> endpoint = new("--endpoint")
    {
        Description = "The receiver, such as http://localhost:4318",
        HelpName = "URL",
        Required = true,
    };

    private readonly Option<string> protocol = new("--protocol")
    {
        Description = "How to send: http/json (default), as the lines are",
        HelpName = "P",
        DefaultValueFactory = _ => OnlyProtocol,
    };

    private readonly Option<string?> from = new("--from")
    {
        Description = "Begin with this line; what stands before it has arrived",
        HelpName = "FILE:LINE",
    };

    private readonly CliContext context;

    private SendCommand(CliContext context) => this.context = context;

    public static Command Create(CliContext context)
    {
        SendCommand send = new(context);
        Command command = new("send", "Send recorded traces and metrics to an OTLP receiver") { send.path, send.endpoint, send.protocol, send.from };
        command.SetAction(send.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        CheckProtocol(parsed.GetRequiredValue(protocol));
        Uri receiver = ReceiverOf(parsed.GetRequiredValue(endpoint));
        IReadOnlyList<string> files = OtlpLines.FilesOf(parsed.GetRequiredValue(path));
        SendStart start = SendStart.Parse(parsed.GetValue(from), files, from.Name);
        using OtlpSender sender = new(receiver, Wait);
        return Send(files, start, sender);
    }

    private int Send(IReadOnlyList<string> files, SendStart start, OtlpSender sender)
    {
        int accepted = 0;
        OtlpLine? pending = null;
        try
        {
            using ProgressLine progress = new(context);
            foreach (OtlpLine line in files.SelectMany(file => OtlpLines.Read(file, number => WarnOfTorn(file, number))).Where(start.Includes))
            {
                pending = line;
                sender.Send(line, context.Cancellation);
                pending = null;
                accepted++;
                progress.Show($"{line.File}:{line.Number}, {accepted:N0} lines accepted");
            }
        }
        catch (Exception e) when (e is SendException or InvalidDataException or OperationCanceledException)
        {
            return BreakOff(e, accepted, pending);
        }

        context.Out.WriteLine($"{accepted:N0} lines accepted");
        return Judge(sender);
    }

    private int BreakOff(Exception e, int accepted, OtlpLine? pending)
    {
        context.Error.WriteLine(e is OperationCanceledException ? "error: interrupted" : $"error: {e.Message}");
        string how = pending is null ? "" : $"; go on with --from {Path.GetFileName(pending.File)}:{pending.Number}";
        context.Error.WriteLine($"{accepted:N0} lines were accepted{how}");
        return e switch
        {
            InvalidDataException => ExitCodes.BadInput,
            OperationCanceledException => ExitCodes.Interrupted,
            _ => ExitCodes.Failed,
        };
    }

    private int Judge(OtlpSender sender)
    {
        if (sender.Rejected == 0)
        {
            return ExitCodes.Passed;
        }

        context.Error.WriteLine($"error: the receiver left {sender.Rejected:N0} spans or points out: {sender.Rejection ?? "it does not say why"}");
        return ExitCodes.Failed;
    }

    private void CheckProtocol(string name)
    {
        if (name != OnlyProtocol)
        {
            throw new SettingsException(protocol.Name, $"'{name}' cannot be sent{NearestName.Hint(name, [OnlyProtocol], "one of")}");
        }
    }

    private Uri ReceiverOf(string text) => Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https"
        ? uri
        : throw new SettingsException(endpoint.Name, $"'{text}' is no address; write http://HOST:PORT");

    private void WarnOfTorn(string file, int number) => context.Error.WriteLine($"warning: {file}:{number}: the last line is torn, and left out");

    private void Wait(TimeSpan time)
    {
        _ = context.Cancellation.WaitHandle.WaitOne(time);
        context.Cancellation.ThrowIfCancellationRequested();
    }
}
