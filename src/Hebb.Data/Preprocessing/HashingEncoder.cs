using System.Text;
using Hebb.Data.Tables;

namespace Hebb.Data.Preprocessing;

/// <summary>
/// Turns text with many different values into a fixed number of columns: a value is 1 or −1 in the column that its hash chooses and 0 in all others, so
/// nothing has to be learned, and values never seen before have a place too. Two values may share a column; the sign keeps them from adding up on average
/// (the hashing trick of Weinberger and others, 2009). Missing values are zeros.
/// </summary>
/// <param name="columns">The number of columns.</param>
public sealed class HashingEncoder(int columns = HashingEncoder.UsualColumns) : ColumnPreparation
{
    /// <summary>The usual number of columns.</summary>
    internal const int UsualColumns = 32;

    private readonly int _columns = columns >= 1 ? columns : throw new ArgumentOutOfRangeException(nameof(columns), columns, "At least one column is needed.");

    internal override ColumnKind Kind => ColumnKind.Hashed;

    internal override string Reason => $"hashed into {_columns} columns";

    /// <summary>The columns of a text column, called name_hash0, name_hash1, ….</summary>
    public NumberColumn[] Transform(Column column)
    {
        ArgumentNullException.ThrowIfNull(column);
        double[][] values = [.. Enumerable.Range(0, _columns).Select(_ => new double[column.Count])];
        for (int row = 0; row < column.Count; row++)
        {
            if (column.TextAt(row) is { } text)
            {
                (int place, int sign) = Place(text, _columns);
                values[place][row] = sign;
            }
        }

        return [.. values.Select((own, i) => new NumberColumn(NameOf(column.Name, i), own))];
    }

    /// <summary>The column and the sign of a text.</summary>
    internal static (int Column, int Sign) Place(string text, int columns)
    {
        ulong hash = Hash(Encoding.UTF8.GetBytes(text));
        return ((int)((hash >> 1) % (ulong)columns), (hash & 1) == 0 ? 1 : -1);
    }

    /// <summary>FNV-1a, 64 bits: the same on every machine and in every version.</summary>
    internal static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (byte value in bytes) { hash = (hash ^ value) * 0x100000001B3; }
        return hash;
    }

    /// <summary>What a column is called.</summary>
    internal static string NameOf(string name, int column) => $"{name}_hash{column}";

    internal override PipelineColumn Prepare(Table training, string name, PipelineOptions options) =>
        new HashedFeature(name, _columns, training[name] is NumberColumn);
}
