namespace GcActors.Core.Catalogs;

/// <summary>One way to use a counting strategy.</summary>
/// <param name="Strategy">Its name in the catalog.</param>
/// <param name="Variant">As <c>counting.variant</c> names it; <c>auto</c>: there is no choice.</param>
/// <param name="Cure">As <c>counting.cure</c> names it; <c>none</c>: it needs none, or is used without.</param>
/// <param name="IsUsual">Whether the variant is the usual one.</param>
public sealed record CounterForm(string Strategy, string Variant, string Cure, bool IsUsual)
{
    /// <summary><c>STRATEGY[/VARIANT][/CURE]</c>.</summary>
    public string Name => $"{Strategy}{(IsUsual ? "" : "/" + Variant)}{(Cure == "none" ? "" : "/" + Cure)}";
}
