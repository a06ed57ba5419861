using GcActors.Core.Counting;
using GcActors.Core.Objects;

namespace GcActors.Core.Exploring;

/// <summary>A counting strategy, or a broken twin of one, as scenes and the oracle see it.</summary>
internal unsafe interface IExploredStrategy
{
    CounterTraits Traits { get; }

    ExploredMutator NewMutator(ExploredHeap heap, int thread);

    /// <summary>A thread begins to work before the scene does.</summary>
    void Join(ExploredHeap heap, int thread);

    /// <summary>The count area of a new object, made by a thread that holds it.</summary>
    void Alloc(ExploredHeap heap, int o, int thread);

    /// <summary>One more reference, made by the thread before the scene begins.</summary>
    void Copy(ExploredHeap heap, int o, int thread);

    /// <summary>A thread loads what a root slot refers to before the scene begins.</summary>
    /// <returns>The object.</returns>
    int Load(ExploredHeap heap, int slot, int thread);

    /// <summary>A thread gives up a reference before the scene begins; not the last one.</summary>
    void Drop(ExploredHeap heap, int o, int thread);

    /// <summary>A reference moved into an empty slot by the thread before the scene begins.</summary>
    void Store(ExploredHeap heap, int slot, int o, int thread);

    void Pin(ObjectHeader* o, bool immortal);

    int ReadCount(ObjectHeader* o);

    /// <summary>As a stop would: adds what threads hold, if it was not counted as it came.</summary>
    void CountHeld(ObjectHeader* o, int references);

    bool IsImmortal(ObjectHeader* o);

    string? FaultOf(ExploredHeap heap, int o);

    bool IsStuck(ObjectHeader* o);

    /// <summary>A thread lets others reach what it holds before the scene begins.</summary>
    void Show(ExploredHeap heap, int o, int thread);

    bool IsPrivate(ObjectHeader* o);
}

/// <summary>A strategy by its type.</summary>
/// <param name="make">A mutator of it, or a broken one.</param>
internal sealed unsafe class ExploredStrategy<TCounter>(Func<ExploredHeap, int, ExploredMutator> make) : IExploredStrategy
    where TCounter : struct, IRefCounter<TCounter>
{
    public ExploredStrategy()
        : this((heap, thread) => new ExploredMutator<TCounter, ExploredMemory>(heap, thread))
    {
    }

    public CounterTraits Traits => TCounter.Traits;

    public ExploredMutator NewMutator(ExploredHeap heap, int thread) => make(heap, thread);

    public void Join(ExploredHeap heap, int thread)
    {
        TCounter.Create(heap.Space, thread).Join<DirectMemory>();
        if (TCounter.Traits.Cure == SlotCure.Quiescence)
        {
            heap.Periods.GoOnline<DirectMemory>(thread);
        }
    }

    public void Alloc(ExploredHeap heap, int o, int thread) => TCounter.Create(heap.Space, thread).Alloc(heap.Header(o));

    public void Copy(ExploredHeap heap, int o, int thread) => TCounter.Create(heap.Space, thread).Copy<DirectMemory>(heap.Header(o));

    public int Load(ExploredHeap heap, int slot, int thread) =>
        ExploredHeap.ObjectOf(TCounter.Create(heap.Space, thread).Load<DirectMemory>(heap.Base, null, ref heap.Slot(slot)));

    public void Drop(ExploredHeap heap, int o, int thread) => TCounter.Create(heap.Space, thread).Drop<DirectMemory>(heap.Header(o));

    public void Store(ExploredHeap heap, int slot, int o, int thread) =>
        TCounter.Create(heap.Space, thread).Store<DirectMemory>(heap.ContainerOf(slot), ref heap.Slot(slot), ExploredHeap.ReferenceTo(o));

    public void Pin(ObjectHeader* o, bool immortal) => TCounter.Pin(o, immortal);

    public int ReadCount(ObjectHeader* o) => TCounter.ReadCount(o);

    public void CountHeld(ObjectHeader* o, int references) => TCounter.CountHeld(o, references);

    public bool IsImmortal(ObjectHeader* o) => TCounter.IsImmortal(o);

    public string? FaultOf(ExploredHeap heap, int o) => TCounter.FaultOf(heap.Space, heap.Header(o));

    public bool IsStuck(ObjectHeader* o) => TCounter.IsStuck(o);

    public void Show(ExploredHeap heap, int o, int thread)
    {
        if (Traits.MarksEscapes)
        {
            // As if it had gone through a root that both see.
            uint root = 0;
            TCounter.Create(heap.Space, thread).Store<DirectMemory>(null, ref root, ExploredHeap.ReferenceTo(o));
        }
    }

    public bool IsPrivate(ObjectHeader* o) => TCounter.IsPrivate(o);
}
