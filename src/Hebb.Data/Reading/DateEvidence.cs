using System.Text;

namespace Hebb.Data.Reading;

/// <summary>
/// In which formats the texts of a column are dates. Dates of zeros, and one or two words beside many different dates, mean that there is none; a few other
/// texts are mistakes; more of them are text.
/// </summary>
internal sealed class DateEvidence
{
    private const int MostMarks = 4, MostWords = 2, DatesForWord = 10;

    /// <summary>With so many other texts at the beginning, or one to four dates, the column is text.</summary>
    private const int MostAtStart = 5, DatesForBad = 4;

    private readonly List<byte[]> _marks = [];
    private List<DateFormat> _formats = DateFormat.Candidates();
    private int _words;
    private long _distinct;

    /// <summary>Texts that are dates.</summary>
    public CellCount Fitting { get; private set; } = new();

    /// <summary>Texts that stand for no date.</summary>
    public CellCount Marked { get; } = new();

    /// <summary>Other texts.</summary>
    public CellCount Bad { get; private set; } = new();

    /// <summary>The formats in which texts are dates; none if they are not, or too few of them.</summary>
    public IReadOnlyList<DateFormat> Formats => Fitting.Count > 0 ? _formats : [];

    /// <summary>What stands for no date.</summary>
    public IEnumerable<string> Marks => _marks.Select(Encoding.UTF8.GetString);

    /// <summary>Whether there are enough different dates for what is taken to mean that there is none.</summary>
    public bool AreMarksFew => _distinct >= _words * DatesForWord;

    /// <summary>Whether a cell has digits, and all of them are zeros: 0, 0000-00-00, 00/00/0000.</summary>
    public static bool IsZero(ReadOnlySpan<byte> cell)
    {
        foreach (byte value in cell)
        {
            if (value is not ((byte)'0' or (byte)'-' or (byte)'/' or (byte)'.' or (byte)':' or (byte)' ' or (byte)'T' or (byte)'Z')) { return false; }
        }

        return cell.Contains((byte)'0');
    }

    /// <summary>Counts a text that was not seen before, or that nobody remembers.</summary>
    /// <param name="cell">The text.</param>
    /// <param name="hasDigit">Whether it has a digit.</param>
    /// <param name="line">Its line.</param>
    /// <returns>What counts it, for when it comes again.</returns>
    public CellCount Add(ReadOnlySpan<byte> cell, bool hasDigit, int line)
    {
        CellCount sort = Sort(cell, hasDigit);
        sort.Add(cell, line);
        if (sort == Bad && Bad.Count > MostAtStart && (Bad.Count - MostAtStart) * DatesForBad > Fitting.Count) { _formats = []; }
        return sort;
    }

    private CellCount Sort(ReadOnlySpan<byte> cell, bool hasDigit)
    {
        if (_formats.Count == 0) { return Bad; }
        string text = hasDigit ? Encoding.UTF8.GetString(cell) : "";
        if (hasDigit && (Fits(text) || FitsOtherwise(text)))
        {
            _distinct++;
            return Fitting;
        }

        if (_marks.Count == MostMarks || (hasDigit ? !IsZero(cell) : _words == MostWords)) { return Bad; }
        _words += hasDigit ? 0 : 1;
        _marks.Add(cell.ToArray());
        return Marked;
    }

    private bool Fits(string text)
    {
        if (!DateFormat.MayBe(text)) { return false; }
        if (_formats.TrueForAll(format => format.Parse(text) is not null)) { return true; }
        List<DateFormat> fitting = _formats.FindAll(format => format.Parse(text) is not null);
        if (fitting.Count > 0) { _formats = fitting; }
        return fitting.Count > 0;
    }

    /// <summary>Where the second date is written in another way than the first one, the first one may be the mistake.</summary>
    private bool FitsOtherwise(string text)
    {
        if (Fitting.Count != 1 || Bad.Count > 0) { return false; }
        List<DateFormat> formats = DateFormat.Candidates();
        if (!DateFormat.Narrow(formats, text)) { return false; }
        (_formats, Fitting, Bad, _distinct) = (formats, new(), Fitting, 0);
        return true;
    }
}
