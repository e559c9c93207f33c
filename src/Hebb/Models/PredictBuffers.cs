using Hebb.Graphs;
using Hebb.Tensors;

namespace Hebb.Models;

/// <summary>Arguments and results of the prediction function, for one thread at a time.</summary>
internal sealed class PredictBuffers(int mostRows, Function predict, IReadOnlyList<(Shape Row, DType Type)> inputs)
{
    private readonly (Tensor[] Arguments, Tensor[] Results)[] _byRows = new (Tensor[], Tensor[])[mostRows + 1];

    /// <summary>The tensors for this many rows.</summary>
    public (Tensor[] Arguments, Tensor[] Results) For(int rows)
    {
        ref (Tensor[] Arguments, Tensor[] Results) tensors = ref _byRows[rows];
        if (tensors.Arguments is null) { tensors = New(rows); }
        return tensors;
    }

    private (Tensor[] Arguments, Tensor[] Results) New(int rows)
    {
        Tensor[] arguments = [.. inputs.Select(input => Tensor.Uninitialized([rows, .. input.Row.Dimensions], input.Type))];
        return (arguments, predict.NewResults(arguments));
    }
}
