namespace Hebb.Data.Preprocessing;

/// <summary>What a column is to a network.</summary>
public enum ColumnKind
{
    /// <summary>A feature with an order: imputed and standardized.</summary>
    Number,

    /// <summary>A feature with a few values: imputed and one-hot encoded.</summary>
    Category,

    /// <summary>A feature of yes and no: 1 and −1.</summary>
    Boolean,

    /// <summary>A feature of dates: year, position in time, and month, weekday and time of day as points on circles.</summary>
    Date,

    /// <summary>A feature of text with many values: hashed into a few columns.</summary>
    Hashed,

    /// <summary>What the network learns to predict.</summary>
    Target,

    /// <summary>Dropped: numbers or names the rows, says nothing about them.</summary>
    Identifier,

    /// <summary>Dropped: the same in every row.</summary>
    Constant,

    /// <summary>Dropped: text with too many different values for one column each.</summary>
    Text,

    /// <summary>Dropped because the user said so.</summary>
    Dropped,
}
