namespace GcActors.Tests.Telemetry;

/// <summary>Sets environment variables, and puts them back.</summary>
internal sealed class Variables : IDisposable
{
    private readonly Dictionary<string, string?> before = [];

    public Variables(params (string Name, string Value)[] set)
    {
        foreach ((string name, string value) in set)
        {
            // The first time: a name that is set twice was not there in between.
            before.TryAdd(name, Environment.GetEnvironmentVariable(name));
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    public void Dispose()
    {
        foreach ((string name, string? value) in before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }
}
