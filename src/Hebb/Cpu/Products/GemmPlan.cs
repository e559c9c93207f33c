namespace Hebb.Cpu.Products;

/// <summary>How a matrix product is cut: into parts for workers and into blocks for caches. Follows from the shapes alone.</summary>
internal readonly struct GemmPlan
{
    /// <summary>
    /// Products summed up in one chain. The sums of several blocks are added in ascending order: part of the definition of the
    /// result, so the same for every way a product is computed. Longer chains lose accuracy, shorter ones time.
    /// </summary>
    public const int DepthBlock = 128;

    /// <summary>Rows of A that stay in cache while B streams past.</summary>
    private const int BlockRows = 144;

    /// <summary>Work worth a part of its own: about 10 µs at 80 to 100 GFLOP/s.</summary>
    private const double PartFlops = 1e6;

    /// <summary>Bytes of B worth a part of their own where few rows leave the memory as the limit.</summary>
    private const double PartBytes = 200e3;

    private const int MostParts = 64;

    /// <summary>Narrower parts read B in runs too short for the memory.</summary>
    private const int LeastPanels = 4;

    private const int EnoughParts = 16;

    /// <summary>Decides for a product.</summary>
    public GemmPlan(MatrixProduct p)
    {
        double flops = 2.0 * p.Rows * p.Columns * p.Depth;
        double one = Math.Max(flops / PartFlops, !p.IsColumn ? 4.0 * p.Columns * p.Depth / PartBytes : 4.0 * p.Rows * p.Depth / PartBytes);
        int wanted = (int)Math.Clamp(one * p.Batch, 1, MostParts);

        int batches = Math.Clamp(Math.Min(p.Batch, wanted), 1, Math.Max(1, p.Batch));
        BatchesPerPart = Math.Max(1, (p.Batch + batches - 1) / batches);
        BatchParts = (p.Batch + BatchesPerPart - 1) / BatchesPerPart;

        int perBatch = Math.Max(1, wanted / Math.Max(1, BatchParts));

        // Each part reads all of B once: the more rows it has, the less the memory matters.
        int leastRows = Math.Clamp(p.Rows / 8, 24, 96);
        RowParts = Math.Clamp(perBatch, 1, Math.Max(1, p.Rows / leastRows));
        if (RowParts > 4) { RowParts = RowParts / 4 * 4; }
        RowsPerPart = Math.Max(1, (p.Rows + RowParts - 1) / RowParts);
        RowParts = Math.Max(1, (p.Rows + RowsPerPart - 1) / RowsPerPart);

        // An epilogue needs whole rows. Columns are split only where the rows do not give enough parts.
        int panels = Math.Max(1, Panel.Count(p.Columns));
        int columnParts = p.Epilogue is null ? Math.Clamp(Math.Min(perBatch, EnoughParts) / RowParts, 1, Math.Max(1, panels / LeastPanels)) : 1;
        int panelsPerPart = (panels + columnParts - 1) / columnParts;
        ColumnsPerPart = panelsPerPart * Panel.Columns;
        ColumnParts = (panels + panelsPerPart - 1) / panelsPerPart;

        int block =
            p.IsColumn ? RowsPerPart : p.Epilogue is null ? BlockRows : (int)Math.Clamp(BlockRows * 512L / Math.Max(1, p.Columns) / 12 * 12, 24, BlockRows);
        RowsPerBlock = Math.Max(1, Math.Min(block, RowsPerPart));

        // Copying A's block pays if many panels use it and its rows would compete for the same cache lines or pages.
        CopiesA = p.Columns > 1 && panels >= 8 && p.Depth >= 64 && (p.ATransposed || p.ARowStride >= 512);
        ProductStride = p.IsColumn ? 1 : (p.Columns + 15) / 16 * 16;
    }

    /// <summary>Products of a batch in a part.</summary>
    public int BatchesPerPart { get; }

    /// <summary>Parts the batch falls into.</summary>
    public int BatchParts { get; }

    /// <summary>Rows in a part.</summary>
    public int RowsPerPart { get; }

    /// <summary>Parts the rows fall into.</summary>
    public int RowParts { get; }

    /// <summary>Columns in a part: whole panels.</summary>
    public int ColumnsPerPart { get; }

    /// <summary>Parts the columns fall into.</summary>
    public int ColumnParts { get; }

    /// <summary>Rows computed, and handed to the epilogue, at a time.</summary>
    public int RowsPerBlock { get; }

    /// <summary>Whether blocks of A are copied to a compact place first.</summary>
    public bool CopiesA { get; }

    /// <summary>Elements from row to row of a product that only the epilogue sees.</summary>
    public int ProductStride { get; }
}
