using Hebb.Activations;
using Hebb.Datasets;
using Hebb.Graphs;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Metrics;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;
using Hebb.Tests.Graphs;

namespace Hebb.Tests.Models;

/// <summary>A step whose loss is not finite changes nothing: neither weights nor statistics nor the optimizer.</summary>
public sealed class FiniteLossTests
{
    public static TheoryData<string> Places => ["input", "target", "weight of a row", "infinite target", "infinite input", "weight of the model"];

    [Theory, MemberData(nameof(Places))]
    public void The_model_is_as_it_was_before(string place)
    {
        Sequential model = Compiled();
        (Tensor x, Tensor y, Tensor w) = (Rows(8, 3), Rows(8, 2), Tensor.Ones([8]));
        model.TrainOnBatch(x, y, w);
        if (place == "weight of the model") { model.Parameters[0].SetValues<float>([float.NaN, .. model.Parameters[0].ToArray<float>()[1..]]); }
        float[][] before = Everything(model);
        long iterations = model.Optimizer!.Iterations;
        Tensor poison = Tensor.Scalar(place.StartsWith("infinite", StringComparison.Ordinal) ? double.PositiveInfinity : double.NaN);
        Evaluation evaluation = place switch
        {
            "input" or "infinite input" => model.TrainOnBatch(Poisoned(x, poison), y, w),
            "target" or "infinite target" => model.TrainOnBatch(x, Poisoned(y, poison), w),
            "weight of a row" => model.TrainOnBatch(x, y, Poisoned(w, poison)),
            _ => model.TrainOnBatch(x, y, w),
        };
        Assert.False(double.IsFinite(evaluation.Loss));
        Assert.True(double.IsNaN(evaluation["mean_absolute_error"]));
        Assert.Equal(before, Everything(model));
        Assert.Equal(iterations, model.Optimizer.Iterations);
    }

    [Fact]
    public void Training_goes_on_to_the_same_bits_as_without_the_bad_batch()
    {
        Sequential one = Compiled(), other = Compiled();
        Tensor y = Rows(8, 2);
        for (int step = 0; step < 6; step++)
        {
            Tensor x = Rows(8, 3, step);
            one.TrainOnBatch(x, y);
            other.TrainOnBatch(x, y);
            if (step == 2) { other.TrainOnBatch(Poisoned(x, Tensor.Scalar(double.NaN)), y); }
        }

        Assert.Equal(Everything(one), Everything(other));
    }

    [Fact]
    public void Fit_stops_with_sound_weights_and_says_why()
    {
        Sequential model = Compiled();
        Tensor x = Rows(40, 3);
        float[] values = x.ToArray<float>();
        values[77] = float.NaN;
        History history = model.Fit(
            Dataset.From(Tensor.Create<float>(values, [40, 3]), Rows(40, 2)), new() { Epochs = 3, BatchSize = 8, Shuffle = false });
        Assert.Contains("Input 0 holds NaN in row 1 of the batch, column 2", history.StopReason, StringComparison.Ordinal);
        Assert.All(Everything(model), values => Assert.All(values, value => Assert.True(float.IsFinite(value))));
        Assert.Equal(3, model.Optimizer!.Iterations);
    }

    /// <summary>The loss itself depends on what the step assigns; states and statistics are assigned on the way to it.</summary>
    [Fact]
    public void What_the_loss_is_computed_from_is_not_assigned_either()
    {
        foreach (Layer layer in (Layer[])[
            new SpectralNormalization(new Dense(3)), new LSTM(3) { Stateful = true }, new BatchNormalization(), new Counting()])
        {
            Sequential model = new([layer is LSTM ? new Hebb.Layers.Reshape([1, 3]) : new IdentityLayer(), layer, new Dense(2)]);
            model.Compile(new SGD(0.1, momentum: 0.9) { UseEma = true }, Loss.MeanSquaredError);
            Tensor x = Rows(8, 3), y = Rows(8, 2);
            model.TrainOnBatch(x, y);
            float[][] before = Everything(model);
            model.TrainOnBatch(Poisoned(x, Tensor.Scalar(double.NaN)), y);
            Assert.Equal(before, Everything(model));
            model.TrainOnBatch(x, y);
            Assert.NotEqual(before, Everything(model));
        }
    }

    [Fact]
    public void Another_device_keeps_the_rule()
    {
        using Devices.Used used = Devices.Use(new ReferenceDevice());
        Sequential model = Compiled();
        Tensor x = Rows(8, 3), y = Rows(8, 2);
        model.TrainOnBatch(x, y);
        float[][] before = Everything(model);
        Assert.False(double.IsFinite(model.TrainOnBatch(Poisoned(x, Tensor.Scalar(double.NaN)), y).Loss));
        Assert.Equal(before, Everything(model));
    }

    private static Sequential Compiled()
    {
        Sequential model = new([new Dense(7, Activation.Tanh), new BatchNormalization(), new Dense(2)]) { Seed = 3 };
        model.Compile(new Adam(0.01), Loss.MeanSquaredError, [Metric.MeanAbsoluteError]);
        return model;
    }

    private static Tensor Rows(int rows, int columns, long seed = 1) => Tensor.RandomUniform([rows, columns], RandomKey.FromSeed(seed), -1, 1);

    private static Tensor Poisoned(Tensor x, Tensor poison) => Tensor.Where(Tensor.Range((int)x.Size).Reshape([.. x.Shape]).EqualTo(5), poison, x);

    private static float[][] Everything(Model model) =>
        [.. model.Parameters.Concat(model.Optimizer!.State).Select(parameter => parameter.ToArray<float>())];

    /// <summary>Adds up what it has seen, and passes the sum on.</summary>
    private sealed class Counting : Layer
    {
        private Parameter? _sum;

        protected override void Build(Shape input) => _sum = AddParameter("sum", [], Hebb.Initializers.Initializer.Zeros, trainable: false);

        protected override Tensor Forward(Tensor x, bool training)
        {
            if (training) { _sum!.Assign(_sum.Value + x.Sum()); }
            return x + _sum!.Value * 0.01;
        }
    }
}
