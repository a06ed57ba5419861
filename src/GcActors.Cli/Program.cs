using GcActors.Cli;

using CtrlC ctrlC = new();
CliContext context = CliContext.ForConsole(ctrlC.Token);
return args is [Invocation.Name]
    ? Failures.Guard(context, () => Invocation.Run(context))
    : CommandLine.Run(args, context);
