namespace Hebb.Data.Images;

/// <summary>A component in a scan, with the codes it uses there.</summary>
internal sealed record JpegScanPart(JpegComponent Component, JpegHuffman? Dc, JpegHuffman? Ac)
{
    /// <summary>The DC coefficient of the block before.</summary>
    public int Last { get; set; }
}
