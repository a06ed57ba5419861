using GcActors.Tests.Running;

namespace GcActors.Tests.Scenarios;

/// <summary>A program that answers like an interpreter: its version, and for every scenario what a shell script says.</summary>
internal static class FakePython
{
    /// <param name="script">Shell lines; <c>$2</c> is the scenario.</param>
    /// <returns>Path of the program.</returns>
    public static string Create(TemporaryFolder folder, string version, string script)
    {
        string path = folder.File("python" + version, $"#!/bin/sh\nif [ \"$1\" = -c ]; then echo {version}; exit; fi\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }
}
