using Hebb.Graphs;
using Hebb.Optimizers;
using Hebb.Tensors;
using static Hebb.Tests.Optimizers.Descent;

namespace Hebb.Tests.Optimizers;

/// <summary>Steps of every optimizer against the published formulas, worked in double: the cost is Σ½k·w², so that the gradient is k·w.</summary>
public sealed class OptimizerTests
{
    [Fact]
    public void Sgd_follows_its_formula() => Compare(new SGD(0.1), () => (g, w, _) => w - 0.1 * g);

    [Fact]
    public void Momentum_follows_its_formula() => Compare(new SGD(0.1, 0.9), () =>
    {
        double v = 0;
        return (g, w, _) => w + (v = 0.9 * v - 0.1 * g);
    });

    [Fact]
    public void Nesterov_momentum_follows_its_formula() => Compare(new SGD(0.1, 0.9, nesterov: true), () =>
    {
        double v = 0;
        return (g, w, _) =>
        {
            v = 0.9 * v - 0.1 * g;
            return w + 0.9 * v - 0.1 * g;
        };
    });

    [Fact]
    public void Adam_follows_its_formula() => Compare(new Adam(0.1), () => AdamStep(0.1, 0.9, 0.999, false));

    [Fact]
    public void Adam_with_other_decays_follows_its_formula() => Compare(new Adam(0.1, 0.5, 0.8), () => AdamStep(0.1, 0.5, 0.8, false));

    [Fact]
    public void Amsgrad_follows_its_formula() => Compare(new Adam(0.3, 0.5, 0.6, amsgrad: true), () => AdamStep(0.3, 0.5, 0.6, true));

    [Fact]
    public void AdamW_shrinks_weights_beside_the_step() => Compare(new AdamW(0.1, 0.05), () =>
    {
        Func<double, double, int, double> adam = AdamStep(0.1, 0.9, 0.999, false);
        return (g, w, t) => adam(g, w, t) - 0.1 * 0.05 * w;
    });

    [Fact]
    public void Adagrad_follows_its_formula() => Compare(new Adagrad(0.1), () =>
    {
        double a = 0.1;
        return (g, w, _) => w - 0.1 * g / Math.Sqrt((a += g * g) + 1e-7);
    });

    [Fact]
    public void RmsProp_follows_its_formula() => Compare(new RMSprop(0.05), () =>
    {
        double v = 0;
        return (g, w, _) => w - 0.05 * g / Math.Sqrt((v = 0.9 * v + 0.1 * g * g) + 1e-7);
    });

    [Fact]
    public void Centered_RmsProp_with_momentum_follows_its_formula() => Compare(new RMSprop(0.05, 0.8, 0.7, centered: true), () =>
    {
        double v = 0, mean = 0, m = 0;
        return (g, w, _) =>
        {
            v = 0.8 * v + 0.2 * g * g;
            mean = 0.8 * mean + 0.2 * g;
            m = 0.7 * m + 0.05 * g / Math.Sqrt(v - mean * mean + 1e-7);
            return w - m;
        };
    });

    [Fact]
    public void Adadelta_follows_its_formula() => Compare(new Adadelta(1), () =>
    {
        double a = 0, d = 0;
        return (g, w, _) =>
        {
            a = 0.95 * a + 0.05 * g * g;
            double step = Math.Sqrt(d + 1e-7) / Math.Sqrt(a + 1e-7) * g;
            d = 0.95 * d + 0.05 * step * step;
            return w - step;
        };
    });

    [Fact]
    public void Maximizing_climbs() => Compare(new SGD(0.1) { Maximize = true }, () => (g, w, _) => w + 0.1 * g);

    [Fact]
    public void Clipping_by_value_cuts_elements() => Compare(new SGD(0.1) { ClipValue = 0.8 }, () => (g, w, _) => w - 0.1 * Math.Clamp(g, -0.8, 0.8));

    [Fact]
    public void Clipping_by_norm_keeps_the_direction()
    {
        Near.Equal([-0.6, -0.8], OneStep(new SGD(1) { ClipNorm = 1 }, [3, 4]), 1e-6);
        Near.Equal([-0.3, -0.4], OneStep(new SGD(1) { ClipNorm = 1 }, [0.3f, 0.4f]), 1e-6);
    }

    [Fact]
    public void Clipping_by_norm_is_for_each_parameter_and_by_global_norm_for_all()
    {
        Near.Equal([-1, -1], OneStep(new SGD(1) { ClipNorm = 1 }, [3], [4]), 1e-6);
        Near.Equal([-0.6, -0.8], OneStep(new SGD(1) { GlobalClipNorm = 1 }, [3], [4]), 1e-6);
        Near.Equal([-3, -4], OneStep(new SGD(1) { GlobalClipNorm = 6 }, [3], [4]), 1e-6);
    }

    [Fact]
    public void A_learning_rate_changed_between_steps_counts_at_once()
    {
        Parameter w = new("w", Tensor.Create(0f));
        Adam adam = new(0.1);
        Function step = new(() =>
        {
            adam.Apply([w], [Tensor.Create(1f)]);
            return w.Value;
        });
        step.Call();
        Near.Equal([-0.1], w.Value, 1e-6);
        adam.LearningRate = 0;
        step.Call();
        Near.Equal([-0.1], w.Value, 1e-6);
        Assert.Equal(2, adam.Iterations);
    }

    [Fact]
    public void State_is_named_as_in_Keras()
    {
        Assert.Equal(["w/momentum", "w/velocity", "w/velocity_hat"], StateNames(new Adam(amsgrad: true)));
        Assert.Equal(["w/momentum"], StateNames(new SGD(0.1, 0.9)));
        Assert.Empty(StateNames(new SGD()));
        Assert.Equal(["w/accumulated_grad", "w/accumulated_delta_var"], StateNames(new Adadelta()));
        Assert.Equal(["w/momentum", "w/norm"], StateNames(new Adamax()));
        Assert.Equal(["w/momentum", "w/velocity"], StateNames(new Nadam()));
        Assert.Equal(["w/accumulator", "w/linear"], StateNames(new Ftrl()));
        Assert.Equal(["w/momentum"], StateNames(new Lion()));
        Assert.Equal(["w/momentum", "w/velocity"], StateNames(new Lamb()));
        Assert.Equal(["w/momentum", "w/average"], StateNames(new SGD(0.1, 0.9) { UseEma = true }));
        Assert.Equal(["w/gradient_accumulator", "w/momentum"], StateNames(new SGD(0.1, 0.9) { GradientAccumulationSteps = 2 }));
    }

    [Fact]
    public void Impossible_settings_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SGD(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SGD(0.1, 1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(beta1: 1));
        Assert.Throws<InvalidOperationException>(() => new SGD().Apply([], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lion(beta1: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Ftrl(learningRatePower: 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adafactor(clipThreshold: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SGD { WeightDecay = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SGD { ClipNorm = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SGD { EmaMomentum = 1.1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SGD { EmaOverwriteFrequency = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SGD { GradientAccumulationSteps = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SGD().LearningRate = double.NaN);
    }

    private static Func<double, double, int, double> AdamStep(double rate, double b1, double b2, bool amsgrad)
    {
        double m = 0, v = 0, most = 0;
        return (g, w, t) =>
        {
            m = b1 * m + (1 - b1) * g;
            v = b2 * v + (1 - b2) * g * g;
            most = amsgrad ? Math.Max(most, v) : v;
            return w - rate * Math.Sqrt(1 - Math.Pow(b2, t)) / (1 - Math.Pow(b1, t)) * m / (Math.Sqrt(most) + 1e-7);
        };
    }

    /// <summary>A weight without gradient: its running means decay forever, but never into denormal numbers, which are slow.</summary>
    [Theory]
    [MemberData(nameof(Forgetful))]
    public void Running_means_of_a_dead_weight_end_at_zero(Optimizer optimizer)
    {
        Parameter w = new("w", Tensor.Create(1f, 2f)), g = new("g", Tensor.Create(1f, -1e-3f), trainable: false);
        Function step = new(() =>
        {
            optimizer.Apply([w], [g.Value]);
            return w.Value;
        });
        step.Call();
        g.SetValues<float>([0, 0]);
        for (int i = 0; i < 2000; i++)
        {
            step.Call();
            Assert.All(
                optimizer.State.SelectMany(slot => slot.Value.ToDoubles()),
                v => Assert.True(v == 0 || Math.Abs(v) > float.ScaleB(1, -126), $"{v} is denormal"));
        }

        Assert.All(optimizer.State.SelectMany(slot => slot.Value.ToDoubles()), v => Assert.Equal(0, v));
    }

    /// <summary>Optimizers that forget quickly enough for 2000 steps.</summary>
    public static TheoryData<Optimizer> Forgetful() => new(
        new SGD(0.1, 0.9), new SGD(0.1, 0.9, nesterov: true), new Adam(0.01, 0.9, 0.95), new AdamW(0.01, 0, 0.9, 0.95),
        new RMSprop(0.01, 0.9, 0.9, centered: true), new Adadelta(0.1, 0.9), new Adamax(0.01, 0.9, 0.9), new Nadam(0.01, 0.9, 0.95), new Lion(0.01, 0.9, 0.9),
        new Lamb(0.01, 0.9, 0.95),
        new Muon(0.01, 0.9, 0.9, 0.95));

    /// <summary>Parameters that start at 0, after one step with these gradients.</summary>
    private static double[] OneStep(Optimizer optimizer, params float[][] gradients)
    {
        Parameter[] parameters = [.. gradients.Select((gradient, i) => new Parameter($"w{i}", Tensor.Zeros([gradient.Length])))];
        new Function(() =>
        {
            optimizer.Apply(parameters, [.. gradients.Select(gradient => Tensor.Create(gradient))]);
            return Tensor.Scalar(0);
        }).Call();
        return [.. parameters.SelectMany(parameter => parameter.Value.ToDoubles())];
    }

    private static string[] StateNames(Optimizer optimizer)
    {
        Parameter w = new("w", Tensor.Create(0f));
        new Function(() =>
        {
            optimizer.Apply([w], [Tensor.Create(1f)]);
            return w.Value;
        }).Call();
        return [.. optimizer.State.Select(slot => slot.Name)];
    }
}
