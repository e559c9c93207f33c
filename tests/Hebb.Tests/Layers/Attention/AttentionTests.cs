using Hebb.Layers;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests.Layers;

public sealed class AttentionTests
{
    private static readonly Tensor s_query = Draw.Floats(new Random(1), [2, 3, 4]);
    private static readonly Tensor s_value = Draw.Floats(new Random(2), [2, 5, 4]);
    private static readonly Tensor s_key = Draw.Floats(new Random(3), [2, 5, 4]);

    [Fact]
    public void The_dot_product_scores() =>
        Near.Equal(Formula((q, k) => q.Zip(k, (a, b) => a * b).Sum(), (_, _) => true), new Attention().Apply([s_query, s_value, s_key]), 1e-5);

    [Fact]
    public void A_sum_scores()
    {
        double Sum(double[] q, double[] k) => q.Zip(k, (a, b) => Math.Tanh(a + b)).Sum();
        Near.Equal(Formula(Sum, (_, _) => true), new AdditiveAttention { UseScale = false }.Apply([s_query, s_value, s_key]), 1e-5);
        Near.Equal(Formula(Sum, (_, _) => true), new Attention { ScoreMode = ScoreMode.Concat }.Apply([s_query, s_value, s_key]), 1e-5);
    }

    [Fact]
    public void Masks_and_time_hide_values()
    {
        bool[,] seen = { { true, true, false, true, false }, { true, false, true, false, true } };
        Tensor mask = Tensor.Create(seen);
        double Dot(double[] q, double[] k) => q.Zip(k, (a, b) => a * b).Sum();
        Near.Equal(Formula(Dot, (query, key) => key <= query), new Attention { UseCausalMask = true }.Apply([s_query, s_value, s_key]), 1e-5);
        Tensor first = new Attention().Apply([s_query, s_value, s_key, mask]).Slice(0, ..1);
        Near.Equal(Formula(Dot, (_, key) => seen[0, key])[..12], first, 1e-5);
        Tensor answered = Tensor.Create(new[,] { { true, false, true }, { false, true, true } });
        double[] y = new Attention().Apply([s_query, s_value, s_key, answered, mask]).ToDoubles();
        Assert.All(y[4..8].Concat(y[12..16]), value => Assert.Equal(0, value));
        Near.Equal(Formula(Dot, (_, key) => seen[0, key])[..4], y[..4], 1e-5);
    }

    [Fact]
    public void Dropped_scores_are_made_up_for()
    {
        Tensor ones = Tensor.Ones([1, 2000, 2]);
        double[] y = new Attention { Dropout = 0.25 }.Apply([ones.Slice(1, ..1), ones], training: true).ToDoubles();
        Assert.InRange(y[0], 0.95, 1.05); // standard deviation of the mean: √(0.25 / 0.75 / 2000) = 0.013
        Assert.NotEqual(1, y[0], 1e-6);
    }

    [Fact]
    public void Features_must_match() =>
        Assert.Contains(
            "same features, but got (2, 3, 4) and (2, 5, 3)",
            Assert.Throws<ShapeException>(() => new Attention().Apply([s_query, s_value.Slice(2, ..3)])).Message,
            StringComparison.Ordinal);

    /// <summary>Attention by its definition.</summary>
    private static double[] Formula(Func<double[], double[], double> score, Func<int, int, bool> sees)
    {
        double[] q = s_query.ToDoubles(), k = s_key.ToDoubles(), v = s_value.ToDoubles(), y = new double[24];
        for (int row = 0; row < 6; row++)
        {
            int batch = row / 3;
            double[] weights = [.. Enumerable.Range(0, 5)
                .Select(j => sees(row % 3, j) ? Math.Exp(score(q[(row * 4)..(row * 4 + 4)], k[((batch * 5 + j) * 4)..((batch * 5 + j) * 4 + 4)])) : 0)];
            for (int i = 0; i < 20; i++) { y[row * 4 + i % 4] += weights[i / 4] / weights.Sum() * v[batch * 20 + i]; }
        }

        return y;
    }
}
