using System.Text;
using Hebb.Data.Reading;

namespace Hebb.Data.Tables;

/// <summary>Reads the texts of tables as the columns of a model are read.</summary>
internal static class TextsAsRead
{
    /// <summary>Cells that are not longer are encoded on the stack.</summary>
    private const int UsualLength = 128;

    /// <summary>A table whose texts are read as these columns are: texts that are numbers become numbers, marks become missing values.</summary>
    public static Table Apply(this TableReading reading, Table table)
    {
        IReadOnlyList<Column> columns = table.Columns;
        Column?[] read = new Column?[columns.Count];
        if (!ReadSimple(reading, table, read)) { ReadAll(reading.For(MarkIn(reading, table)), table, read); }
        return Array.TrueForAll(read, column => column is null) ? table : table.With([.. columns.Select((column, i) => read[i] ?? column)]);
    }

    /// <summary>
    /// Reads numbers that are all written in the plainest way, which says nothing against the decimal mark of their columns; false if one is not.
    /// </summary>
    private static bool ReadSimple(TableReading reading, Table table, Column?[] read)
    {
        if (reading.DecimalMark is null) { return false; }
        Span<byte> bytes = stackalloc byte[UsualLength];
        for (int i = 0; i < read.Length; i++)
        {
            if (Texts(reading, table, i, out CellReader? cells) is not { } column) { continue; }
            if (!cells!.IsNumber)
            {
                read[i] = Read(reading, table, column, cells);
                continue;
            }

            double[] numbers = new double[column.Count];
            for (int row = 0; row < numbers.Length; row++)
            {
                numbers[row] = double.NaN;
                if (column[row] is { } text && !cells.TryReadSimple(Bytes(text, bytes), out numbers[row])) { return false; }
            }

            read[i] = new NumberColumn(column.Name, numbers);
        }

        return true;
    }

    private static void ReadAll(TableReading reading, Table table, Column?[] read)
    {
        for (int i = 0; i < read.Length; i++)
        {
            if (Texts(reading, table, i, out CellReader? cells) is { } column) { read[i] = Read(reading, table, column, cells!); }
        }
    }

    /// <summary>A column that has to be read, with the reader of its cells; null for one that is as it should be.</summary>
    private static TextColumn? Texts(TableReading reading, Table table, int column, out CellReader? cells)
    {
        cells = table.Columns[column] is TextColumn ? reading.FindCells(table.Columns[column].Name) : null;
        return cells is not null && (cells.IsNumber || table.Reading is null) ? (TextColumn)table.Columns[column] : null;
    }

    /// <summary>The decimal mark that the numbers say they have; null if they do not agree, or say nothing.</summary>
    private static char? MarkIn(TableReading reading, Table table)
    {
        FileDecimalMark evidence = new();
        foreach (TextColumn column in table.Columns.OfType<TextColumn>().Where(column => reading.Find(column.Name) is { IsNumber: true }))
        {
            foreach (string? text in column.Values)
            {
                if (text is not null) { evidence.Add(Encoding.UTF8.GetBytes(text)); }
            }
        }

        return evidence.Mark;
    }

    private static Column Read(TableReading reading, Table table, TextColumn column, CellReader cells)
    {
        Span<byte> bytes = stackalloc byte[UsualLength];
        double[] numbers = cells.IsNumber ? new double[column.Count] : [];
        string?[] texts = cells.IsNumber ? [] : new string?[column.Count];
        for (int row = 0; row < column.Count; row++)
        {
            double number = double.NaN;
            if (column[row] is { } text && cells.Read(Bytes(text.AsSpan().Trim(), bytes), out number) != Cell.Missing)
            {
                if (!cells.IsNumber) { texts[row] = text; }
                else if (double.IsNaN(number))
                {
                    throw table.ErrorAt(row, column.Name, text, $"'{text}' is not a number. Expected {reading.Find(column.Name)!.Expected}, or nothing.");
                }
            }

            if (cells.IsNumber) { numbers[row] = number; }
        }

        return cells.IsNumber ? new NumberColumn(column.Name, numbers) : new TextColumn(column.Name, texts);
    }

    private static ReadOnlySpan<byte> Bytes(ReadOnlySpan<char> text, Span<byte> buffer) =>
        text.Length <= buffer.Length / 3 ? buffer[..Encoding.UTF8.GetBytes(text, buffer)] : Encoding.UTF8.GetBytes(text.ToArray());
}
