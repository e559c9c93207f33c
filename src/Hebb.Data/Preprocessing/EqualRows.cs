using Hebb.Data.Tables;

namespace Hebb.Data.Preprocessing;

/// <summary>Which rows, or other examples, are equal: copies must not stand on both sides of a split, because a network memorizes them.</summary>
internal sealed class EqualRows
{
    /// <summary>What becomes of duplicates, to end a sentence about them.</summary>
    public const string KeptTogether = "duplicates are kept in the same part, because otherwise the held-out metrics would be too good";

    private EqualRows(int[] groups, int[] first) => (Groups, First) = (groups, first);

    /// <summary>A number for each row, the same for equal rows, from 0 on in the order of the rows.</summary>
    public int[] Groups { get; }

    /// <summary>The first row of each group.</summary>
    public int[] First { get; }

    /// <summary>How many rows are copies of an earlier one.</summary>
    public int Copies => Groups.Length - First.Length;

    /// <summary>Rows that are equal in all of some columns; a missing value equals a missing value.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The columns.</param>
    public static EqualRows Of(int rows, IReadOnlyList<Column> columns) => Of(Enumerable.Range(0, rows), new InColumns(columns));

    /// <summary>Examples that are equal.</summary>
    /// <param name="examples">The examples, or what stands for them.</param>
    /// <param name="equality">When two are equal; null for their own equality.</param>
    public static EqualRows Of<T>(IEnumerable<T> examples, IEqualityComparer<T>? equality = null)
        where T : notnull
    {
        _ = examples.TryGetNonEnumeratedCount(out int count);
        Dictionary<T, int> known = new(count, equality);
        List<int> groups = new(count), first = [];
        foreach (T example in examples)
        {
            if (!known.TryGetValue(example, out int group))
            {
                known[example] = group = known.Count;
                first.Add(groups.Count);
            }

            groups.Add(group);
        }

        return new([.. groups], [.. first]);
    }

    /// <summary>Rows of which each stands for itself.</summary>
    public static EqualRows None(int rows)
    {
        int[] all = [.. Enumerable.Range(0, rows)];
        return new(all, all);
    }

    /// <summary>The same for some of the rows.</summary>
    public EqualRows Take(IReadOnlyList<int> rows) => Copies == 0 ? None(rows.Count) : Of(rows.Select(row => Groups[row]));

    /// <summary>All rows of some groups, in the order of the groups and then of the rows.</summary>
    public int[] RowsOf(IEnumerable<int> groups)
    {
        if (Copies == 0) { return [.. groups]; }
        ILookup<int, int> rows = Enumerable.Range(0, Groups.Length).ToLookup(row => Groups[row]);
        return [.. groups.SelectMany(group => rows[group])];
    }

    /// <summary>The number of rows of each group.</summary>
    public int[] Sizes()
    {
        int[] sizes = new int[First.Length];
        foreach (int group in Groups) { sizes[group]++; }
        return sizes;
    }

    private sealed class InColumns(IReadOnlyList<Column> columns) : IEqualityComparer<int>
    {
        public bool Equals(int x, int y) => columns.All(column => column is NumberColumn numbers
            ? numbers[x].Equals(numbers[y])
            : string.Equals(((TextColumn)column)[x], ((TextColumn)column)[y], StringComparison.Ordinal));

        public int GetHashCode(int row)
        {
            HashCode hash = default;
            foreach (Column column in columns)
            {
                if (column is NumberColumn numbers) { hash.Add(numbers[row]); }
                else { hash.Add(((TextColumn)column)[row], StringComparer.Ordinal); }
            }

            return hash.ToHashCode();
        }
    }
}
