using Hebb.Tensors;

namespace Hebb.Tuning;

/// <summary>Collects what models predict for rows they have not seen.</summary>
internal sealed class OutOfFold(int rows)
{
    private readonly int[] _times = new int[rows];
    private double[] _sums = [];
    private Shape? _row;
    private bool _several;

    /// <summary>The mean of each row's predictions, NaN for rows without; null for models with several outputs.</summary>
    public Tensor? Mean
    {
        get
        {
            if (_several || _row is not { } row) { return null; }
            int width = _sums.Length / rows;
            return Tensor.Create<float>([.. _sums.Select((sum, i) => (float)(sum / _times[i / width]))], [rows, .. row.Dimensions]);
        }
    }

    /// <summary>Adds the predictions for some rows.</summary>
    public void Add(int[] tested, IReadOnlyList<Tensor> outputs)
    {
        if (outputs is not [var output])
        {
            _several = true;
            return;
        }

        double[] values = output.ToDoubles();
        int width = values.Length / tested.Length;
        if (_row is null) { (_row, _sums) = (output.Shape[1..], new double[rows * width]); }
        for (int i = 0; i < tested.Length; i++)
        {
            _times[tested[i]]++;
            for (int column = 0; column < width; column++) { _sums[(tested[i] * width) + column] += values[(i * width) + column]; }
        }
    }
}
