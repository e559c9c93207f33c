namespace Hebb.Cli;

/// <summary>What a training learns from.</summary>
[Flags]
internal enum DataKind
{
    /// <summary>Rows of a table.</summary>
    Table = 1,

    /// <summary>Images with a class each.</summary>
    Images = 2,
}
