using Xunit;

namespace GcActors.Tests.Telemetry.Timeline;

/// <summary>A test in a browser. Without one it is skipped, and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Chromium.Executable == null)
        {
            Skip = $"no Chromium: none of {string.Join(", ", Chromium.Names)} is on the PATH, and {Chromium.Variable} names none";
        }
    }
}
