using Hebb.Layers;
using Hebb.Tensors;

namespace Hebb.Tests.Layers;

public sealed class MergingLayersTests
{
    private static readonly Tensor s_a = Tensor.Create(new float[,] { { 1, -2 } }), s_b = Tensor.Create(new float[,] { { 10, 20 } }),
        s_c = Tensor.Create(new float[,] { { -5, 0.5f } });

    [Fact]
    public void They_work_element_by_element()
    {
        Near.Equal([6, 18.5], new Add().Apply([s_a, s_b, s_c]), 0);
        Near.Equal([-9, -22], new Subtract().Apply([s_a, s_b]), 0);
        Near.Equal([-50, -20], new Multiply().Apply([s_a, s_b, s_c]), 0);
        Near.Equal([2, 18.5 / 3], new Average().Apply([s_a, s_b, s_c]), 1e-6);
        Near.Equal([10, 20], new Maximum().Apply([s_a, s_b, s_c]), 0);
        Near.Equal([-5, -2], new Minimum().Apply([s_a, s_b, s_c]), 0);
    }

    [Fact]
    public void An_input_with_fewer_axes_meets_the_others_behind_the_batch()
    {
        // With a batch of 2 and 2 steps, broadcasting from the last axis on would mix rows with steps.
        Tensor steps = Tensor.Zeros([2, 2, 3]), rows = Tensor.Create(new float[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        Assert.Equal([1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6], new Add().Apply([steps, rows]).ToArray<float>());
        Assert.Equal<Shape>([2, 2, 3], new Subtract().Apply([rows, steps]).Shape);
    }

    [Fact]
    public void Dot_multiplies_along_the_axes()
    {
        Tensor a = Waves([2, 3, 5], MathF.Sin), b = Waves([2, 4, 3], MathF.Cos), y = new Dot((1, 2)).Apply([a, b]);
        Assert.Equal<Shape>([2, 5, 4], y.Shape);
        // torch.einsum("bij,bki->bjk") of PyTorch 1.13.
        Near.Equal(
            [-0.2917163324419537, 0.47247651777181576, -0.6437800823860554, 0.8021983842742074, 1.1066449078699205, -0.9340712105306446],
            y.ToDoubles()[..6],
            1e-6);
        Assert.Equal([-30], new Dot(1).Apply([s_a, s_b]).ToArray<float>());
        Assert.Equal<Shape>([1, 1], new Dot(-1).Apply([s_a, s_b]).Shape);
        // torch.nn.functional.cosine_similarity of PyTorch 1.13.
        Tensor x = Tensor.Create(new float[,] { { 1, 2, -1 }, { 0.5f, -2, 4 } }), reversed = Tensor.Create(new float[,] { { -1, 2, 1 }, { 4, -2, 0.5f } });
        Near.Equal([0.33333333333333337, 0.3950617283950617], new Dot(1, normalize: true).Apply([x, reversed]), 1e-6);
    }

    [Fact]
    public void Inputs_that_do_not_fit_are_refused()
    {
        Assert.Contains("at least two", Assert.Throws<ShapeException>(() => new Multiply().Apply(s_a)).Message);
        Assert.Contains("exactly two", Assert.Throws<ShapeException>(() => new Subtract().Apply([s_a, s_b, s_c])).Message);
        Assert.Contains("2 and 3 differ", Assert.Throws<ShapeException>(() => new Dot(1).Apply([s_a, Tensor.Zeros([1, 3])])).Message);
        Assert.Contains("same batch", Assert.Throws<ShapeException>(() => new Dot(1).Apply([s_a, Tensor.Zeros([2, 2])])).Message);
        Assert.Contains("along the batch", Assert.Throws<ShapeException>(() => new Dot(-2).Apply([s_a, s_b])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dot(0));
    }

    private static Tensor Waves(Shape shape, Func<float, float> f) => Tensor.Create([.. Enumerable.Range(0, (int)shape.Size).Select(i => f(i))], shape);
}
