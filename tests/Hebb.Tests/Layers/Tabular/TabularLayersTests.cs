using Hebb.Activations;
using Hebb.Initializers;
using Hebb.Layers;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests.Layers;

/// <summary>Values of the layers for tables as NumPy 1.24 and PyTorch 1.13 compute the papers' formulas in double, with weights sin(a·i + b).</summary>
public sealed class TabularLayersTests
{
    private static readonly Tensor s_x = Wave([2, 3], 1.3, 0.2) * 2, s_members = Wave([2, 3, 4], 0.6, 0.2);

    /// <summary>Six rows; the second feature is constant, the third has a value that fills half of it.</summary>
    private static readonly Tensor s_data =
        Tensor.Create(new[,] { { 0f, 5, 1 }, { 1, 5, 2 }, { 2, 5, 4 }, { 3, 5, 8 }, { 10, 5, 1 }, { -4, 5, 1 } });

    private static readonly Tensor s_rows = Tensor.Create(new[,] { { -10f, 5, 0.5f }, { 0.5f, 6, 1 }, { 2.4f, 4, 3.3f }, { 99, 5, 20 } });

    [Fact]
    public void Periodic_embedding() => Check(
        new PeriodicEmbedding(2, 2), s_x, [Wave([3, 2], 0.9, 0.5), Wave([3, 4, 2], 0.7, 0.3), Wave([3, 2], 0.5, 0.9)],
        [0, 0, 2.420737, 1.7582934, 1.1706612, 0, 0, 0, 0.57067132, 1.1421779, 1.5999556, 0]);

    [Fact]
    public void Periodic_embedding_with_one_kernel_for_all_features() => Check(
        new PeriodicEmbedding(2, 2) { Shared = true, Activation = null }, s_x, [Wave([3, 2], 0.9, 0.5), Wave([4, 2], 0.7, 0.3), Wave([2], 0.5, 0.9)],
        [-0.45597148, -0.35789245, 1.8828708, 1.192005, -0.8692919, -1.1120579, -0.50139225, -0.51821131, 1.2308552, 2.0652819, -0.13560742, -0.73535508]);

    [Fact]
    public void Cosine_embedding() => Check(
        new CosineEmbedding(3, 2), s_x, [Wave([3, 2], 0.9, 0.5), Wave([3, 2], 0.4, 1.1), Wave([3, 2, 2], 0.7, 0.3), Wave([3, 2], 0.5, 0.9)],
        [
            0.39733866, -0.30534768, -0.072694637, 1.99499, -0.057983007, 0.18717197, 0.66997629, 0.051204327, -1.2150304,
            -1.6365542, -0.35156631, -0.18700492, -1.545529, 0.73824733, -0.16195759, 0.80969983, 0.65473253, -0.39080858,
        ]);

    [Fact]
    public void Bins_lie_between_quantiles_that_differ()
    {
        PiecewiseLinearEncoding encoding = new(4);
        encoding.Adapt(s_data);
        Assert.Equal([-4f, 0.25f, 1.5f, 2.75f, 10, 5, 5, 5, 5, 5, 1, 1.5f, 3.5f, 3.5f, 8], encoding.Parameters[0].ToArray<float>());
        Near.Equal(
            [
                -1.4117647, 0, 0, 0, 0, 0, 0, 0, -1, 0, 0, 0, 1, 0.2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                1, 1, 0.72, 0, 0, 0, 0, 0, 1, 0.9, 0, 0, 1, 1, 1, 13.275862, 0, 0, 0, 0, 1, 1, 0, 3.6666667,
            ],
            encoding.Apply(s_rows), 1e-6);
    }

    [Fact]
    public void Piecewise_linear_embedding()
    {
        PiecewiseLinearEmbedding embedding = new(2, 4) { Residual = true };
        embedding.Adapt(s_data);
        float[] edges = embedding.Parameters[^1].ToArray<float>();
        Check(
            embedding, s_rows, [Wave([3, 4, 2], 0.7, 0.3), Wave([3, 2], 0.5, 0.9), Wave([3, 2], 0.8, 0.4), Tensor.Create<float>(edges, [3, 5])],
            [
                -3.5280614, -9.5228996, 5.4927874, 2.350404, 0.89344126, -0.37311289, 1.4718893, 2.4280329, 6.4020844, 2.6853921, -0.20327111, -1.2071432,
                3.0350540, 4.2987399, 4.5834899, 2.0154157, -1.8017932, -2.9808116, 27.686953, 82.433769, 5.4927874, 2.350404, -9.1299391, -21.126375,
            ]);
    }

    [Fact]
    public void Smooth_clipping() => Near.Equal(
        [-3, -2.1213202, -0.49319696, 0, 0.94868332, 2.1213202, 3, 3],
        new SmoothClip().Apply(Tensor.Create([-1e30f, -3, -0.5f, 0, 1, 3, 1e8f, float.PositiveInfinity])), 1e-6);

    [Fact]
    public void Parametric_activation() => Check(
        new ParametricActivation(Activation.Gelu()), s_x, [Tensor.Create([0f, 1, 1.7f])],
        [0.39733866, 1.9490614, 0.38360029, -1.6365542, -0.094446011, 0.52193588]);

    [Fact]
    public void Scaling_multiplies_features()
    {
        double[] x = s_members.ToDoubles();
        Check(new FeatureScaling(), s_members, [Wave([4], 0.5, 0.9)], [.. x.Select((value, i) => value * Math.Sin(0.5 * (i % 4) + 0.9))]);
        Check(new FeatureScaling(perMember: true), s_members, [Wave([3, 4], 0.5, 0.9)], [.. x.Select((value, i) => value * Math.Sin(0.5 * (i % 12) + 0.9))]);
    }

    [Fact]
    public void Layers_side_by_side() => Check(
        new MemberDense(2, Activation.Tanh), s_members, [Wave([3, 4, 2], 0.7, 0.3), Wave([3, 2], 0.5, 0.9)],
        [
            0.60786271, 0.22687612, 0.71292061, 0.93498421, 0.66064787, -0.67708713, 0.95105177, 0.94291502, 0.22666155, 0.48127329, 0.87804013, -0.078800552,
        ]);

    [Fact]
    public void Batch_ensemble() => Check(
        new BatchEnsembleDense(2, Activation.Relu), s_members,
        [Wave([4, 2], 0.7, 0.3), Wave([3, 4], 0.8, 0.4), Wave([3, 2], 0.3, 0.7), Wave([3, 2], 0.5, 0.9)],
        [1.057373, 0.7324605, 0.70563263, 0, 0, 0, 1.4099175, 1.3580511, 1.5640472, 0.60040474, 0.2206832, 0]);

    [Fact]
    public void Each_member_begins_like_a_layer_of_its_own()
    {
        MemberDense dense = new(50) { KernelInitializer = Initializer.HeUniform };
        dense.Apply(Tensor.Zeros([1, 4, 30]));
        float[] kernel = dense.Parameters[0].ToArray<float>();
        Assert.InRange(kernel.Max(), 0.98 * Math.Sqrt(6 / 30.0), Math.Sqrt(6 / 30.0)); // 30 inputs, and not 4 times as many
        Assert.NotEqual(kernel[..1500], kernel[1500..3000]);
    }

    [Fact]
    public void Starting_values_are_the_papers()
    {
        PeriodicEmbedding embedding = new(40, 50, sigma: 0.3);
        embedding.Apply(Tensor.Zeros([1, 20]));
        double[] frequencies = embedding.Parameters[0].Value.ToDoubles(), kernel = embedding.Parameters[1].Value.ToDoubles();
        Assert.Equal(0.3, Math.Sqrt(frequencies.Average(c => c * c)), 0.03);
        Assert.InRange(kernel.Max(), 0.0999, 0.1); // 1/√(2·50)
        CosineEmbedding cosine = new(40, 50);
        cosine.Apply(Tensor.Zeros([1, 20]));
        Assert.InRange(cosine.Parameters[1].Value.ToDoubles().Max(), 0.99 * Math.PI, Math.PI);
        PiecewiseLinearEmbedding line = new(3, 4) { Residual = true };
        Near.Equal([0, 0, 0], (line.Apply(Tensor.Create(new[,] { { 2f } })) * 2 - line.Apply(Tensor.Create(new[,] { { 0f } }))
            - line.Apply(Tensor.Create(new[,] { { 4f } }))).ToDoubles(), 1e-6);
    }

    [Fact]
    public void Unknown_data_are_refused()
    {
        PiecewiseLinearEncoding encoding = new(2);
        Assert.Contains("feature 1 contains NaN", Assert.Throws<ArgumentException>(
            () => encoding.Adapt(Tensor.Create(new[,] { { 1f, 2 }, { 3, float.NaN } }))).Message, StringComparison.Ordinal);
        Assert.Contains("none", Assert.Throws<ArgumentException>(() => encoding.Adapt(Tensor.Zeros([0, 2]))).Message, StringComparison.Ordinal);
        encoding.Adapt(Tensor.Create(new[,] { { 1f, 2 }, { 3, 4 } }));
        Assert.Contains("built for 2 features", Assert.Throws<ShapeException>(() => encoding.Apply(Tensor.Zeros([1, 3]))).Message, StringComparison.Ordinal);
        Assert.Contains("(batch, features)", Assert.Throws<ShapeException>(
            () => new PeriodicEmbedding().Apply(Tensor.Zeros([1, 3, 2]))).Message, StringComparison.Ordinal);
        Assert.Contains("RepeatVector", Assert.Throws<ShapeException>(
            () => new BatchEnsembleDense(2).Apply(Tensor.Zeros([1, 3]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_unknown_remains_unknown() => Assert.All(
        new Layer[] { new PiecewiseLinearEncoding(3), new SmoothClip(), new PeriodicEmbedding(2, 2) { Activation = null } },
        layer => Assert.All(layer.Apply(Tensor.Create(new[,] { { float.NaN } })).ToDoubles(), value => Assert.True(double.IsNaN(value))));

    private static void Check(Layer layer, Tensor x, Tensor[] weights, double[] expected)
    {
        layer.Apply(x);
        Assert.Equal(layer.Parameters.Select(parameter => parameter.Shape.ToString()), weights.Select(weight => weight.Shape.ToString()));
        for (int i = 0; i < weights.Length; i++) { layer.Parameters[i].Assign(weights[i]); }
        Near.Equal(expected, layer.Apply(x), 2e-5, $"{layer}, step by step,");
        Near.Equal(expected, Near.Run(inputs => layer.Apply(inputs[0]), x), 2e-5, $"{layer}, compiled,");
    }

    private static Tensor Wave(Shape shape, double a, double b) =>
        Tensor.Create<float>([.. Enumerable.Range(0, (int)shape.Size).Select(i => (float)Math.Sin(a * i + b))], shape);
}
