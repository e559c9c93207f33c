using Hebb.Graphs;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests.Ops;

public sealed class RandomUniformTests
{
    private static readonly RandomKey s_key = RandomKey.FromSeed(7);

    [Fact]
    public void Moments_are_right()
    {
        double[] uniform = Tensor.RandomUniform([40000], s_key, -1, 3).ToDoubles(), normal = Tensor.RandomNormal([40000], s_key, 2, 0.5).ToDoubles();
        Assert.Equal(1, uniform.Average(), 0.03);
        Assert.Equal(16 / 12.0, uniform.Average(x => (x - 1) * (x - 1)), 0.03);
        Assert.InRange(uniform.Min(), -1, -0.999);
        Assert.InRange(uniform.Max(), 2.999, 3);
        Assert.Equal(2, normal.Average(), 0.015);
        Assert.Equal(0.25, normal.Average(x => (x - 2) * (x - 2)), 0.01);
        Assert.Equal(0.0455, normal.Count(x => Math.Abs(x - 2) > 1) / 40000.0, 0.005);
    }

    [Fact]
    public void Equal_keys_repeat_and_others_do_not()
    {
        Assert.Equal(Tensor.RandomUniform([8], s_key).ToDoubles(), Tensor.RandomUniform([8], s_key).ToDoubles());
        Assert.NotEqual(Tensor.RandomUniform([8], s_key).ToDoubles(), Tensor.RandomUniform([8], s_key.Child(1)).ToDoubles());
        Assert.Equal(
            8,
            new[]
            {
                s_key,
                s_key.Child(0),
                s_key.Child(1),
                s_key.Child("a"),
                s_key.Child("b"),
                s_key.Child(0).Child(1),
                s_key.Child(1).Child(0),
                RandomKey.FromSeed(8),
            }.Distinct().Count());
    }

    [Fact]
    public void Each_call_of_a_function_draws_anew_and_a_step_set_back_repeats()
    {
        Function draw = new(() => Tensor.RandomUniform([8], s_key));
        double[] first = draw.Call()[0].ToDoubles(), second = draw.Call()[0].ToDoubles();
        Assert.NotEqual(first, second);
        draw.Step = 0;
        Assert.Equal(first, draw.Call()[0].ToDoubles());
    }
}
