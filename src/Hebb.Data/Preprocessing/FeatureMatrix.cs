namespace Hebb.Data.Preprocessing;

/// <summary>Numbers for a network: row after row in one array, with a name for every column.</summary>
public sealed class FeatureMatrix
{
    /// <summary>Wraps an array of features.</summary>
    /// <param name="values">All values, row by row; rows × names long.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="featureNames">A name for each column.</param>
    public FeatureMatrix(float[] values, int rows, IReadOnlyList<string> featureNames)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(featureNames);
        if (rows < 0 || values.LongLength != (long)rows * featureNames.Count)
        {
            throw new ArgumentException(
                $"{rows} rows of {featureNames.Count} features need {(long)rows * featureNames.Count} values; {values.LongLength} were given.", nameof(values));
        }

        (Values, Rows, FeatureNames) = (values, rows, featureNames);
    }

    /// <summary>All values, row by row.</summary>
    public float[] Values { get; }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The number of features.</summary>
    public int Columns => FeatureNames.Count;

    /// <summary>A name for each column.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>One value.</summary>
    /// <param name="row">The row, counted from 0.</param>
    /// <param name="column">The column, counted from 0.</param>
    public float this[int row, int column] => Row(row)[column];

    /// <summary>The values of one row.</summary>
    /// <param name="row">The row, counted from 0.</param>
    public ReadOnlySpan<float> Row(int row) => Values.AsSpan(checked(row * Columns), Columns);
}
