using GcActors.Experiments.Results;

namespace GcActors.Experiments.Running;

/// <summary>What must be equal for two cells to have done the same work (gate G4).</summary>
/// <param name="Origin">Closed form, or the invocation they were first seen in.</param>
/// <param name="Allocs">Null: not known beforehand.</param>
/// <param name="Frees">Null: not known beforehand.</param>
/// <param name="Increments">Canonical.</param>
/// <param name="Decrements">Canonical.</param>
/// <param name="Check">The workload's check value; null: not known beforehand.</param>
public sealed record WorkTotals(string Origin, double? Allocs, double? Frees, double? Increments, double? Decrements, string? Check)
{
    public static WorkTotals Of(ResultRow row, string origin) =>
        new(origin, row.Number("allocs"), row.Number("frees"), row.Number("increments"), row.Number("decrements"), row.Check);

    /// <summary>What the tape says that a twin took its decisions from; null: the row is of none.</summary>
    public static WorkTotals? OfTape(ResultRow row) => row.Extra("tape_allocs") is { } allocs
        ? new("the tape", allocs, row.Extra("tape_frees"), row.Extra("tape_increments"), row.Extra("tape_decrements"), null)
        : null;

    /// <summary>The first quantity that differs, in words; null when none does.</summary>
    public string? DifferenceTo(WorkTotals done) =>
        Difference("allocs", Allocs, done.Allocs) ?? Difference("frees", Frees, done.Frees)
        ?? Difference("increments", Increments, done.Increments) ?? Difference("decrements", Decrements, done.Decrements)
        ?? (Check is null || Check == done.Check ? null : $"check is {done.Check}, {Origin} has {Check}");

    private string? Difference(string name, double? expected, double? done) =>
        expected is null || expected == done ? null : $"{name} is {done?.ToString() ?? "absent"}, {Origin} has {expected}";
}
