namespace GcActors.Experiments.Settings;

/// <summary>What may be written for a setting.</summary>
public enum SettingKind
{
    /// <summary><c>true</c> or <c>false</c>.</summary>
    Flag,

    /// <summary>A whole number; <c>_</c> may group its digits.</summary>
    Number,

    /// <summary>A word or a name.</summary>
    Text,
}
