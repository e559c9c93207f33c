namespace Hebb.Cpu.Products;

/// <summary>The packed form of a matrix: panels of 32 columns, in each the rows one after another, the last panel filled up with zeros.</summary>
internal static class Panel
{
    /// <summary>Columns of a panel: two vectors of 16.</summary>
    public const int Columns = 32;

    /// <summary>The number of panels of a matrix with this many columns.</summary>
    public static int Count(int columns) => (columns + Columns - 1) / Columns;

    /// <summary>Floats the packed form of a matrix takes.</summary>
    public static long Size(int rows, int columns) => (long)Count(columns) * rows * Columns;
}
