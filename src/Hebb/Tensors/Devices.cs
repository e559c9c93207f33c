namespace Hebb.Tensors;

/// <summary>The device that new parameters are placed on, and that computes tensors which are read outside of functions.</summary>
internal static class Devices
{
    [ThreadStatic] private static IDevice? s_current;

    /// <summary>The device of this process; the assembly names it when it is loaded.</summary>
    public static IDevice Default { get; set; } = null!;

    /// <summary>The device of this thread: the process's, unless another one is in use.</summary>
    public static IDevice Current => s_current ?? Default;

    /// <summary>Uses another device on this thread, until the result is disposed.</summary>
    public static Used Use(IDevice device)
    {
        Used used = new(s_current);
        s_current = device;
        return used;
    }

    /// <summary>Returns to the device that was current before.</summary>
    public readonly ref struct Used(IDevice? before)
    {
        private readonly IDevice? _before = before;

        /// <summary>Leaves the device.</summary>
        public void Dispose() => s_current = _before;
    }
}
