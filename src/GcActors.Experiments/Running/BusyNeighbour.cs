using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace GcActors.Experiments.Running;

/// <summary>
/// The disturber of rule A6: a process of its own with one spinning thread a core, one step below normal priority. That is low enough to be
/// polite and high enough to take 45 % of a pinned mutator's core under the kernel's fair scheduler (weights 820 and 1024), so that gate G1
/// falls below 0.6. It ends with its standard input, hence with its parent however that ends.
/// </summary>
public sealed partial class BusyNeighbour : IDisposable
{
    /// <summary>Settings with this key make the child spin.</summary>
    public const string SettingKey = "busy";

    private const int NiceStep = 1;
    private readonly Process _process;

    /// <param name="assembly">Path of <c>gcactors.dll</c>.</param>
    public BusyNeighbour(string assembly)
    {
        var start = new ProcessStartInfo("dotnet", [assembly, "invocation"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start) ?? throw new InvalidOperationException("the busy process did not start");
        _process.StandardInput.WriteLine(new JsonObject { [SettingKey] = "1" }.ToJsonString());
        _process.StandardInput.Flush();
        _process.StandardOutput.ReadLine();
    }

    /// <summary>The child's side: spins until <paramref name="input"/> ends.</summary>
    public static void Run(TextReader input, TextWriter output)
    {
        using var stop = new CancellationTokenSource();
        Thread[] threads = [.. CorePinning.AllowedCores().Select(_ => new Thread(() => Spin(stop.Token)) { Name = "busy neighbour" })];
        foreach (Thread thread in threads)
            thread.Start();
        output.WriteLine("busy");
        output.Flush();
        while (input.Read() >= 0)
        {
        }

        stop.Cancel();
        foreach (Thread thread in threads)
            thread.Join();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    /// <summary>On Linux the priority is the thread's own.</summary>
    private static void Spin(CancellationToken stop)
    {
        if (OperatingSystem.IsLinux())
            _ = Nice(NiceStep);
        while (!stop.IsCancellationRequested)
            Thread.SpinWait(1000);
    }

    [LibraryImport("libc", EntryPoint = "nice")]
    private static partial int Nice(int step);
}
