using GcActors.Core.Objects;

namespace GcActors.Core.Python;

/// <summary>What the frames hold while a stop interrupts them, for verifier and mark.</summary>
internal sealed unsafe partial class PyMachine : IUnfinishedWork
{
    public void AddHeld(List<uint> references)
    {
        for (int i = 0; i < _depth; i++)
        {
            ref Frame f = ref _frames.Entries[i];
            switch (f.Kind)
            {
                case FrameKind.Dealloc when IsRevived(f):
                    references.Add(f.X);
                    break;
                case FrameKind.ReleaseItems:
                    AddItems(f, references);
                    break;
                case FrameKind.DropWeakRefs when f.Y != 0:
                    references.Add(f.Y);
                    break;
                case FrameKind.Collect:
                    AddHeldByCollection(f, references);
                    break;
            }
        }
    }

    public void AddDying(List<uint> objects)
    {
        for (int i = 0; i < _depth; i++)
        {
            ref Frame f = ref _frames.Entries[i];
            if (f.Kind == FrameKind.Dealloc && !IsRevived(f))
            {
                objects.Add(f.X);
            }
        }

        for (uint cell = _later; cell != 0; cell = _deferred.Entries[cell])
        {
            objects.Add(cell);
        }
    }

    /// <summary>While its finalizer runs, a dying instance has one reference: the frame's.</summary>
    private bool IsRevived(in Frame f) => _layout.IsInstance(f.X) && f.State == FinalizerCalled;

    /// <summary>The detached items that are not released yet; what is behind the others is null.</summary>
    private void AddItems(in Frame f, List<uint> references)
    {
        uint* items = _layout.Fields(f.X);
        for (int i = 0, count = Math.Max(f.A, f.B); i < count; i++)
        {
            if (items[i] != 0)
            {
                references.Add(items[i]);
            }
        }
    }

    private void AddHeldByCollection(in Frame f, List<uint> references)
    {
        switch ((CollectState)f.State)
        {
            case CollectState.NextCallback:
            case CollectState.AfterCallback:
                var calls = new LiveEntries(_heap, _gc.Calls.List);
                while (calls.Next(out uint weakRef))
                {
                    references.Add(weakRef);
                }

                break;
            case CollectState.AfterFinalizer:
            case CollectState.AfterClear:
                references.Add(f.X);
                break;
        }
    }
}
