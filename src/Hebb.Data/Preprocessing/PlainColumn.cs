namespace Hebb.Data.Preprocessing;

/// <summary>A column for models that take it as it is, neither scaled nor filled in.</summary>
/// <param name="Name">The column, or the feature of it.</param>
/// <param name="Values">Numbers, or codes of categories; NaN where missing or unknown.</param>
/// <param name="CategoryCount">The number of categories; 0 for numbers.</param>
internal readonly record struct PlainColumn(string Name, double[] Values, int CategoryCount);
