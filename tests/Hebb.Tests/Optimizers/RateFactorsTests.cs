using Hebb.Graphs;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;

namespace Hebb.Tests.Optimizers;

/// <summary>Learning rates of their own for some parameters.</summary>
public sealed class RateFactorsTests
{
    public static TheoryData<Func<double, Optimizer>> Optimizers =>
    [
        rate => new SGD(rate, 0.9, nesterov: true), rate => new Adam(rate, amsgrad: true), rate => new AdamW(rate, 0.05), rate => new Adagrad(rate),
        rate => new RMSprop(rate, momentum: 0.7), rate => new Adadelta(rate), rate => new Adamax(rate), rate => new Nadam(rate), rate => new Lion(rate),
        rate => new Lamb(rate), rate => new Ftrl(rate, l1: 0.01), rate => new Adafactor(rate), rate => new Muon(rate),
        rate => new SGD(rate) { WeightDecay = 0.1, ClipNorm = 1, GradientAccumulationSteps = 2 },
    ];

    [Theory, MemberData(nameof(Optimizers))]
    public void A_factor_is_a_learning_rate_so_many_times_as_large(Func<double, Optimizer> make)
    {
        Optimizer scaled = make(0.05);
        scaled.ScaleLearningRate(4, "^w$");
        Near.Equal(Descent.Run(make(0.2)), Descent.Run(scaled), 2e-6, scaled.Name);
    }

    /// <summary>Three steps of torch.optim (1.13, float64) with two parameter groups of their own learning rates.</summary>
    public static TheoryData<Optimizer, double, double, double[]> Groups => new()
    {
        { new SGD(0.1, 0.9), 1, 0.25, [-0.05208969, -0.81766367, 0.43276617, 2.7562666] },
        { new AdamW(0.1, 0.05), 6, 0.1, [-0.58396, -0.29383188, 0.47329369, 2.9654784] },
        { new Adamax(0.1), 6, 0.1, [-0.32136095, -0.63013864, 0.47784778, 2.9716582] },
    };

    [Theory, MemberData(nameof(Groups))]
    public void Groups_of_parameters_are_PyTorchs(Optimizer optimizer, double first, double second, double[] expected)
    {
        Parameter a = new("scaling/kernel", Tensor.Create([1f, -2])), b = new("dense/bias", Tensor.Create([0.5f, 3]));
        optimizer.ScaleLearningRate(first, "scaling/");
        optimizer.ScaleLearningRate(second, [b]);
        Function step = new(() =>
        {
            Tensor cost = a.Value.Square().Sum() + (a.Value * b.Value).Sum() * 0.5 + b.Value.Pow(3).Sum() * 0.1;
            optimizer.Apply([a, b], Gradient.Of(cost, [a, b]));
            return cost;
        });
        for (int i = 0; i < 3; i++) { step.Call(); }
        Near.Equal(expected, [.. a.Value.ToDoubles(), .. b.Value.ToDoubles()], 1e-5, optimizer.Name);
    }

    [Fact]
    public void Factors_that_concern_the_same_parameter_multiply()
    {
        SGD optimizer = new(0.1);
        optimizer.ScaleLearningRate(3, "w", "w$");
        optimizer.ScaleLearningRate(2, "^w");
        Near.Equal(Descent.Run(new SGD(0.6)), Descent.Run(optimizer), 1e-6);
    }

    [Fact]
    public void They_are_given_before_training_and_are_numbers_above_0()
    {
        SGD optimizer = new(0.1);
        Assert.Throws<ArgumentOutOfRangeException>(() => optimizer.ScaleLearningRate(0, "w"));
        Descent.Run(optimizer);
        string message = Assert.Throws<InvalidOperationException>(() => optimizer.ScaleLearningRate(2, "w")).Message;
        Assert.Contains("ScaleLearningRate", message, StringComparison.Ordinal);
    }
}
