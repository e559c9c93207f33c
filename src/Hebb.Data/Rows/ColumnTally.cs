using System.Runtime.InteropServices;
using System.Text;
using Hebb.Data.Preprocessing;
using Hebb.Data.Reading;
using Hebb.Data.Tables;

namespace Hebb.Data.Rows;

/// <summary>
/// What one pass learns about a column in bounded memory: type, kind, and from the training rows mean, variance, categories and a sample of the numbers.
/// </summary>
/// <param name="reading">How the column is read.</param>
/// <param name="cells">Reads its cells.</param>
/// <param name="mostTexts">So many different texts are counted; of those that are first seen later nothing is known.</param>
/// <param name="sample">Draws from the numbers of the training rows; null for no sample.</param>
internal sealed class ColumnTally(ColumnReading reading, CellReader cells, int mostTexts = ColumnTally.UsualTexts, NumberSample? sample = null)
{
    /// <summary>With more different values than this a text is no category and no class where each of them gets a column.</summary>
    public const int UsualTexts = 2048;

    /// <summary>With more different values than this a number is no class; counting ends.</summary>
    private const int MostValues = 2048;

    private const int MostMissing = 1 << 20;

    private readonly Dictionary<string, (long All, long Train)> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<double, (long All, long Train)> _values = [];
    private readonly RunningMoments _moments = new();
    private readonly Extremes _extremes = new();
    private long _numbers, _others, _missing, _countedTexts, _countedValues, _length;
    private double _low = double.PositiveInfinity, _high = double.NegativeInfinity, _last = double.NaN;
    private bool _allWhole = true, _up = true, _down = true;

    /// <summary>The column.</summary>
    public string Name => reading.Name;

    /// <summary>How many training rows have no value.</summary>
    public long MissingInTraining { get; private set; }

    /// <summary>How many training rows have a value.</summary>
    public long PresentInTraining { get; private set; }

    /// <summary>Whether every value is a number.</summary>
    public bool IsNumber => reading.IsNumber;

    /// <summary>A note about a value that may mean "no value"; null if there is none.</summary>
    public ReadingNote? Note => _extremes.Note(reading.Name);

    /// <summary>Mean and variance of the training rows.</summary>
    public RunningMoments Moments => _moments;

    /// <summary>Whether <see cref="Sample"/> lacks some of them.</summary>
    public bool IsSampled => sample?.IsPart == true;

    /// <summary>
    /// Values of the training rows, drawn evenly; all of them if they are few. Behind the numbers stand as many missing ones as there are in proportion, up to
    /// a bound.
    /// </summary>
    public NumberColumn Sample()
    {
        double[] drawn = sample?.Values ?? [];
        double missing = drawn.Length == 0 ? 0 : Math.Round((double)MissingInTraining * drawn.Length / PresentInTraining);
        return new(reading.Name, [.. drawn, .. Enumerable.Repeat(double.NaN, (int)Math.Min(missing, MostMissing))]);
    }

    /// <summary>How many numbers <see cref="Sample"/> has at most.</summary>
    public int Drawn => sample?.Capacity ?? 0;

    /// <summary>How numbers are standardized, missing ones being filled in with the mean.</summary>
    /// <exception cref="DataException">One is so far from the others that there is no scale.</exception>
    public NumberMap Scale(string? source)
    {
        NumberMap map = _moments.MapWith(MissingInTraining);
        if (double.IsFinite(map.Shift) && double.IsFinite(map.Scale)) { return map; }
        string far = NumberColumn.Format(Math.Abs(_low) > Math.Abs(_high) ? _low : _high);
        throw new DataException(
            $"{far} is so far from the other values that the column has no mean and scale. Correct or remove it.", source, null, reading.Name, far,
            [new(RemedyKind.MissingMark, reading.Name, far), new(RemedyKind.DropColumn, reading.Name)]);
    }

    private long Present => _numbers + _others;

    /// <summary>Counts a value.</summary>
    public void Add(ReadOnlySpan<byte> cell, bool isTraining)
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
                _others++;
                AddText(cell, isTraining);
                break;
        }

        PresentInTraining += isTraining ? 1 : 0;
    }

    /// <summary>What decides the kind of a feature.</summary>
    public ColumnFacts Facts => new()
    {
        Name = reading.Name,
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
        YesNo = _texts.Count < UsualTexts && _texts.Keys.All(text => BooleanFeature.ValueOf(text) is not null),
        Dates = reading.Type.Format,
        IsCategory = reading.Type == ColumnType.Category,
    };

    /// <summary>What decides the task, if the column is to be predicted.</summary>
    public TargetFacts Target => new()
    {
        Name = reading.Name,
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
    public string[] Categories => CategoriesOf(fewestRows: 1);

    /// <summary>Whether there are more different texts than are counted.</summary>
    public bool HasUncounted { get; private set; }

    /// <summary>The most frequent value of the training rows; of several the first.</summary>
    public string MostFrequent =>
        Categories.MaxBy(CountOf) ?? throw new DataException("The column has no values in the training rows. Leave it out.", null, column: reading.Name);

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

    /// <summary>The values that so many training rows have, in the order of a <see cref="LabelEncoder"/>.</summary>
    public string[] CategoriesOf(int fewestRows) => Sorted(count => count.Train >= fewestRows);

    private long CountOf(string category) => IsNumber ? _values[PipelineColumn.ParseNumber(category)!.Value].Train : _texts[category].Train;

    private bool IsFull => IsNumber && _values.Count == MostValues;

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
        _extremes.Add(number);
        _low = Math.Min(_low, number);
        _high = Math.Max(_high, number);
        _allWhole &= number == Math.Floor(number);
        if (isTraining)
        {
            _moments.Add(number);
            sample?.Add(number);
        }

        if (_values.Count == MostValues) { return; }
        _countedValues++;
        ref (long All, long Train) count = ref CollectionsMarshal.GetValueRefOrAddDefault(_values, number, out _);
        count = (count.All + 1, count.Train + (isTraining ? 1 : 0));
    }

    private void AddText(ReadOnlySpan<byte> cell, bool isTraining)
    {
        _length += cell.Length;
        string text = Encoding.UTF8.GetString(cell).Trim();
        if (_texts.Count < mostTexts) { _countedTexts++; }
        else if (!_texts.ContainsKey(text))
        {
            HasUncounted = true;
            return;
        }

        ref (long All, long Train) count = ref CollectionsMarshal.GetValueRefOrAddDefault(_texts, text, out _);
        count = (count.All + 1, count.Train + (isTraining ? 1 : 0));
    }
}
