namespace Hebb.Data.Images;

/// <summary>Size and parts of a JPEG image.</summary>
internal sealed class JpegFrame
{
    public JpegFrame(int width, int height, bool isProgressive, JpegComponent[] components)
    {
        (Width, Height, IsProgressive, Components) = (width, height, isProgressive, components);
        (Across, Down) = (components.Max(component => component.Across), components.Max(component => component.Down));
        (UnitsAcross, UnitsDown) = (Parts(width, 8 * Across), Parts(height, 8 * Down));
        foreach (JpegComponent component in components)
        {
            (component.Width, component.Height) = (Parts(width * component.Across, Across), Parts(height * component.Down, Down));
            (component.BlocksAcross, component.BlocksDown) = (Parts(component.Width, 8), Parts(component.Height, 8));
            (component.StoredAcross, component.StoredDown) = (UnitsAcross * component.Across, UnitsDown * component.Down);
        }
    }

    public int Width { get; }

    public int Height { get; }

    public bool IsProgressive { get; }

    public JpegComponent[] Components { get; }

    /// <summary>The largest sampling of a component along rows.</summary>
    public int Across { get; }

    /// <summary>The largest sampling of a component along columns.</summary>
    public int Down { get; }

    /// <summary>Units of interleaved blocks in a row.</summary>
    public int UnitsAcross { get; }

    /// <summary>Rows of units.</summary>
    public int UnitsDown { get; }

    private static int Parts(int whole, int part) => (whole + part - 1) / part;
}
