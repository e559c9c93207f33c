using Hebb.Tensors;

namespace Hebb.Models;

/// <summary>Arguments and results of the prediction function, for one thread at a time.</summary>
internal sealed class PredictBuffers(int mostRows, IReadOnlyList<(RowShape Row, DType Type)> inputs, IReadOnlyList<(RowShape Row, DType Type)> outputs)
{
    private readonly (Tensor[] Arguments, Tensor[] Results)[] _byRows = new (Tensor[], Tensor[])[mostRows + 1];

    /// <summary>The tensors for this many rows.</summary>
    public (Tensor[] Arguments, Tensor[] Results) For(int rows)
    {
        ref (Tensor[] Arguments, Tensor[] Results) tensors = ref _byRows[rows];
        if (tensors.Arguments is null) { tensors = (New(rows, inputs), New(rows, outputs)); }
        return tensors;
    }

    private static Tensor[] New(int rows, IReadOnlyList<(RowShape Row, DType Type)> shapes) =>
        [.. shapes.Select(shape => Tensor.Uninitialized([rows, .. shape.Row.ToShape()], shape.Type))];
}
