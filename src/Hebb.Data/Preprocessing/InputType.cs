namespace Hebb.Data.Preprocessing;

/// <summary>What an input of a model is.</summary>
public enum InputType
{
    /// <summary>A number.</summary>
    Number,

    /// <summary>One of some values.</summary>
    Category,

    /// <summary>Yes or no.</summary>
    Boolean,

    /// <summary>A date, with or without a time.</summary>
    Date,

    /// <summary>A text.</summary>
    Text,

    /// <summary>An image.</summary>
    Image,

    /// <summary>A sound.</summary>
    Sound,

    /// <summary>Numbers of several rows, oldest first.</summary>
    Rows,
}
