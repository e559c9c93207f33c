namespace Hebb.Data;

/// <summary>What happens when a file of a data set cannot be read.</summary>
public enum BadFiles
{
    /// <summary>An error names it.</summary>
    Refuse,

    /// <summary>It is left out and listed.</summary>
    Skip,
}
