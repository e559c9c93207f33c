namespace Hebb.Tensors;

/// <summary>What tensors and parameters ask of the device they are computed on; that it compiles graphs is for <c>Hebb.Graphs</c> to know.</summary>
internal interface IDevice
{
    /// <summary>The name in errors.</summary>
    string Name { get; }

    /// <summary>Memory for a parameter.</summary>
    DeviceBuffer Allocate(Shape shape, DType type);

    /// <summary>Computes tensors that are read outside of functions, and settles their values.</summary>
    /// <exception cref="InvalidOperationException">A tensor depends on an argument of a function, which has no value here.</exception>
    void Evaluate(IReadOnlyList<Tensor> tensors);

    /// <summary>Runs work of the host in parts, on as many threads as the process may use; returns when all are done.</summary>
    /// <param name="parts">The number of parts; it must not depend on the number of threads.</param>
    /// <param name="part">Does one part.</param>
    void Share(int parts, Action<int> part);
}
