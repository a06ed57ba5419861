using GcActors.Core.Python;
using Xunit;

namespace GcActors.Tests.Python;

/// <summary>The gc module as a C# program sees it; what it must do is in cpython-memory.md 8 to 11 and was seen on real interpreters.</summary>
public class PyGcTests
{
    public static TheoryData<string> Versions() => [.. VersionProfile.All.Select(v => v.Name)];

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_list_that_holds_itself_is_collected(string version)
    {
        using var python = new PythonInterpreter(version);
        PyObject a = python.List();
        a.Append(a);
        a.Del();

        Assert.Equal(1, python.Gc.Collect());
        Assert.Equal(0, python.Gc.Collect());
    }

    [Theory]
    [InlineData("3.9", 2)]
    [InlineData("3.10", 2)]
    [InlineData("3.11", 1)]
    [InlineData("3.12", 1)]
    [InlineData("3.13", 1)]
    public void An_instance_that_holds_itself_is_two_objects_where_attributes_live_in_a_dict(string version, int collected)
    {
        using var python = new PythonInterpreter(version);
        PyObject o = python.Instance();
        o.SetAttr('a', o);
        o.Del();

        Assert.Equal(collected, python.Gc.Collect());
    }

    [Fact]
    public void References_are_counted_and_the_question_counts_too()
    {
        using var python = new PythonInterpreter();
        PyObject a = python.List();
        Assert.Equal(2, python.GetRefCount(a));

        PyObject b = a.Copy();
        Assert.Equal(3, python.GetRefCount(a));
        PyObject holder = python.Tuple(a, a, 1, "text", null);
        Assert.Equal(5, python.GetRefCount(a));

        holder.Del();
        b.Del();
        Assert.Equal(2, python.GetRefCount(a));
    }

    [Fact]
    public void The_701st_allocation_starts_a_collection()
    {
        using var python = new PythonInterpreter("3.9");
        python.Gc.Enable();
        PyObject[] kept = [.. Enumerable.Range(0, 700).Select(_ => python.Slots())];
        Assert.Equal((700, 0, 0), python.Gc.GetCount());

        PyObject triggers = python.Slots();
        Assert.Equal((0, 1, 0), python.Gc.GetCount());
        Assert.Equal(1, python.Gc.GetStats()[0].Collections);

        // Up to 3.11 the object that triggered was not yet on any list, so it stays young.
        PyObject young = Assert.Single(python.Gc.GetObjects(0));
        Assert.True(young.Is(triggers));
        Assert.Equal(700, python.Gc.GetObjects(1).Count);
        Assert.NotEmpty(kept);
    }

    [Fact]
    public void Finalizers_run_once_and_may_bring_an_object_back()
    {
        using var python = new PythonInterpreter();
        PyObject? rescued = null;
        int calls = 0;
        PyObject a = python.Slots(self =>
        {
            calls++;
            rescued = self.Copy();
        });
        a.SetAttr('a', a);
        a.Del();

        Assert.Equal(0, python.Gc.Collect());
        Assert.Equal(1, calls);
        Assert.True(python.Gc.IsFinalized(rescued!));

        rescued!.Del();
        Assert.Equal(1, python.Gc.Collect());
        Assert.Equal(1, calls);
    }

    [Fact]
    public void A_finalizer_may_collect_and_allocate()
    {
        using var python = new PythonInterpreter();
        long inner = -1;
        PyObject a = python.Instance(self =>
        {
            PyObject made = python.List(self);
            made.Append(made);
            inner = python.Gc.Collect();
            made.Del();
        });
        a.SetAttr('a', a);
        a.Del();

        python.Gc.Collect();

        Assert.Equal(0, inner);
        Assert.Equal(2, python.Gc.Collect());
    }

    [Fact]
    public void Weak_references_die_before_their_callbacks_run_the_newest_first()
    {
        using var python = new PythonInterpreter();
        var log = new List<string>();
        PyObject target = python.Slots();
        PyObject basic = python.WeakRef(target);
        PyObject same = python.WeakRef(target);
        PyObject first = python.WeakRef(target, r => log.Add($"first {r.Deref() == null}"));
        PyObject second = python.WeakRef(target, r => log.Add($"second {r.Deref() == null}"));
        Assert.True(basic.Is(same));
        PyObject strong = basic.Deref()!;
        Assert.True(strong.Is(target));
        target.Del();
        Assert.Empty(log);

        strong.Del();

        Assert.Equal(["second True", "first True"], log);
        Assert.Null(basic.Deref());
        Assert.Null(first.Deref());
        Assert.Null(second.Deref());
    }

    [Fact]
    public void A_bound_method_is_a_callback_and_a_member_of_cycles()
    {
        using var python = new PythonInterpreter();
        var log = new List<string>();
        PyObject owner = python.Instance(label: "owner");
        PyObject method = python.Method(owner, (self, reference) => log.Add($"{self.Kind} {reference.Kind}"));
        PyObject target = python.Slots();
        PyObject weak = python.WeakRef(target, method);
        target.Del();
        Assert.Equal(["object(owner) weakref"], log);

        owner.SetAttr('a', method);
        method.Del();
        owner.Del();
        weak.Del();
        Assert.Equal(2, python.Gc.Collect());
    }

    [Fact]
    public void Legacy_finalizers_make_a_cycle_uncollectable()
    {
        using var python = new PythonInterpreter();
        PyObject a = python.Legacy("l");
        a.SetAttr('a', a);
        a.Del();

        Assert.Equal(1, python.Gc.Collect());
        Assert.Equal("legacy(l)", Assert.Single(python.Gc.GetGarbage()).Kind);
        Assert.Equal(new PyGcStats(1, 0, 1), python.Gc.GetStats()[2]);
    }

    [Fact]
    public void Debug_flags_save_and_say_what_was_found()
    {
        using var python = new PythonInterpreter();
        python.Gc.SetDebug(GcDebug.Leak | GcDebug.Stats);
        PyObject a = python.List();
        a.Append(a);
        a.Del();

        Assert.Equal(1, python.Gc.Collect(0));
        Assert.Equal("list", Assert.Single(python.Gc.GetGarbage()).Kind);
        Assert.Equal(
            ["gc: collecting generation 0...", "gc: collectable <list 0x*>", "gc: done, 1 unreachable, 0 uncollectable, *s elapsed"],
            python.Gc.TakeDebugOutput());
    }

    [Fact]
    public void Frozen_objects_are_not_examined_and_still_die_by_counting()
    {
        using var python = new PythonInterpreter();
        PyObject a = python.List();
        PyObject cycle = python.List();
        cycle.Append(cycle);
        python.Gc.Freeze();
        Assert.Equal(2, python.Gc.GetFreezeCount());

        a.Del();
        cycle.Del();
        Assert.Equal(1, python.Gc.GetFreezeCount());
        Assert.Equal(0, python.Gc.Collect());

        python.Gc.Unfreeze();
        Assert.Equal(1, python.Gc.Collect());
    }

    [Fact]
    public void Callbacks_hear_of_start_and_stop()
    {
        using var python = new PythonInterpreter();
        var heard = new List<PyGcInfo>();
        python.Gc.AddCallback(heard.Add);
        PyObject a = python.List();
        a.Append(a);
        a.Del();
        python.Gc.Collect(1);

        Assert.Equal([new PyGcInfo("start", 1, 0, 0), new PyGcInfo("stop", 1, 1, 0)], heard);
        python.Gc.RemoveCallback(heard.Add);
    }

    [Fact]
    public void Immortal_objects_report_a_fixed_number_and_leave_for_the_permanent_generation()
    {
        using var python = new PythonInterpreter("3.13");
        PyObject a = python.List();
        python.MakeImmortal(a);
        Assert.Equal(4294967295, python.GetRefCount(a));

        python.Gc.Collect();
        Assert.Equal(1, python.Gc.GetFreezeCount());
        Assert.Throws<PythonException>(() =>
        {
            using var old = new PythonInterpreter("3.9");
            old.MakeImmortal(old.List());
        });
    }

    [Fact]
    public void Dicts_and_tuples_are_untracked_when_they_cannot_matter()
    {
        using var python = new PythonInterpreter();
        PyObject dict = python.Dict(("a", 1), (7, "x"));
        PyObject tuple = python.Tuple(1, 2);
        Assert.False(python.Gc.IsTracked(dict));
        Assert.True(python.Gc.IsTracked(tuple));

        PyObject list = python.List();
        dict["l"] = list;
        Assert.True(python.Gc.IsTracked(dict));
        python.Gc.Collect(0);
        Assert.False(python.Gc.IsTracked(tuple));
        Assert.Equal(3, dict.Length);
        Assert.True(dict["l"]!.Is(list));
    }

    [Fact]
    public void Who_refers_to_whom_in_the_order_of_traversal()
    {
        using var python = new PythonInterpreter();
        PyObject target = python.List();
        PyObject tuple = python.Tuple(target, 1);
        PyObject holder = python.Slots(label: "h");
        holder.SetAttr('b', target);
        holder.SetAttr('a', tuple);

        Assert.Equal(["tuple", "slots(h)"], python.Gc.GetReferrers(target).Select(o => o.Kind));
        Assert.Equal(["tuple", "list"], python.Gc.GetReferents(holder).Select(o => o.Kind));
        Assert.Equal(["int", "list"], python.Gc.GetReferents(tuple).Select(o => o.Kind));
        Assert.True(holder.GetAttr('b')!.Is(target));
        holder.DelAttr('b');
        Assert.Throws<PythonException>(() => holder.GetAttr('b'));
    }

    [Fact]
    public void Items_thresholds_and_sizes_are_set_and_read()
    {
        using var python = new PythonInterpreter("3.13");
        PyObject list = python.List(1, 2, 3);
        PyObject dict = python.Dict();
        Assert.Equal(56 + 3 * 8, python.GetSizeOf(list));
        Assert.Equal(64, python.GetSizeOf(dict));
        list.SetItem(0, dict);
        dict.SetItem(5, "five");
        list.DelItem(1);
        dict.DelItem(5);
        Assert.Equal((2, 0), (list.Length, dict.Length));
        Assert.True(list[0]!.Is(dict));

        Assert.Equal((2000, 10, 10), python.Gc.GetThreshold());
        python.Gc.SetThreshold(5, threshold2: 7);
        python.Gc.SetDebug(GcDebug.SaveAll);
        Assert.Equal((5, 10, 7), python.Gc.GetThreshold());
        Assert.Equal(GcDebug.SaveAll, python.Gc.GetDebug());
    }

    [Fact]
    public void Mistakes_are_named()
    {
        using var python = new PythonInterpreter();
        PyObject leaf = python.Leaf();
        PyObject list = python.List();

        Assert.Throws<PythonException>(() => leaf.Append(1));
        Assert.Throws<PythonException>(() => list[3]);
        Assert.Throws<PythonException>(() => python.WeakRef(list));
        Assert.Throws<ArgumentOutOfRangeException>(() => python.Gc.Collect(3));
        list.Del();
        Assert.Throws<InvalidOperationException>(() => list.Append(1));
    }
}
