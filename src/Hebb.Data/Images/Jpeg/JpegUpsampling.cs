namespace Hebb.Data.Images;

/// <summary>
/// Brings components to the size of the image. Where a component has half the samples along rows (and columns), a new sample is three quarters of the near and
/// one quarter of the far old one, as libjpeg's default; other ratios repeat samples.
/// </summary>
internal static class JpegUpsampling
{
    /// <summary>One sample for each pixel.</summary>
    public static byte[] Plane(JpegFrame frame, JpegComponent component)
    {
        byte[] samples = JpegBlocks.Samples(component);
        int stride = component.StoredAcross * 8;
        byte[] plane = new byte[frame.Width * frame.Height];
        bool isHalfAcross = component.Across * 2 == frame.Across && component.Width > 2, isHalfDown = component.Down * 2 == frame.Down;
        bool isSmooth = (isHalfAcross && (isHalfDown || component.Down == frame.Down)) || (isHalfDown && component.Across == frame.Across);
        int[] mixed = new int[component.Width];
        for (int y = 0; y < frame.Height; y++)
        {
            Span<byte> target = plane.AsSpan(y * frame.Width, frame.Width);
            int row = y * component.Down / frame.Down;
            ReadOnlySpan<byte> near = samples.AsSpan(row * stride, component.Width);
            if (!isSmooth)
            {
                Repeat(near, target, component.Across, frame.Across);
                continue;
            }

            int weight = 1, below = 0;
            if (isHalfDown)
            {
                // The other row of the pair is above for the first of two lines and below for the second; at the edges it is the row itself.
                below = y & 1;
                int other = Math.Clamp(row + (below == 1 ? 1 : -1), 0, component.Height - 1);
                ReadOnlySpan<byte> far = samples.AsSpan(other * stride, component.Width);
                for (int i = 0; i < mixed.Length; i++) { mixed[i] = (near[i] * 3) + far[i]; }
                weight = 4;
            }
            else
            {
                for (int i = 0; i < mixed.Length; i++) { mixed[i] = near[i]; }
            }

            if (isHalfAcross) { Smooth(mixed, target, weight); }
            else
            {
                for (int i = 0; i < target.Length; i++) { target[i] = (byte)((mixed[i] + 1 + below) >> 2); }
            }
        }

        return plane;
    }

    /// <summary>Two samples for each old one. Rounding alternates up and down, so that it does not shift the colours.</summary>
    private static void Smooth(ReadOnlySpan<int> from, Span<byte> target, int weight)
    {
        (int left, int right, int shift) = weight == 4 ? (8, 7, 4) : (1, 2, 2);
        for (int i = 0; i < target.Length; i++)
        {
            int near = i >> 1, other = Math.Clamp(near + ((i & 1) == 0 ? -1 : 1), 0, from.Length - 1);
            target[i] = (byte)(((from[near] * 3) + from[other] + ((i & 1) == 0 ? left : right)) >> shift);
        }
    }

    private static void Repeat(ReadOnlySpan<byte> from, Span<byte> target, int across, int most)
    {
        if (across == most)
        {
            from[..target.Length].CopyTo(target);
            return;
        }

        for (int i = 0; i < target.Length; i++) { target[i] = from[i * across / most]; }
    }
}
