using System.Globalization;

namespace Hebb.Tensors;

/// <summary>
/// How large things may be, and the arithmetic of sizes: it never wraps around, so what is too large is refused before memory is taken for it.
/// </summary>
internal static class Sizes
{
    /// <summary>The most elements of a tensor that is computed: kernels count in 32 bits.</summary>
    public const long MostElements = int.MaxValue;

    /// <summary>The most elements of a tensor of which only the shape is asked for, as when a model is built: batches are smaller there than here.</summary>
    private const long MostSymbolic = 1L << 40;

    /// <summary>Products of a matrix product or convolution that cost as much as one step of work.</summary>
    public const long ProductsPerStep = 16;

    /// <summary>The product of all extents; <see cref="long.MaxValue"/> if it is larger.</summary>
    public static long Product(ReadOnlySpan<int> extents)
    {
        if (extents.Contains(0)) { return 0; }
        Int128 size = 1;
        foreach (int extent in extents) { size = Int128.Min(size * extent, long.MaxValue); }
        return (long)size;
    }

    /// <summary>The product of numbers from 0 on; <see cref="long.MaxValue"/> if it is larger.</summary>
    public static long Times(params ReadOnlySpan<long> numbers)
    {
        Int128 product = 1;
        foreach (long number in numbers) { product = Int128.Min(product * number, long.MaxValue); }
        return (long)product;
    }

    /// <summary>A size that was computed in 64 bits as an extent.</summary>
    /// <param name="size">The size.</param>
    /// <param name="what">What has that size, for the error.</param>
    /// <exception cref="ShapeException">It is no extent.</exception>
    public static int Extent(long size, string what) => size is >= 0 and <= int.MaxValue
        ? (int)size
        : throw new ShapeException($"{what} would have {Text(size)} elements along an axis; the most is {Text(int.MaxValue)}.");

    /// <summary>Refuses a tensor that cannot be computed.</summary>
    /// <param name="op">What makes it, for the error.</param>
    /// <param name="extents">Its shape.</param>
    /// <param name="isSymbolic">Whether only its shape is asked for.</param>
    /// <exception cref="ShapeException">It is too large.</exception>
    public static void Check(string op, ReadOnlySpan<int> extents, bool isSymbolic)
    {
        long most = isSymbolic ? MostSymbolic : MostElements, size = Product(extents);
        if (size > most)
        {
            throw new ShapeException(
                $"{op} would make a tensor of shape ({string.Join(", ", extents.ToArray())}) with {Text(size)} elements; the most is {Text(most)}.");
        }
    }

    private static string Text(long number) => number == long.MaxValue
        ? "more than 9 quintillion"
        : number.ToString("N0", CultureInfo.InvariantCulture);
}
