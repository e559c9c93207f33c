using Hebb.Activations;
using Hebb.Graphs;
using Hebb.Initializers;
using Hebb.Layers;
using Hebb.Regularizers;
using Hebb.Tensors;

namespace Hebb.Tests.Layers;

public sealed class CoreLayersTests
{
    [Fact]
    public void Dense_computes_activation_of_x_times_kernel_plus_bias()
    {
        Dense layer = new(2, Activation.Relu);
        Tensor x = Tensor.Create(new float[,] { { 1, 2, 3 } });
        layer.Apply(x);
        layer.Parameters[0].SetValues<float>([1, -1, 2, -2, 3, -3]);
        layer.Parameters[1].SetValues<float>([0.5f, 20]);
        Assert.Equal([14.5f, 6], layer.Apply(x).ToArray<float>()); // 1 + 4 + 9 + 0.5 and −14 + 20
        Assert.Equal(["dense/kernel", "dense/bias"], layer.Parameters.Select(p => p.Name));
    }

    [Fact]
    public void Dense_works_on_the_last_axis_of_any_rank()
    {
        Dense layer = new(5, useBias: false);
        Assert.Equal<Shape>([2, 3, 5], layer.Apply(Tensor.Zeros([2, 3, 4])).Shape);
        Assert.Equal<Shape>([4, 5], Assert.Single(layer.Parameters).Shape);
    }

    [Fact]
    public void Dense_starts_with_glorot_uniform_and_zeros()
    {
        Dense layer = new(300);
        layer.Apply(Tensor.Zeros([1, 300]));
        float[] kernel = layer.Parameters[0].ToArray<float>();
        double limit = Math.Sqrt(6.0 / 600);
        Assert.All(kernel, w => Assert.InRange(w, -limit, limit));
        Assert.InRange(kernel.Select(w => (double)w * w).Average(), limit * limit / 3 * 0.98, limit * limit / 3 * 1.02);
        Assert.All(layer.Parameters[1].ToArray<float>(), b => Assert.Equal(0, b));
    }

    [Fact]
    public void Dense_says_that_flatten_is_missing()
    {
        Dense layer = new(10);
        layer.Apply(Tensor.Zeros([32, 784]));
        ShapeException e = Assert.Throws<ShapeException>(() => layer.Apply(Tensor.Zeros([32, 28, 28])));
        Assert.Equal("dense: Dense(10) expects the last axis of its input to be 784, but got shape (32, 28, 28). Add a Flatten layer before it.", e.Message);
        ShapeException other = Assert.Throws<ShapeException>(() => layer.Apply(Tensor.Zeros([32, 5])));
        Assert.Equal("dense: Dense(10) expects the last axis of its input to be 784, but got shape (32, 5).", other.Message);
    }

    [Fact]
    public void Dense_penalties_are_those_of_its_regularizers()
    {
        Dense layer = new(1)
        {
            KernelInitializer = Initializer.Constant(3),
            BiasInitializer = Initializer.Constant(2),
            KernelRegularizer = new L2(0.1),
            BiasRegularizer = new L1(0.5),
        };
        layer.Apply(Tensor.Zeros([1, 2]));
        Assert.Equal([0.1 * 18, 1], layer.Penalties().Select(p => Math.Round(p.Item(), 5)));
    }

    [Fact]
    public void Dropout_keeps_the_expectation_and_scales_what_it_keeps()
    {
        Dropout layer = new(0.25);
        float[] y = new Function(x => layer.Apply(x, training: true)).Call(Tensor.Ones([100, 400]))[0].ToArray<float>();
        Assert.All(y, value => Assert.True(value == 0 || Math.Abs(value - 4 / 3f) < 1e-6));
        Assert.InRange(y.Count(value => value == 0) / 40000.0, 0.24, 0.26); // standard deviation 0.0022
    }

    [Fact]
    public void Dropout_changes_from_step_to_step_and_is_nothing_outside_training()
    {
        Dropout layer = new(0.5);
        Function f = new(x => layer.Apply(x, training: true));
        Tensor ones = Tensor.Ones([1, 64]);
        Assert.NotEqual(f.Call(ones)[0].ToArray<float>(), f.Call(ones)[0].ToArray<float>());
        Assert.Equal(ones.ToArray<float>(), layer.Apply(ones).ToArray<float>());
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dropout(1));
    }

    [Fact]
    public void Dropout_drops_gradients_where_it_drops_values()
    {
        Dropout layer = new(0.5);
        Function f = new(x => [layer.Apply(x[0], training: true), Gradient.Of(layer.Apply(x[0], training: true), x)[0]]);
        Tensor[] results = f.Call(Tensor.Ones([8, 8]));
        Assert.Equal(results[0].ToArray<float>(), results[1].ToArray<float>());
    }

    [Fact]
    public void Flatten_makes_rows()
    {
        Assert.Equal<Shape>([2, 12], new Flatten().Apply(Tensor.Zeros([2, 3, 4])).Shape);
        Assert.Equal<Shape>([2, 1], new Flatten().Apply(Tensor.Zeros([2])).Shape);
    }

    [Fact]
    public void Add_and_concatenate_merge()
    {
        Tensor a = Tensor.Create(new float[,] { { 1, 2 } }), b = Tensor.Create(new float[,] { { 10, 20 } });
        Assert.Equal([11, 22], new Add().Apply([a, b]).ToArray<float>());
        Assert.Equal([1, 2, 10, 20, 1, 2], new Concatenate().Apply([a, b, a]).ToArray<float>());
        Assert.Throws<ShapeException>(() => new Add().Apply(a));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Concatenate(0));
    }
}
