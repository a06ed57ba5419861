using GcActors.Core.Objects;

namespace GcActors.Core.Mutators;

/// <summary>
/// What a workload may do to the heap: the operations of <c>workloads.md</c> section 1, each counted canonically. A struct in a type parameter: one per
/// combination of strategy and allocator, so that a step compiles to straight code.
/// </summary>
/// <remarks>
/// A reference that must live over a suspension (a <c>New</c> that answered null, or the end of a step) must lie in a register: registers are the roots
/// that collectors and verifiers see. Within a step a local will do.
/// </remarks>
internal unsafe interface IMutator : IObjectMemory
{
    /// <summary>0-based.</summary>
    int Index { get; }

    /// <summary>Mutators of the trial.</summary>
    int Mutators { get; }

    /// <summary>The shape of <c>new(fields, payloadBytes)</c>. Cold: resolve shapes in set-up.</summary>
    ushort ShapeOf(int fields, int payloadBytes);

    /// <summary>A fresh object with count 1, held by the caller; fields null, the first 8 payload bytes (if any) hold <paramref name="tag"/>. Null: return
    /// <see cref="StepOutcome.Suspended"/> at once, having done nothing since the last allocation that a repetition would do twice.</summary>
    ObjectRef New(ushort shape, ulong tag);

    /// <summary>Reads a field into a local: +1 if not null.</summary>
    ObjectRef Load(ObjectRef o, int field);

    /// <summary><c>o[field] = value</c>: +1 if the new value is not null, −1 if the old one was not. The caller keeps its own reference.</summary>
    void Store(ObjectRef o, int field, ObjectRef value);

    /// <summary>A second reference to the same object: +1. Returns it.</summary>
    ObjectRef Copy(ObjectRef o);

    /// <summary>The caller gives its reference up: −1, and the object dies at 0.</summary>
    void Drop(ObjectRef o);

    /// <summary><c>touch</c> <paramref name="pairs"/> times: copy and drop.</summary>
    void Touch(ObjectRef o, int pairs);

    /// <summary>Field to empty field; the source becomes null. Not counted.</summary>
    void Move(ObjectRef from, int fromField, ObjectRef to, int toField);

    /// <summary>Two fields exchange values, null or not. Not counted. Others may exchange with the shared field at the same time, where the strategy allows
    /// racing slots; the first field is the caller's alone.</summary>
    void Swap(ObjectRef own, int ownField, ObjectRef shared, int sharedField);

    /// <summary>The object's tag; free to read.</summary>
    ulong Tag(ObjectRef o);

    /// <summary>Start of the payload; free to read and write.</summary>
    byte* Payload(ObjectRef o);

    /// <summary>Reads a field without counting: for check values, never for the program itself.</summary>
    ObjectRef Peek(ObjectRef o, int field);

    /// <summary>A register of this mutator: plain read and write, no count changes. The workload moves references in and out.</summary>
    ref ObjectRef Register(long index);

    /// <summary>A root slot that all mutators see: plain read. It is written by <see cref="Publish"/> and <see cref="TakeShared"/> only, by one mutator at a
    /// time, by agreement of the workload.</summary>
    ref readonly ObjectRef SharedRoot(long index);

    /// <summary>Makes all that a held reference leads to a message, which may then go to another mutator by <see cref="Publish"/> and
    /// <see cref="TakeShared"/>. With private heaps the register holds a copy from then on; where messages are counted, all of it is; elsewhere there is nothing to do.</summary>
    /// <param name="message">A register.</param>
    /// <returns>Stepped: it is one; Suspended or Partial: call again, with nothing changed.</returns>
    StepOutcome Pack(ref ObjectRef message);

    /// <summary>Moves a reference that the caller holds into an empty shared root. Not counted canonically; but a strategy that does not count what mutators
    /// hold must see it, since between two mutators the reference is nobody's.</summary>
    void Publish(long index, ObjectRef o);

    /// <summary>Moves the reference out of a shared root, which becomes null; the caller holds it from then on. Not counted, as above.</summary>
    ObjectRef TakeShared(long index);

    /// <summary>A number that all mutators see, on a cache line of its own, 0 at first: for agreements between the parts of one program ("set-up
    /// is through", "I am done"). Access it with <see cref="Volatile"/> or <see cref="Interlocked"/>, and answer
    /// <see cref="StepOutcome.Waiting"/> instead of spinning.</summary>
    /// <param name="index">0..<see cref="SharedFlags.Count"/> − 1.</param>
    ref int SharedFlag(int index);

    /// <summary>Objects made by this mutator minus objects freed by its own decrements. For checks; exact between steps.</summary>
    long Unfreed { get; }

    /// <summary>Pins an object that the caller holds and that nobody else has seen: its count starts 2²⁷ higher, or it is immortal or
    /// deferred where the plan says so.</summary>
    void Pin(ObjectRef o);
}
