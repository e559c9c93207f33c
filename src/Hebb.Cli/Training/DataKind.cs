namespace Hebb.Cli;

/// <summary>What a training learns from.</summary>
[Flags]
internal enum DataKind
{
    /// <summary>Rows of a table.</summary>
    Table = 1,

    /// <summary>Images with a class each.</summary>
    Images = 2,

    /// <summary>Texts with a class each.</summary>
    Texts = 4,

    /// <summary>Rows of a table that follow each other in time.</summary>
    Series = 8,

    /// <summary>One long text, whose characters are to be continued.</summary>
    Characters = 16,

    /// <summary>Sounds with a class each.</summary>
    Sounds = 32,
}
