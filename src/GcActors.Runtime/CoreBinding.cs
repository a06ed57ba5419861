using GcActors.Core.Host;

namespace GcActors.Runtime;

/// <summary>Binds threads to cores, for code that runs threads without actors.</summary>
public static class CoreBinding
{
    /// <summary>Binds the calling thread; false where the system does not.</summary>
    public static bool TryBindCurrentThread(int core) => ThreadCore.TryBindCurrentThread(core);
}
