using GcActors.Cli;

using CtrlC ctrlC = new();
CliContext context = CliContext.ForConsole(ctrlC.Token);
return args is [ChildProcess.Command]
    ? Failures.Guard(context, () => ChildProcess.Run(context))
    : CommandLine.Run(args, context);
