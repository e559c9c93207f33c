using Hebb.Datasets;
using Hebb.Layers;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Callbacks;

/// <summary>Makes checkups: runs the probe rows through the model and sums up what the rules need.</summary>
internal sealed class Examination
{
    /// <summary>A sigmoid this near to 0 or 1 has a derivative below 0.01, 4 % of the largest; a tanh with a derivative below 4 % is this near to ±1.</summary>
    private const double SigmoidEnd = 0.01, TanhEnd = 0.98;

    private readonly Model _model;
    private readonly Batch _rows;
    private readonly ModelProbe? _probe;
    private readonly Parameter[] _kernels;
    private readonly float[][] _before;
    private readonly long[] _fanIns;

    /// <summary>An examination of a model on some rows.</summary>
    /// <param name="model">A compiled model.</param>
    /// <param name="rows">The rows; nobody changes them.</param>
    public Examination(Model model, Batch rows)
    {
        (_model, _rows) = (model, rows);
        // A class with steps of its own may not be a function of its inputs at all: then only weights are looked at.
        if (model.Losses.Count > 0 && rows.TargetCount == model.OutputRows.Count) { _probe = new(model, training: true, withGradients: true); }
        _kernels = [.. model.TrainedParameters.Where(parameter => parameter.Shape.Rank >= 2 && parameter.DType == DType.Float32)];
        _before = [.. _kernels.Select(kernel => new float[kernel.Size])];
        Dictionary<Parameter, Layer> layers = [];
        foreach (Layer layer in model.WithSublayers()) // an inner layer comes behind the one that holds it
        {
            foreach (Parameter parameter in layer.Parameters) { layers[parameter] = layer; }
        }

        _fanIns = [.. _kernels.Select(kernel => FanInOf(kernel, layers.GetValueOrDefault(kernel)))];
    }

    /// <summary>The layers as they are applied; known after the first checkup.</summary>
    public IReadOnlyList<LayerCall> Calls => _probe?.Calls ?? [];

    /// <summary>Remembers the weights, to see what the next step changes.</summary>
    public void RememberWeights()
    {
        for (int i = 0; i < _kernels.Length; i++) { _kernels[i].CopyTo<float>(_before[i]); }
    }

    /// <summary>Looks at everything.</summary>
    /// <param name="steps">The training steps so far.</param>
    /// <param name="afterRemembering">Whether <see cref="RememberWeights"/> was called one step ago.</param>
    public Checkup Run(long steps, bool afterRemembering)
    {
        ProbeResult? seen = _probe?.Run(_rows);
        Dictionary<Parameter, Tensor> gradients = seen is null ? [] : new(_probe!.Parameters.Zip(seen.Gradients, KeyValuePair.Create));
        return new(
            steps,
            seen?.DataLoss ?? double.NaN,
            [.. _kernels.Select((kernel, i) => VitalsOf(kernel, _fanIns[i], afterRemembering ? _before[i] : null, gradients.GetValueOrDefault(kernel)))],
            Units(seen),
            seen is null || double.IsFinite(seen.DataLoss) ? null : Calls.Where((_, i) => NonFinite.First(seen.Layers[i]) is not null).FirstOrDefault()?.Name);
    }

    /// <summary>The outputs as in prediction, row by row, and the loss without penalties.</summary>
    public (IReadOnlyList<double[]> Answers, double Loss) Judge()
    {
        if (_probe is null || _model.OutputRows.Count != 1) { return ([], double.NaN); }
        ProbeResult seen = new ModelProbe(_model, training: false, withGradients: false).Run(_rows);
        return ([.. seen.Outputs[0].ToDoubles().Chunk((int)(seen.Outputs[0].Size / _rows.Rows))], seen.DataLoss);
    }

    /// <summary>Rows of an embedding are looked up, and what stands beside a kernel (frequencies, scales, biases of members) is no factor of a sum.</summary>
    private static long FanInOf(Parameter weights, Layer? layer)
    {
        bool isBeside = !IsKernel(weights) && layer?.Parameters.Any(IsKernel) == true;
        long of = layer?.StartOf(weights) is EachByItself ? weights.Size / weights.Shape[0] : weights.Size;
        return layer is Embedding || isBeside ? 0 : of / weights.Shape[^1];

        static bool IsKernel(Parameter parameter) => parameter.Name.EndsWith("kernel", StringComparison.Ordinal);
    }

    private static WeightVitals VitalsOf(Parameter kernel, long fanIn, float[]? before, Tensor? gradient)
    {
        ReadOnlySpan<float> weights = kernel.ToArray<float>();
        int units = kernel.Shape[^1], cut = kernel.Name.LastIndexOf('/');
        double squares = 0, changes = 0;
        float largest = 0, apart = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            squares += (double)weights[i] * weights[i];
            if (before is not null) { changes += Math.Pow((double)weights[i] - before[i], 2); }
            largest = Math.Max(largest, Math.Abs(weights[i]));
            apart = Math.Max(apart, Math.Abs(weights[i] - weights[i - i % units]));
        }

        return new(
            kernel.Name[..Math.Max(0, cut)],
            kernel.Size,
            units,
            fanIn,
            gradient is null ? double.NaN : RootMeanSquare(gradient.AsSpan<float>()),
            Math.Sqrt(squares / weights.Length),
            units > 1 && apart <= 1e-6f * largest,
            before is null ? double.NaN : squares > 0 ? Math.Sqrt(changes / squares) : 0);
    }

    private List<UnitVitals> Units(ProbeResult? seen)
    {
        List<UnitVitals> units = [];
        HashSet<Tensor> counted = [];
        for (int i = 0; seen is not null && i < Calls.Count; i++)
        {
            Tensor symbol = Calls[i].Output;
            // A model's output is also that of its last layer, which was noted before.
            if (symbol.Op is not Elementwise { Function: ElementwiseFunction.Relu or ElementwiseFunction.Sigmoid or ElementwiseFunction.Tanh } op
                || symbol.Rank < 2
                || !counted.Add(symbol))
            {
                continue;
            }

            units.Add(Count(Calls[i].Name, op.Function, seen.Layers[i], isOutput: _probe!.Outputs.Contains(symbol)));
        }

        return units;
    }

    private static UnitVitals Count(string layer, ElementwiseFunction function, Tensor output, bool isOutput)
    {
        ReadOnlySpan<float> values = output.AsSpan<float>();
        int units = output.Shape[^1], saturated = 0;
        int[] low = new int[units], high = new int[units];
        for (int i = 0; i < values.Length; i++)
        {
            (bool isLow, bool isHigh) = function switch
            {
                ElementwiseFunction.Relu => (values[i] <= 0, false),
                ElementwiseFunction.Sigmoid => (values[i] < SigmoidEnd, values[i] > 1 - SigmoidEnd),
                _ => (values[i] < -TanhEnd, values[i] > TanhEnd),
            };
            if (isLow) { low[i % units]++; }
            if (isHigh) { high[i % units]++; }
            if (isLow || isHigh) { saturated++; }
        }

        int times = values.Length / units;
        int stuck = Enumerable.Range(0, units).Count(unit => low[unit] == times || high[unit] == times);
        return new(layer, function, units, stuck, function == ElementwiseFunction.Relu ? 0 : (double)saturated / values.Length, isOutput);
    }

    private static double RootMeanSquare(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values) { sum += (double)value * value; }
        return Math.Sqrt(sum / values.Length);
    }
}
