using Hebb.Constraints;
using Hebb.Datasets;
using Hebb.Initializers;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Regularizers;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Constraints;

public sealed class ConstraintTests
{
    private static readonly Tensor s_weight = Tensor.Create(new float[,] { { 3, 0.1f, -1 }, { 4, 0.2f, 1 } });

    [Fact]
    public void Weights_follow_the_formulas()
    {
        double small = Math.Sqrt(0.05), diagonal = Math.Sqrt(2);
        // torch.renorm(w, 2, 1, 2.0) of PyTorch 1.13 for the first.
        Near.Equal([1.2, 0.1, -1, 1.6, 0.2, 1], new MaxNorm(2).Apply(s_weight), 1e-6);
        Near.Equal([0.6, 0.1 / small, -1 / diagonal, 0.8, 0.2 / small, 1 / diagonal], Constraint.UnitNorm.Apply(s_weight), 1e-6);
        Near.Equal([3, 0.1f, 0, 4, 0.2f, 1], Constraint.NonNeg.Apply(s_weight), 0);
        // Lengths 5, 0.2236 and 1.4142 halfway towards [1, 2]: 3.5, 0.6118 and what it was.
        Near.Equal([2.1, 0.1 * (0.5 + small / 2) / small, -1, 2.8, 0.2 * (0.5 + small / 2) / small, 1], new MinMaxNorm(1, 2, 0.5).Apply(s_weight), 1e-6);
        Near.Equal(
            [0.6, 0.6, 0.6, 0.8, 0.8, 0.8],
            new UnitNorm { Axes = [0, 1] }.Apply(Tensor.Create(new float[,] { { 3, 3, 3 }, { 4, 4, 4 } })) * Math.Sqrt(3),
            1e-6);
        Near.Equal([0, 0], Constraint.UnitNorm.Apply(Tensor.Zeros([2, 1])), 0);
    }

    [Fact]
    public void They_hold_after_every_step_of_training()
    {
        Dense dense = new(2)
        {
            KernelInitializer = Initializer.Constant(1),
            BiasInitializer = Initializer.Constant(1),
            KernelConstraint = new MaxNorm(0.5),
            BiasConstraint = Constraint.NonNeg,
        };
        Sequential model = new([new Input([3]), dense]);
        model.Compile(new SGD(0.5), Loss.MeanSquaredError);
        Batch batch = new(Tensor.Ones([4, 3]), Tensor.Full([4, 2], -10));
        Assert.Equal(2, model.GetWeights().Count);
        for (int step = 0; step < 3; step++)
        {
            // The rule of plain descent, then the projection.
            float[] kernel = dense.Parameters[0].ToArray<float>(), bias = dense.Parameters[1].ToArray<float>();
            double error = kernel[0] + kernel[2] + kernel[4] + bias[0] + 10, moved = kernel[0] - 0.5 * error;
            model.TrainOnBatch(batch);
            double length = Math.Abs(moved) * Math.Sqrt(3);
            Near.Equal([.. Enumerable.Repeat(moved * Math.Min(1, 0.5 / length), 6)], dense.Parameters[0].Value, 1e-5);
            Near.Equal([.. Enumerable.Repeat(Math.Max(0, bias[0] - 0.5 * error), 2)], dense.Parameters[1].Value, 1e-5);
        }
    }

    [Fact]
    public void A_frozen_layer_is_left_as_it_is()
    {
        Dense frozen =
            new(2) { KernelInitializer = Initializer.Constant(5), KernelConstraint = new MaxNorm(1), KernelRegularizer = new L2(1), Trainable = false };
        Sequential model = new([new Input([3]), frozen, new Dense(1)]);
        model.Compile(new Adam(), Loss.MeanSquaredError);
        double loss = model.TrainOnBatch(new Batch(Tensor.Zeros([4, 3]), Tensor.Zeros([4, 1])));
        Assert.Equal(0, loss); // as in Keras, frozen weights have no penalty
        Assert.All(frozen.Parameters[0].ToArray<float>(), value => Assert.Equal(5, value));
    }

    [Fact]
    public void What_cannot_be_satisfied_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new MaxNorm(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MinMaxNorm(2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MinMaxNorm(0, 1, 2));
        Dense dense = new(2) { KernelConstraint = new MaxNorm { Axes = [0, 1, 2] } };
        Assert.Contains("axis 2", Assert.Throws<ArgumentOutOfRangeException>(() => dense.Apply(Tensor.Zeros([1, 3]))).Message);
    }
}
