namespace Hebb.Data.Images;

/// <summary>Resizes by weighing pixels along rows, then along columns.</summary>
internal static class ImageResizer
{
    /// <summary>The image in another size.</summary>
    public static Image Resize(Image image, int width, int height, ResizeMethod method)
    {
        int channels = image.Channels;
        Weights across = Weights.Of(image.Width, width, method), down = Weights.Of(image.Height, height, method);

        // Only the rows that are looked at are resampled; they are kept in full precision for the second step.
        float[] rows = new float[image.Height * width * channels];
        ReadOnlySpan<byte> pixels = image.Pixels;
        for (int y = 0; y < image.Height; y++)
        {
            ReadOnlySpan<byte> source = pixels.Slice(y * image.Width * channels, image.Width * channels);
            Span<float> target = rows.AsSpan(y * width * channels, width * channels);
            for (int x = 0; x < width; x++)
            {
                ReadOnlySpan<float> weights = across.At(x);
                int first = across.First[x] * channels;
                for (int c = 0; c < channels; c++)
                {
                    float sum = 0;
                    for (int i = 0; i < weights.Length; i++) { sum += weights[i] * source[first + (i * channels) + c]; }
                    target[(x * channels) + c] = sum;
                }
            }
        }

        int stride = width * channels;
        byte[] result = new byte[stride * height];
        float[] sums = new float[stride];
        for (int y = 0; y < height; y++)
        {
            Array.Clear(sums);
            ReadOnlySpan<float> weights = down.At(y);
            for (int i = 0; i < weights.Length; i++)
            {
                ReadOnlySpan<float> source = rows.AsSpan((down.First[y] + i) * stride, stride);
                for (int x = 0; x < sums.Length; x++) { sums[x] += weights[i] * source[x]; }
            }

            Span<byte> target = result.AsSpan(y * stride, stride);
            for (int x = 0; x < sums.Length; x++) { target[x] = (byte)Math.Clamp((int)MathF.Floor(sums[x] + 0.5f), 0, 255); }
        }

        return new Image(width, height, channels, result);
    }

    /// <summary>For every new pixel of a line: the first old pixel that counts, and the weights from there on; they add up to 1.</summary>
    private sealed class Weights
    {
        private readonly float[][] _weights;

        private Weights(int[] first, float[][] weights) => (First, _weights) = (first, weights);

        public int[] First { get; }

        public ReadOnlySpan<float> At(int position) => _weights[position];

        public static Weights Of(int from, int to, ResizeMethod method)
        {
            int[] first = new int[to];
            float[][] weights = new float[to][];
            double scale = (double)from / to, widening = Math.Max(1, scale);
            for (int i = 0; i < to; i++)
            {
                double centre = (i + 0.5) * scale;
                (int low, int high) = method switch
                {
                    ResizeMethod.Nearest => ((int)Math.Floor(centre), (int)Math.Floor(centre) + 1),
                    ResizeMethod.Area => ((int)Math.Floor(i * scale), (int)Math.Ceiling((i + 1) * scale)),
                    _ => ((int)Math.Floor(centre - (Support(method) * widening)), (int)Math.Ceiling(centre + (Support(method) * widening))),
                };
                (low, high) = (Math.Clamp(low, 0, from - 1), Math.Clamp(high, 1, from));
                double[] exact = new double[Math.Max(1, high - low)];
                for (int j = 0; j < exact.Length; j++)
                {
                    int pixel = low + j;
                    exact[j] = method switch
                    {
                        ResizeMethod.Nearest => 1,
                        ResizeMethod.Area => Math.Max(0, Math.Min(pixel + 1, (i + 1) * scale) - Math.Max(pixel, i * scale)),
                        _ => Kernel(method, (pixel + 0.5 - centre) / widening),
                    };
                }

                double sum = exact.Sum();
                first[i] = low;
                weights[i] = [.. exact.Select(weight => (float)(weight / sum))];
            }

            return new Weights(first, weights);
        }

        private static double Support(ResizeMethod method) => method switch
        {
            ResizeMethod.Bilinear => 1,
            ResizeMethod.Bicubic => 2,
            _ => throw new ArgumentOutOfRangeException(nameof(method), method, "No such method."),
        };

        private static double Kernel(ResizeMethod method, double distance)
        {
            double x = Math.Abs(distance);
            if (method == ResizeMethod.Bilinear) { return Math.Max(0, 1 - x); }
            const double A = -0.5;
            return x < 1 ? ((((A + 2) * x) - (A + 3)) * x * x) + 1 : x < 2 ? ((((x - 5) * x) + 8) * x * A) - (4 * A) : 0;
        }
    }
}
