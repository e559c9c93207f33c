namespace Hebb.Data.Preprocessing;

/// <summary>What kind of answer is learned.</summary>
public enum LearningTask
{
    /// <summary>One of two classes.</summary>
    Binary,

    /// <summary>One of three or more classes.</summary>
    Multiclass,

    /// <summary>A number.</summary>
    Regression,
}
