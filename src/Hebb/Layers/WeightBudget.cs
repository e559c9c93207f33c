using System.Globalization;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// How many numbers the weights made on this thread may have: while a file is read no more than it holds, so that a few bytes that ask for a million
/// units cost no memory.
/// </summary>
internal static class WeightBudget
{
    [ThreadStatic] private static long? s_left;

    /// <summary>Allows this many numbers, until the result is disposed.</summary>
    public static Limited Limit(long numbers)
    {
        Limited limited = new(s_left);
        s_left = numbers;
        return limited;
    }

    /// <summary>Takes the numbers of a weight that is about to be made.</summary>
    /// <exception cref="InvalidOperationException">There are not as many left.</exception>
    public static void Spend(string name, Shape shape)
    {
        if (s_left is not { } left) { return; }
        Int128 size = 1;
        foreach (int extent in shape) { size = Int128.Min(size * extent, long.MaxValue); }
        s_left = size <= left ? left - (long)size : throw new InvalidOperationException(
            $"{name} of shape {shape} would have {size.ToString("N0", CultureInfo.InvariantCulture)} numbers, more than the file holds. "
            + "The file is damaged, or lacks its weights: save the model again.");
    }

    /// <summary>Restores what was allowed before.</summary>
    public readonly ref struct Limited(long? before)
    {
        private readonly long? _before = before;

        /// <summary>Restores what was allowed before.</summary>
        public void Dispose() => s_left = _before;
    }
}
