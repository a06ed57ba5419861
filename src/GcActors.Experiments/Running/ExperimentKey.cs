namespace GcActors.Experiments.Running;

/// <summary>A key of experiment files: what the reader accepts, and what editors are told of it.</summary>
/// <param name="Name">As written.</param>
/// <param name="Type">A definition of <see cref="ExperimentSchema"/>, or a type of JSON Schema; <c>TYPE-map</c> is a mapping to it by name.</param>
/// <param name="Says">One line.</param>
/// <param name="IsRequired">Unless it comes from the file that this one extends.</param>
internal sealed record ExperimentKey(string Name, string Type, string Says, bool IsRequired = false);
