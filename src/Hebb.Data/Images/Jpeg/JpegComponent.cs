namespace Hebb.Data.Images;

/// <summary>One component, such as luminance, with its coefficients.</summary>
internal sealed class JpegComponent
{
    public required int Id { get; init; }

    /// <summary>Samples along a row for each unit.</summary>
    public required int Across { get; init; }

    /// <summary>Samples along a column for each unit.</summary>
    public required int Down { get; init; }

    public required int Quantizer { get; init; }

    /// <summary>The steps, row by row; those valid at the component's first scan.</summary>
    public ushort[]? Quantizers { get; set; }

    /// <summary>Samples in a row of the image.</summary>
    public int Width { get; set; }

    /// <summary>Rows of samples.</summary>
    public int Height { get; set; }

    /// <summary>Blocks in a row that hold samples of the image.</summary>
    public int BlocksAcross { get; set; }

    /// <summary>Rows of blocks that hold samples of the image.</summary>
    public int BlocksDown { get; set; }

    /// <summary>Blocks in a row, filled up to whole units.</summary>
    public int StoredAcross { get; set; }

    /// <summary>Rows of blocks, filled up to whole units.</summary>
    public int StoredDown { get; set; }

    /// <summary>64 coefficients for each block, row by row.</summary>
    public short[] Coefficients { get; set; } = [];

    /// <summary>The coefficients of a block.</summary>
    public Span<short> Block(int x, int y) => Coefficients.AsSpan(((y * StoredAcross) + x) * 64, 64);
}
