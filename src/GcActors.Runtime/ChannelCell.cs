using System.Runtime.CompilerServices;
using System.Threading.Channels;
using GcActors.Core.Actors;
using GcActors.Runtime.Telemetry;

namespace GcActors.Runtime;

/// <summary>
/// A cell whose mailbox takes messages from any thread: an unbounded channel with a single reader, which dequeues without a lock. How a reader
/// comes to run is the subclass's business.
/// </summary>
/// <remarks>
/// Unbounded, because a bounded mailbox would block a sender or lose a message, and a sender that waits for a receiver that waits for it is a
/// deadlock of our making. Protocols bound their own traffic (a reply before the next request).
/// </remarks>
internal abstract class ChannelCell<TMessage> : TypedCell<TMessage>
{
    private protected readonly ActorSystemBase _system;
    private protected readonly ChannelWriter<TMessage> _writer;
    private readonly ChannelReader<TMessage> _reader;
    private readonly bool _lendsThread;

    /// <summary>Beside what every Tell looks at, so that looking at it costs no cache line more.</summary>
    private protected MailboxClock? _clock;

    protected ChannelCell(ActorSystemBase system, int id, IActor<TMessage> actor, ActorOptions options)
        : base(system, id, actor, options)
    {
        var mailbox = Channel.CreateUnbounded<TMessage>(new UnboundedChannelOptions { SingleReader = true });
        _system = system;
        _writer = mailbox.Writer;
        _reader = mailbox.Reader;
        _lendsThread = options.LendsThread;
    }

    public override MailboxClock? Clock
    {
        get => _clock;
        set => _clock = value;
    }

    /// <summary>For the receiving thread.</summary>
    public bool HasWork => _reader.TryPeek(out _);

    /// <summary>
    /// Receives until the mailbox is empty, the limit is reached, the actor has stopped or the system has halted. Returns how many.
    /// </summary>
    private protected int ReceiveUpTo(int limit)
    {
        int received = 0;
        TMessage? message = default;
        ReceivingThread thread = ReceivingThread.Current;
        ReceivingThread.Role outer = thread.Enter(_system, _lendsThread);
        try
        {
            while (received < limit && !_system.IsHalted && _reader.TryRead(out message))
            {
                received++;

                // Before the call: a receiver that completes the run has been counted when the caller asks. One writer, so no interlocked add.
                Volatile.Write(ref _receiver.Delivered, _receiver.Delivered + 1);
                _clock?.Receive(_receiver.Delivered - 1);
                _actor.Receive(message, this);
                if (_receiver.Stopping)
                {
                    Retire();
                    break;
                }

                thread.RunGuests();
            }
        }
        catch (Exception thrown)
        {
            _system.Fail(Name, message, thrown);
        }
        finally
        {
            thread.Leave(outer);
        }

        return received;
    }

    /// <summary>
    /// Closing the channel and writing to it exclude each other, so each message is either received, counted here, or refused to its sender.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Retire()
    {
        _writer.TryComplete();
        while (_reader.TryRead(out _))
        {
            CountDeadLetter();
        }

        Volatile.Write(ref _receiver.Stopped, true);
    }
}
