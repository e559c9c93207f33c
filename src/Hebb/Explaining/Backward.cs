using Hebb.Constraints;
using Hebb.Graphs;
using Hebb.Losses;
using Hebb.Ops;
using Hebb.Regularizers;
using Hebb.Tensors;

namespace Hebb.Explaining;

/// <summary>Goes through the layers forwards and backwards, and writes everything down.</summary>
internal sealed class Backward(
    IReadOnlyList<Stage> stages, IReadOnlyList<double> x, IReadOnlyList<double> y, Loss loss, string[] inputNames, double learningRate, ExplainOptions options)
{
    private readonly UnitNames _names = new(stages, options.Numbering);
    private readonly double[][] _sums = new double[stages.Count][];
    private readonly double[][] _outputs = new double[stages.Count][];
    private readonly double[][,] _slopes = new double[stages.Count][,];
    private double _penalty;

    /// <summary>The whole step.</summary>
    public Explanation Explain()
    {
        double[] values = [.. x];
        for (int s = 0; s < stages.Count; s++)
        {
            _sums[s] = Sums(stages[s], values);
            (_outputs[s], _slopes[s]) = Function(stages[s], _sums[s]);
            values = _outputs[s];
        }

        Tensor target = Row([.. y]), z = Row(_sums[^1]), o = Row(values);
        Tensor fromSums = loss.Compute(target, stages[^1].Apply(z)), fromOutputs = loss.Compute(target, o);
        double[] sumGradients = Gradient.Of(fromSums, [z])[0].ToDoubles(), outputGradients = Gradient.Of(fromOutputs, [o])[0].ToDoubles();
        double dataLoss = fromSums.Item();

        // Names are given from the input on; derivatives are known from the output on.
        string[][] units = [.. stages.Select((_, s) => Enumerable.Range(0, _outputs[s].Length).Select(j => _names.Unit(s, j)).ToArray())];
        string[,]?[] weights =
            [.. stages.Select((stage, s) => stage.Dense is null ? null : _names.Weights(s, stage.Kernel!.Length / stage.Dense.Units, stage.Dense.Units))];
        string[]?[] biases = [.. stages.Select((stage, s) => stage.Bias is null ? null : _names.Biases(s, stage.Bias.Length))];
        string[][] sums =
            [.. stages.Select((stage, s) => stage.Dense is not null ? [.. units[s].Select(name => $"z_{name}")] : s == 0 ? inputNames : units[s - 1])];

        ExplainedLayer[] layers = new ExplainedLayer[stages.Count];
        for (int s = stages.Count - 1; s >= 0; s--)
        {
            bool isLast = s == stages.Count - 1;
            int count = _sums[s].Length;
            ChainTerm[][] sumPaths = [.. Enumerable.Range(0, count).Select(j => SumPaths(s, j, units[s], sums[s], outputGradients))];
            double[] viaOutputs = [.. sumPaths.Select(paths => paths.Sum(path => path.Value))];
            if (!isLast) { sumGradients = viaOutputs; }
            bool[] isFromSum =
                [.. viaOutputs.Zip(sumGradients, (chain, direct) => Math.Abs(chain - direct) > 1e-6 * Math.Max(Math.Abs(chain), Math.Abs(direct)) + 1e-12)];
            double[] inputs = s == 0 ? [.. x] : _outputs[s - 1];
            string[] from = s == 0 ? inputNames : units[s - 1];
            ExplainedWeight[][] written = Weights(stages[s], inputs, from, weights[s], biases[s], sumGradients);
            layers[s] = new(
                stages[s].Layer.Name ?? stages[s].Layer.DefaultName,
                stages[s].Function,
                [.. Enumerable.Range(0, count).Select(j => new ExplainedUnit(
                    units[s][j], sums[s][j], written[j], _sums[s][j], _outputs[s][j], outputGradients[j], isLast ? [] : OutputPaths(layers[s + 1], j),
                    sumGradients[j], sumPaths[j], isFromSum[j]))]);
            if (s > 0)
            {
                outputGradients = [.. Enumerable.Range(0, from.Length)
                    .Select(i => stages[s].Dense is null ? sumGradients[i] : written.Select((unit, j) => sumGradients[j] * unit[i].Value).Sum())];
            }
        }

        return new([.. inputNames.Zip(x, KeyValuePair.Create)], [.. y], layers, loss.Name, dataLoss, _penalty, learningRate) { Decimals = options.Decimals };
    }

    private static double[] Sums(Stage stage, double[] inputs)
    {
        if (stage.Dense is not { Units: var units }) { return inputs; }
        double[] sums = new double[units];
        for (int j = 0; j < units; j++)
        {
            for (int i = 0; i < inputs.Length; i++) { sums[j] += stage.Kernel![i * units + j] * inputs[i]; }
            sums[j] += stage.Bias?[j] ?? 0;
        }

        return sums;
    }

    /// <summary>The outputs, and the derivative of each output (first index) by each sum.</summary>
    private static (double[] Outputs, double[,] Slopes) Function(Stage stage, double[] sums)
    {
        int count = sums.Length;
        Tensor z = Row(sums), a = stage.Apply(z);
        if (a.Size != count)
        {
            throw new NotSupportedException(
                $"{stage.Function} of layer '{stage.Layer.Name}' makes {a.Size} numbers of {count}. Explain needs a function that makes one of each.");
        }

        Tensor[] rows = [.. Enumerable.Range(0, count).Select(i => Gradient.Of(a.Slice(-1, i..(i + 1)).Sum(), [z])[0])];
        double[,] slopes = new double[count, count];
        for (int i = 0; i < count; i++)
        {
            double[] row = rows[i].ToDoubles();
            for (int j = 0; j < count; j++) { slopes[i, j] = row[j]; }
        }

        return (a.ToDoubles(), slopes);
    }

    /// <summary>∂E/∂z = Σ ∂E/∂a · ∂a/∂z over the outputs that depend on this sum; its own output is always named.</summary>
    private ChainTerm[] SumPaths(int stage, int sum, string[] units, string[] sums, double[] outputGradients) =>
        [.. Enumerable.Range(0, units.Length)
            .Where(i => i == sum || _slopes[stage][i, sum] != 0)
            .Select(i => new ChainTerm($"∂E/∂{units[i]}", outputGradients[i], $"∂{units[i]}/∂{sums[sum]}", _slopes[stage][i, sum]))];

    private static ChainTerm[] OutputPaths(ExplainedLayer next, int output) => next.Units[0].Weights.Count == 0
        ? []
        : [.. next.Units.Select(unit => new ChainTerm($"∂E/∂{unit.SumName}", unit.SumGradient, unit.Weights[output].Name, unit.Weights[output].Value))];

    private ExplainedWeight[][] Weights(Stage stage, double[] inputs, string[] from, string[,]? names, string[]? biasNames, double[] sumGradients)
    {
        if (stage.Dense is not { } dense) { return [.. sumGradients.Select(_ => Array.Empty<ExplainedWeight>())]; }
        int units = dense.Units;
        double[] data = [.. stage.Kernel!.Select((_, k) => sumGradients[k % units] * inputs[k / units])];
        double[] penalties = Penalty(dense.KernelRegularizer, stage.Kernel!, [inputs.Length, units], dense.Trainable);
        double[] updated = Step(stage.Kernel!, data, penalties, dense.KernelConstraint, [inputs.Length, units], dense.Trainable);
        double[] bias = stage.Bias ?? [], biasPenalties = Penalty(dense.BiasRegularizer, bias, [bias.Length], dense.Trainable);
        double[] updatedBias = Step(bias, sumGradients, biasPenalties, dense.BiasConstraint, [bias.Length], dense.Trainable && options.UpdateBiases);
        return [.. Enumerable.Range(0, units).Select(j => (ExplainedWeight[])
        [
            .. inputs.Select((input, i) => new ExplainedWeight(
                names![i, j], from[i], input, stage.Kernel![i * units + j], data[i * units + j], penalties[i * units + j], updated[i * units + j])),
            .. biasNames is null ? Array.Empty<ExplainedWeight>() : [new(biasNames[j], "", 1, bias[j], sumGradients[j], biasPenalties[j], updatedBias[j])],
        ])];
    }

    /// <summary>Adds the penalty on weights that are trained; the result is its derivative.</summary>
    private double[] Penalty(Regularizer? regularizer, double[] weights, Shape shape, bool isTrained)
    {
        if (regularizer is null || !isTrained || weights.Length == 0) { return new double[weights.Length]; }
        Tensor w = Tensor.Create(weights, shape), penalty = regularizer.Penalty(w);
        double[] gradient = Gradient.Of(penalty, [w])[0].ToDoubles();
        _penalty += penalty.Item();
        return gradient;
    }

    private double[] Step(double[] weights, double[] data, double[] penalties, Constraint? constraint, Shape shape, bool isTrained)
    {
        if (!isTrained || weights.Length == 0) { return weights; }
        double[] stepped = [.. weights.Select((weight, i) => weight - learningRate * (data[i] + penalties[i]))];
        return constraint is null ? stepped : constraint.Apply(Tensor.Create(stepped, shape)).ToDoubles();
    }

    private static Tensor Row(double[] values) => Tensor.Create(values, [1, values.Length]);
}
