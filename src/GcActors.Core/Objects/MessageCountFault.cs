namespace GcActors.Core.Objects;

/// <summary>What tests plant in message counts, to see the checkers fail; none outside tests.</summary>
internal enum MessageCountFault
{
    None,

    /// <summary>S35: the owner hears of further counts after the message that carries them.</summary>
    IncrementAfterMessage,

    /// <summary>The paper's text: one count more is asked for than is kept.</summary>
    PaperOffByOne,

    /// <summary>A trace gives back what the holder had before its last message.</summary>
    StaleDecrement,

    /// <summary>A message counts its root, and not what the root leads to.</summary>
    ChildNotCounted,
}
