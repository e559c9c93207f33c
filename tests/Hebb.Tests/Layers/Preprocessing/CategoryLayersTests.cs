using Hebb.Layers;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests.Layers;

/// <summary>Golden values: the examples of Keras' documentation, and its algorithm for quantiles run by NumPy 1.24.</summary>
public sealed class CategoryLayersTests
{
    [Fact]
    public void CategoryEncoding_makes_rows()
    {
        Near.Equal([0, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 0], new CategoryEncoding(4, OutputMode.OneHot).Apply(Tensor.Create(3, 2, 0, 1)), 0);
        Tensor pairs = Tensor.Create(new[,] { { 0, 1 }, { 0, 0 }, { 1, 2 }, { 3, 1 } });
        Near.Equal([1, 1, 0, 0, 1, 0, 0, 0, 0, 1, 1, 0, 0, 1, 0, 1], new CategoryEncoding(4).Apply(pairs), 0);
        Near.Equal([1, 1, 0, 0, 2, 0, 0, 0, 0, 1, 1, 0, 0, 1, 0, 1], new CategoryEncoding(4, OutputMode.Count).Apply(pairs), 0);
        Assert.Equal<Shape>([4, 2, 4], new CategoryEncoding(4, OutputMode.OneHot).Apply(pairs).Shape);
        Assert.Equal<Shape>([4, 4], new CategoryEncoding(4, OutputMode.OneHot).Apply(pairs.Slice(1, ..1)).Shape);
        Assert.Contains("Index 4", Assert.Throws<ArgumentOutOfRangeException>(() => new CategoryEncoding(4).Apply(Tensor.Create(4f)).ToArray<float>()).Message);
        Assert.Throws<ArgumentException>(() => new CategoryEncoding(4, OutputMode.Int));
    }

    [Fact]
    public void Counting_goes_over_the_axes_that_Keras_counts_over()
    {
        // keras.layers.CategoryEncoding(6, output_mode=…)(numpy.array([1, 3, 3, 0])): one row; of (2, 3, 4) the second axis is counted over.
        Tensor numbers = Tensor.Create(1, 3, 3, 0);
        Near.Equal([1, 1, 0, 2, 0, 0], new CategoryEncoding(6, OutputMode.Count).Apply(numbers), 0);
        Near.Equal([1, 1, 0, 1, 0, 0], new CategoryEncoding(6).Apply(numbers), 0);
        Tensor cube = Tensor.Create([.. Enumerable.Range(0, 24).Select(i => (float)(i % 5))], [2, 3, 4]);
        foreach (OutputMode mode in (OutputMode[])[OutputMode.MultiHot, OutputMode.Count])
        {
            Tensor rows = new CategoryEncoding(6, mode).Apply(cube);
            Assert.Equal<Shape>([2, 4, 6], rows.Shape);
            Near.Equal([1, 0, 0, 1, 1, 0, 1, 1, 0, 0, 1, 0], rows.ToDoubles()[..12], 0);
            Assert.Equal<Shape>([2, 4, 5], new Discretization([1, 2, 3, 4]) { OutputMode = mode }.Apply(cube).Shape);
            Assert.Equal<Shape>([5], new Discretization([1, 2, 3, 4]) { OutputMode = mode }.Apply(numbers).Shape);
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(1e30)]
    [InlineData(-1)]
    [InlineData(-0.5)]
    public void What_is_no_category_is_never_one(double value)
    {
        Tensor x = Tensor.Create(1f, (float)value);
        Refused(new Embedding(5, 2), x);
        Refused(new CategoryEncoding(5), x);
        Refused(new CategoryEncoding(5, OutputMode.OneHot), x);
        if (!double.IsFinite(value) || value == 1e30)
        {
            Refused(new Hashing(5), x);
            Refused(new IntegerLookup([0, 1, 2]), x);
            Refused(new HashedCrossing(5), x, x);
        }

        if (double.IsNaN(value)) { Refused(new Discretization([0, 1]), x); }
        else { Assert.Equal(value < 0 ? 0 : 2, new Discretization([0, 1]).Apply(x).ToDoubles()[1]); }

        static void Refused(Layer layer, params Tensor[] inputs)
        {
            ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() => Near.Run(x => layer.Apply(x), inputs));
            Assert.Contains("position 1", error.Message, StringComparison.Ordinal);
            Assert.Throws<ArgumentOutOfRangeException>(() => layer.Apply(inputs).ToDoubles());
        }
    }

    [Fact]
    public void A_number_of_64_bits_is_not_cut_to_a_category()
    {
        Tensor large = Tensor.Create(1L, (1L << 32) + 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => new CategoryEncoding(5).Apply(large).ToDoubles());
        Assert.Throws<ArgumentOutOfRangeException>(() => new Embedding(5, 2).Apply(large).ToDoubles());
    }

    [Fact]
    public void Discretization_finds_ranges()
    {
        Discretization layer = new([0, 1, 2]);
        Tensor x = Tensor.Create(new[,] { { -1.5f, 1, 3.4f, 0.5f }, { 0, 3, 1.3f, 0 } });
        Assert.Equal([0, 2, 3, 1, 1, 3, 2, 1], layer.Apply(x).ToArray<int>());
        Near.Equal([1, 1, 1, 1, 0, 2, 1, 1], new Discretization([0, 1, 2]) { OutputMode = OutputMode.Count }.Apply(x), 0);
        Assert.Throws<ArgumentException>(() => new Discretization([1, 0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Discretization(1));
    }

    [Fact]
    public void Discretization_learns_quantiles()
    {
        Discretization layer = new(4);
        Tensor x = Tensor.Create(new[,] { { -1.5f, 1, 3.4f, 0.5f }, { 0, 3, 1.3f, 0 } });
        Assert.Contains("Adapt", Assert.Throws<InvalidOperationException>(() => layer.Apply(x)).Message);
        layer.Adapt(x);
        Assert.Equal([0, 2, 3, 2, 1, 3, 3, 1], layer.Apply(x).ToArray<int>());
        Assert.Contains("new layer", Assert.Throws<InvalidOperationException>(() => layer.Adapt(x)).Message);

        Tensor data = Tensor.Create<double>([.. Enumerable.Range(0, 1000).Select(i => i * i * 37 % 1009 / 10.0)]);
        Near.Equal([50.25], Learned(new(2)), 1e-6);
        Near.Equal([12.971428871154785, 27.74285888671875, 42.61428451538086, 57.31428909301758, 71.94285583496094, 86.80000305175781], Learned(new(7)), 1e-6);
        Near.Equal(
            [8.579999923706055, 19.380001068115234, 29.15999984741211, 40.0, 50.25, 60.18000030517578, 70.38999938964844, 80.81999969482422, 90.94000244140625],
            Learned(new(10)),
            1e-6);
        Near.Equal([17.420000076293945, 36.0, 54.53999710083008, 73.30000305175781], Learned(new(5) { Epsilon = 0.1 }), 1e-6);
        Assert.Contains("element 1", Assert.Throws<ArgumentException>(() => new Discretization(2).Adapt(Tensor.Create(1, float.NaN))).Message);
        Assert.Throws<InvalidOperationException>(() => new Discretization([1]).Adapt(data));

        double[] Learned(Discretization discretization)
        {
            discretization.Adapt(data);
            return [.. discretization.BinBoundaries!];
        }
    }
}
