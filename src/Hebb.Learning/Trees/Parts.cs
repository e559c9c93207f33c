namespace Hebb.Learning.Trees;

/// <summary>Work in parts that threads share. A part does the same whoever does it, so results are the same bits for any number of threads.</summary>
internal static class Parts
{
    /// <summary>Less work than so many cells is done before another thread has begun.</summary>
    private const long SmallWork = 1 << 15;

    private const int RowsOfBlock = 1 << 13;

    /// <summary>Does all parts.</summary>
    /// <param name="parts">How many.</param>
    /// <param name="cells">How many numbers they look at, all together.</param>
    /// <param name="work">Does one of them.</param>
    public static void For(int parts, long cells, Action<int> work)
    {
        if (cells >= SmallWork && parts > 1 && Compute.Threads > 1)
        {
            Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = Compute.Threads }, work);
            return;
        }

        for (int part = 0; part < parts; part++) { work(part); }
    }

    /// <summary>The number of blocks of so many rows.</summary>
    public static int Blocks(int rows) => (rows + RowsOfBlock - 1) / RowsOfBlock;

    /// <summary>Does blocks of rows.</summary>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="work">Does a block: its number, its first row and the row after its last.</param>
    public static void Rows(int rows, Action<int, int, int> work) =>
        For(Blocks(rows), rows, block => work(block, block * RowsOfBlock, Math.Min(rows, (block + 1) * RowsOfBlock)));
}
