using Hebb.Graphs;
using Hebb.Optimizers;
using Hebb.Tensors;

namespace Hebb.Tests.Optimizers;

/// <summary>Weight decay of any optimizer, and what is left out of it: w ← w − η·λ·w before the step.</summary>
public sealed class WeightDecayTests
{
    [Fact]
    public void Weights_shrink_before_the_step()
    {
        Descent.Compare(new SGD(0.1) { WeightDecay = 0.2 }, () => (g, w, _) => w - 0.1 * 0.2 * w - 0.1 * g);
        Descent.Compare(new Adagrad(0.1) { WeightDecay = 0.2 }, () =>
        {
            double a = 0.1;
            return (g, w, _) => w - 0.1 * 0.2 * w - 0.1 * g / Math.Sqrt((a += g * g) + 1e-7);
        });
    }

    [Fact]
    public void Ftrl_starts_from_the_shrunken_weight() => Descent.Compare(new Ftrl(0.2) { WeightDecay = 0.5 }, () =>
    {
        double n = 0.1, z = 0;
        return (g, w, _) =>
        {
            w -= 0.2 * 0.5 * w;
            double before = Math.Sqrt(n), after = Math.Sqrt(n += g * g);
            z += g - (after - before) / 0.2 * w;
            return -z / (after / 0.2);
        };
    });

    [Fact]
    public void AdamW_is_Adam_with_decay() => Assert.Equal(Descent.Run(new AdamW(0.1, 0.05)), Descent.Run(new Adam(0.1) { WeightDecay = 0.05 }));

    [Fact]
    public void Decay_grows_with_the_learning_rate_of_the_step()
    {
        SGD sgd = new(0.5) { WeightDecay = 0.1 };
        Parameter w = new("w", Tensor.Create(1f));
        Near.Equal([0.95], Descent.Follow(sgd, w, Tensor.Create(0f))[0], 1e-6);
        sgd.LearningRate = 0.1;
        Near.Equal([0.95 * 0.99], Descent.Follow(sgd, w, Tensor.Create(0f))[0], 1e-6);
    }

    [Fact]
    public void Parameters_are_left_out_by_name_or_by_themselves()
    {
        Parameter[] parameters =
            [.. new[] { "dense/kernel", "dense/bias", "norm/gamma", "dense_1/kernel" }.Select(name => new Parameter(name, Tensor.Create(1f)))];
        AdamW optimizer = new(0.1, 0.5);
        optimizer.ExcludeFromWeightDecay("bias$", "gamma");
        optimizer.ExcludeFromWeightDecay([parameters[3]]);
        new Function(() =>
        {
            optimizer.Apply(parameters, [.. parameters.Select(_ => Tensor.Create(0f))]);
            return Tensor.Scalar(0);
        }).Call();
        Near.Equal([0.95, 1, 1, 1], [.. parameters.Select(parameter => parameter.Value.Item())], 1e-6);
        Assert.Contains(
            "before the first step",
            Assert.Throws<InvalidOperationException>(() => optimizer.ExcludeFromWeightDecay("kernel")).Message,
            StringComparison.Ordinal);
    }
}
