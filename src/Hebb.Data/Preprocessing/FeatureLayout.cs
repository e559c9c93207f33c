namespace Hebb.Data.Preprocessing;

/// <summary>
/// Where the features of each column stand in a row. Usually one column comes behind the other; for networks with embeddings the features are grouped: numbers,
/// then what goes into the network as it is, then codes of categories.
/// </summary>
internal sealed class FeatureLayout
{
    private readonly int[] _starts, _indicators;

    /// <summary>The layout of columns.</summary>
    public FeatureLayout(IReadOnlyList<PipelineColumn> columns, bool isGrouped)
    {
        IsGrouped = isGrouped;
        (_starts, _indicators) = (new int[columns.Count], new int[columns.Count]);
        List<string> names = [];
        if (!isGrouped)
        {
            for (int i = 0; i < columns.Count; i++)
            {
                Place(i);
                Indicate(i);
            }
        }
        else
        {
            int[] all = [.. Enumerable.Range(0, columns.Count)];
            int[] numbers = [.. all.Where(i => columns[i] is NumberFeature)], codes = [.. all.Where(i => columns[i] is CodeFeature)];
            foreach (int i in numbers) { Place(i); }
            Numbers = names.Count;
            foreach (int i in all.Except(numbers).Except(codes)) { Place(i); }
            foreach (int i in all) { Indicate(i); }
            Others = names.Count - Numbers;
            foreach (int i in codes)
            {
                ((CodeFeature)columns[i]).First = Categories;
                Categories += ((CodeFeature)columns[i]).Codes;
                Place(i);
            }

            Codes = codes.Length;
        }

        Names = [.. names];

        void Place(int i)
        {
            _starts[i] = names.Count;
            names.AddRange(columns[i].ValueNames);
        }

        void Indicate(int i)
        {
            _indicators[i] = names.Count;
            if (columns[i].HasIndicator) { names.Add($"{columns[i].Name}_missing"); }
        }
    }

    /// <summary>Whether features of one kind stand beside each other.</summary>
    public bool IsGrouped { get; }

    /// <summary>How many numbers a row begins with, if features are grouped.</summary>
    public int Numbers { get; }

    /// <summary>How many features behind them are neither numbers nor codes.</summary>
    public int Others { get; }

    /// <summary>How many codes of categories a row ends with.</summary>
    public int Codes { get; }

    /// <summary>How many categories there are in all columns together; codes are smaller.</summary>
    public int Categories { get; }

    /// <summary>The names of all features, in their order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Where the values of a column begin.</summary>
    public int StartOf(int column) => _starts[column];

    /// <summary>Where it stands whether a value of a column is missing.</summary>
    public int IndicatorOf(int column) => _indicators[column];
}
