using System.Runtime.CompilerServices;

namespace GcActors.Runtime;

/// <summary>
/// What a thread is to the actors: whose system it receives for, and the calling actors that got mail from it meanwhile. These are its guests: they run on it
/// when the actor that is receiving has returned, so telling one never runs it.
/// </summary>
internal sealed class ReceivingThread
{
    [ThreadStatic]
    private static ReceivingThread? t_current;

    private readonly Queue<(IScheduledCell Cell, ICellScheduler Elsewhere)> _guests = new();
    private Role _role;
    private bool _isHosting;

    public static ReceivingThread Current => t_current ??= new ReceivingThread();

    /// <summary>Once a batch. What it returns goes to <see cref="Leave"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Role Enter(ActorSystemBase system, bool isHost)
    {
        Role outer = _role;
        _role = new Role(system, isHost);
        return outer;
    }

    /// <summary>Guests that a failure or a stop has left are run here, so that none stays behind on a thread that receives nothing more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Leave(Role outer)
    {
        RunGuests();
        _role = outer;
    }

    public bool ReceivesFor(ActorSystemBase system) => ReferenceEquals(_role.System, system);

    /// <summary>False when the thread does not receive for that system, or belongs to an actor that does not lend it.</summary>
    /// <param name="system">The guest's.</param>
    /// <param name="cell">Scheduled, so nobody else runs it.</param>
    /// <param name="elsewhere">Where it goes when the host's patience is over.</param>
    public bool TryInvite(ActorSystemBase system, IScheduledCell cell, ICellScheduler elsewhere)
    {
        if (!_role.IsHost || !ReceivesFor(system))
        {
            return false;
        }

        _guests.Enqueue((cell, elsewhere));
        return true;
    }

    /// <summary>Between two messages of the host. A guest that tells another does not run it either: the outermost call runs both in turn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void RunGuests()
    {
        if (_guests.Count != 0 && !_isHosting)
        {
            RunInTurn();
        }
    }

    /// <summary>All guests together get one throughput of messages, or two that tell each other things would keep the host from its mail.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void RunInTurn()
    {
        _isHosting = true;
        int left = _role.System!.Options.ThroughputMessages;
        while (_guests.TryDequeue(out (IScheduledCell Cell, ICellScheduler Elsewhere) guest))
        {
            if (left > 0)
            {
                left -= guest.Cell.Run(left);
            }
            else
            {
                guest.Elsewhere.Schedule(guest.Cell);
            }
        }

        _isHosting = false;
    }

    /// <param name="System">The system whose actor is receiving; null: none is.</param>
    /// <param name="IsHost">Whether that actor lends its thread.</param>
    internal readonly record struct Role(ActorSystemBase? System, bool IsHost);
}
