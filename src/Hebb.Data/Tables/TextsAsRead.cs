using System.Text;
using Hebb.Data.Reading;

namespace Hebb.Data.Tables;

/// <summary>Reads the texts of tables as the columns of a model are read.</summary>
internal static class TextsAsRead
{
    /// <summary>A table whose texts are read as these columns are: texts that are numbers become numbers, marks become missing values.</summary>
    public static Table Apply(this TableReading reading, Table table)
    {
        bool IsRead(Column column) => column is TextColumn && reading.Find(column.Name) is { } known && (known.IsNumber || table.Reading is null);
        if (!table.Columns.Any(IsRead)) { return table; }
        FileDecimalMark evidence = new();
        foreach (TextColumn column in table.Columns.OfType<TextColumn>().Where(column => reading.Find(column.Name) is { IsNumber: true }))
        {
            foreach (string? text in column.Values)
            {
                if (text is not null) { evidence.Add(Encoding.UTF8.GetBytes(text)); }
            }
        }

        TableReading fitting = reading.For(evidence.Mark);
        return table.With(table.Columns.Select(column => IsRead(column) ? Read(fitting, table, (TextColumn)column) : column));
    }

    private static Column Read(TableReading reading, Table table, TextColumn column)
    {
        (CellReader cells, ColumnReading known) = (reading.CellsOf(column.Name), reading.Find(column.Name)!);
        double[] numbers = new double[column.Count];
        string?[] texts = new string?[column.Count];
        for (int row = 0; row < column.Count; row++)
        {
            numbers[row] = double.NaN;
            if (column[row] is not { } text || cells.Read(Encoding.UTF8.GetBytes(text.Trim()), out numbers[row]) == Cell.Missing)
            {
                continue;
            }

            texts[row] = text;
            if (known.IsNumber && double.IsNaN(numbers[row]))
            {
                throw table.ErrorAt(row, column.Name, text, $"'{text}' is not a number. Expected {known.Expected}, or nothing.");
            }
        }

        return known.IsNumber ? new NumberColumn(column.Name, numbers) : new TextColumn(column.Name, texts);
    }
}
