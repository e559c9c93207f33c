namespace Hebb.Data;

/// <summary>What a user can do about data that cannot be used as they are.</summary>
public enum RemedyKind
{
    /// <summary>Say that a value means "no value".</summary>
    MissingMark,

    /// <summary>Say what a column is: text, category, number, date, or a format of dates.</summary>
    ColumnType,

    /// <summary>Leave a column out.</summary>
    DropColumn,

    /// <summary>Leave out the rows that cannot be read.</summary>
    SkipBadRows,

    /// <summary>Say that the first line holds the names.</summary>
    Header,

    /// <summary>Say that the first line holds values.</summary>
    NoHeader,

    /// <summary>Name the character between fields.</summary>
    Delimiter,

    /// <summary>Name the decimal mark.</summary>
    DecimalMark,

    /// <summary>Name the encoding.</summary>
    Encoding,

    /// <summary>Say that quotes are ordinary characters.</summary>
    LiteralQuotes,

    /// <summary>Choose the task.</summary>
    Task,

    /// <summary>Leave out rows without a value in a column.</summary>
    DropMissingRows,

    /// <summary>Split rows without regard to classes, as a regression does.</summary>
    SplitByRows,

    /// <summary>Choose another column to predict.</summary>
    Target,

    /// <summary>Keep rows whose number to predict lies far from all others.</summary>
    KeepFar,

    /// <summary>Do not learn from a column.</summary>
    DropInput,

    /// <summary>Leave out files that cannot be read.</summary>
    SkipBadFiles,

    /// <summary>Name the column that tells series apart.</summary>
    Group,

    /// <summary>Answer by the threshold that a training recommends.</summary>
    Threshold,

    /// <summary>Train a simpler model in place of a network: the one of the name, or a network without hidden layers.</summary>
    SimpleModel,

    /// <summary>Train for more epochs.</summary>
    Epochs,

    /// <summary>Train another model of a table with the target of the column: trees, linear, network.</summary>
    TrainModel,
}
