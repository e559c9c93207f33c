using System.Runtime.InteropServices;
using System.Text;
using Hebb.Data.Csv;
using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;

namespace Hebb.Data.Rows;

/// <summary>What one pass learns about a column in bounded memory: type, kind, and from the training rows mean, variance and categories.</summary>
internal sealed class ColumnTally(string name, CellParser cells)
{
    /// <summary>With more different values than this a column is no category and no class; counting ends.</summary>
    private const int MostCounted = 2048;

    private readonly Dictionary<string, (long All, long Train)> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<double, (long All, long Train)> _values = [];
    private readonly List<DateFormat> _dates = DateFormat.Candidates();
    private readonly RunningMoments _moments = new();
    private long _numbers, _others, _missing, _countedTexts, _countedValues, _length;
    private double _low = double.PositiveInfinity, _high = double.NegativeInfinity, _last = double.NaN;
    private bool _allWhole = true, _up = true, _down = true;
    private (string Text, int Line) _firstOther;

    /// <summary>The column.</summary>
    public string Name => name;

    /// <summary>How many training rows have no value.</summary>
    public long MissingInTraining { get; private set; }

    /// <summary>How many training rows have a value.</summary>
    public long PresentInTraining { get; private set; }

    /// <summary>Whether every value is a number.</summary>
    public bool IsNumber => _others == 0;

    /// <summary>Mean and variance of the training rows.</summary>
    public RunningMoments Moments => _moments;

    private long Present => _numbers + _others;

    /// <summary>Counts a value.</summary>
    public void Add(ReadOnlySpan<byte> cell, bool isTraining, int line)
    {
        switch (cells.Read(cell, out double number))
        {
            case Cell.Missing:
                _missing++;
                MissingInTraining += isTraining ? 1 : 0;
                return;
            case Cell.Number:
                AddNumber(number, isTraining);
                break;
            default:
                if (_others++ == 0) { _firstOther = (Encoding.UTF8.GetString(cell), line); }
                break;
        }

        PresentInTraining += isTraining ? 1 : 0;
        AddText(cell, isTraining);
    }

    /// <summary>Refuses a column that nearly holds numbers, as a table in memory does.</summary>
    public void Check(string? source)
    {
        if (_others > 0 && _numbers >= 0.95 * Present)
        {
            throw new DataException(
                $"'{_firstOther.Text}' is not a number, but {_numbers} other values of the column are ({_others} are not). "
                + "Correct the value, or leave the column out.",
                source, _firstOther.Line, name, _firstOther.Text);
        }
    }

    /// <summary>What decides the kind of a feature.</summary>
    public ColumnFacts Facts => new()
    {
        Name = name,
        IsNumber = IsNumber,
        Present = Present,
        Missing = _missing,
        Distinct = IsNumber ? _values.Count : _texts.Count,
        Counted = IsNumber ? _countedValues : _countedTexts,
        Only = IsNumber ? (_low == _high ? NumberColumn.Format(_low) : null) : _texts.Count == 1 ? _texts.Keys.Single() : null,
        Low = _low,
        High = _high,
        AllWhole = _allWhole,
        Monotone = _up || _down,
        Length = _length,
        YesNo = _texts.Count < MostCounted && _texts.Keys.All(text => BooleanFeature.ValueOf(text) is not null),
        Dates = _others > 0 ? _dates.FirstOrDefault() : null,
    };

    /// <summary>What decides the task, if the column is to be predicted.</summary>
    public TargetFacts Target => new()
    {
        Name = name,
        Values = IsFull ? [NumberColumn.Format(_low), NumberColumn.Format(_high)] : Sorted(_ => true),
        Counts = IsFull ? [] : [.. Sorted(_ => true).Select(value => IsNumber ? _values[PipelineColumn.ParseNumber(value)!.Value].All : _texts[value].All)],
        Low = _low,
        High = _high,
        Distinct = IsNumber ? _values.Count : _texts.Count,
        Present = Present,
        Missing = _missing,
        IsNumber = IsNumber,
        AllWhole = _allWhole,
    };

    /// <summary>The values of the training rows in the order of a <see cref="LabelEncoder"/>.</summary>
    public string[] Categories => Sorted(count => count.Train > 0);

    /// <summary>The most frequent value of the training rows; of several the first.</summary>
    public string MostFrequent =>
        Categories.MaxBy(CountOf) ?? throw new DataException("The column has no values in the training rows. Leave it out.", null, column: name);

    /// <summary>The output that does not look at the row: the share of each class, of two classes that of the second.</summary>
    public float[] Shares
    {
        get
        {
            string[] classes = Categories;
            double all = classes.Sum(CountOf);
            float[] shares = [.. classes.Select(category => (float)(CountOf(category) / all))];
            return shares.Length == 2 ? shares[1..] : shares;
        }
    }

    private long CountOf(string category) => IsNumber ? _values[PipelineColumn.ParseNumber(category)!.Value].Train : _texts[category].Train;

    private bool IsFull => IsNumber && _values.Count == MostCounted;

    private string[] Sorted(Func<(long All, long Train), bool> isWanted) => IsNumber
        ? [.. _values.Where(pair => isWanted(pair.Value)).Select(pair => pair.Key).Order().Select(NumberColumn.Format)]
        : [.. _texts.Where(pair => isWanted(pair.Value)).Select(pair => pair.Key).Order(StringComparer.Ordinal)];

    private void AddNumber(double number, bool isTraining)
    {
        if (_numbers++ > 0)
        {
            _up &= number > _last;
            _down &= number < _last;
        }

        _last = number;
        _low = Math.Min(_low, number);
        _high = Math.Max(_high, number);
        _allWhole &= number == Math.Floor(number);
        if (isTraining) { _moments.Add(number); }
        if (_values.Count == MostCounted) { return; }
        _countedValues++;
        ref (long All, long Train) count = ref CollectionsMarshal.GetValueRefOrAddDefault(_values, number, out _);
        count = (count.All + 1, count.Train + (isTraining ? 1 : 0));
    }

    private void AddText(ReadOnlySpan<byte> cell, bool isTraining)
    {
        _length += cell.Length;
        if (_texts.Count == MostCounted && _dates.Count == 0) { return; }
        string text = Encoding.UTF8.GetString(cell).Trim();
        if (_dates.Count > 0) { DateFormat.Narrow(_dates, text); }
        if (_texts.Count == MostCounted) { return; }
        _countedTexts++;
        ref (long All, long Train) count = ref CollectionsMarshal.GetValueRefOrAddDefault(_texts, text, out _);
        count = (count.All + 1, count.Train + (isTraining ? 1 : 0));
    }
}
