using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Hebb.Cpu;
using Hebb.Tensors;

namespace Hebb;

/// <summary>Settings of all computation in this process.</summary>
public static class Compute
{
    /// <summary>
    /// The number of threads that share large kernels, and the reading of images and sounds, unless a model or a function has a number of its own; by default
    /// one per processor. Results are the same, bit for bit, for any number.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public static int Threads
    {
        get => CpuDevice.Threads;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            CpuDevice.Threads = value;
        }
    }

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "Tensors and graphs know no device; this is the one place that says which it is.")]
    internal static void Start() => Devices.Default = CpuDevice.Instance;
}
