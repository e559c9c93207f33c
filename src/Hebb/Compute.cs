namespace Hebb;

/// <summary>Settings of all computation in this process.</summary>
public static class Compute
{
    private static int s_threads = Environment.ProcessorCount;

    /// <summary>The number of threads that share large kernels, and the reading of images and sounds; by default one per processor. Results are the same, bit for bit, for any number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public static int Threads
    {
        get => s_threads;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            s_threads = value;
        }
    }
}
