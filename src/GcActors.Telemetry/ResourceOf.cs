using System.Reflection;
using System.Runtime.InteropServices;
using OpenTelemetry.Resources;

namespace GcActors.Telemetry;

/// <summary>
/// What a trial's telemetry is about, in the words of the semantic conventions. <c>OTEL_SERVICE_NAME</c> and <c>OTEL_RESOURCE_ATTRIBUTES</c> win.
/// </summary>
internal static class ResourceOf
{
    public const string ServiceName = "gcactors";

    // The build puts the commit behind a plus sign; that has its own attribute.
    private static readonly string s_version =
        typeof(ResourceOf).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public static ResourceBuilder Trial(SessionContext context) => ResourceBuilder.CreateEmpty()
        .AddTelemetrySdk()
        .AddAttributes(Attributes(context))
        .AddEnvironmentVariableDetector();

    private static Dictionary<string, object> Attributes(SessionContext context)
    {
        Dictionary<string, object> attributes = new(StringComparer.Ordinal)
        {
            ["service.name"] = ServiceName,
            ["service.version"] = s_version,
            ["service.instance.id"] = context.TrialId,
            ["host.name"] = Environment.MachineName,
            ["host.arch"] = Architecture(),
            ["os.type"] = OsType(),
            ["os.description"] = RuntimeInformation.OSDescription,
            ["process.pid"] = (long)Environment.ProcessId,
            ["process.executable.name"] = Path.GetFileName(Environment.ProcessPath ?? ServiceName),
            ["process.runtime.name"] = ".NET",
            ["process.runtime.version"] = Environment.Version.ToString(),
            ["process.runtime.description"] = RuntimeInformation.FrameworkDescription,
        };
        if (context.Commit is { } commit)
        {
            attributes["vcs.ref.head.revision"] = commit;
        }

        return attributes;
    }

    private static string OsType() =>
        OperatingSystem.IsLinux() ? "linux" : OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "other";

    private static string Architecture() => RuntimeInformation.OSArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "amd64",
        System.Runtime.InteropServices.Architecture.Arm64 => "arm64",
        var other => other.ToString().ToLowerInvariant(),
    };
}
