namespace Hebb.Ops;

/// <summary>What the rows of a table stand for: how an error about an index that is outside the table calls them.</summary>
internal enum RowName
{
    /// <summary>Rows of a table.</summary>
    Row,

    /// <summary>Classes, which labels name.</summary>
    Class,

    /// <summary>Tokens of a vocabulary.</summary>
    Token,

    /// <summary>Numbers that name a category or fall in a range.</summary>
    Number,
}

/// <summary>The error about an index that is outside a table.</summary>
internal static class RowNames
{
    /// <summary>The error: what was given and where, what was expected, what to do.</summary>
    public static ArgumentOutOfRangeException Outside(this RowName name, long index, int position, int rows, string? scope)
    {
        string which = name switch
        {
            // What is no whole number is handed on as −1: see ClassMask.
            RowName.Class => $"label {index}{(index == -1 ? ", or one not a whole number," : "")} (at position {position}) is none of the {rows} classes: "
                + $"labels are whole numbers from 0 to {rows - 1}. "
                + "Check the labels, or make room for more classes: the last layer has one unit for each.",
            RowName.Token =>
                $"the number at position {position} is not in the vocabulary, and NumOovIndices is 0. "
                + "Set it to 1, so that unknown numbers share a place, or add the number to the vocabulary.",
            RowName.Number =>
                $"the number at position {position} is NaN, infinite or too large, and so names no category. "
                + "Fill missing values in first, or give them a number of their own.",
            _ =>
                $"index {index} (at position {position}){(index == -1 ? ", as which NaN counts," : "")} is outside a table of {rows} "
                + $"rows: {(rows == 0 ? "it has none" : $"indices go from 0 to {rows - 1}")}. Check the data, or make the table larger.",
        };
        return new(null, scope is null ? $"{char.ToUpperInvariant(which[0])}{which[1..]}" : $"In {scope}: {which}");
    }
}
