using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;
using Hebb.Ops;

namespace Hebb.Data.Tests.Preprocessing;

/// <summary>Golden values: eng/golden/scalers.py (scikit-learn 1.2.1).</summary>
public sealed class NumberScalerTests
{
    private const double None = double.NaN;

    private static readonly NumberColumn[] s_columns = [new("a", 1, 2, 4, 9.5, -3), new("same", 7, 7, 7, 7, 7), new("gap", None, 5, -1, 2, 40)];

    private static readonly NumberColumn[] s_later = [new("a", 0.5, 100), new("same", 8, 7), new("gap", 3, -50)];

    public static TheoryData<NumberScaler, double[][], double[][]> Golden => new()
    {
        {
            new MinMaxScaler(),
            [[0.32, 0.4, 0.56, 1.0, 0.0], [0, 0, 0, 0, 0], [None, 0.14634146341463414, 0.0, 0.07317073170731708, 1.0]],
            [[0.27999999999999997, 8.24], [1, 0], [0.0975609756097561, -1.1951219512195121]]
        },
        {
            new MinMaxScaler(-1, 1),
            [[-0.36, -0.2, 0.12, 1.0, -1.0], [-1, -1, -1, -1, -1], [None, -0.7073170731707317, -1.0, -0.8536585365853658, 1.0]],
            [[-0.44, 15.48], [1, -1], [-0.8048780487804877, -3.3902439024390243]]
        },
        {
            new MaxAbsScaler(),
            [[0.10526315789473684, 0.21052631578947367, 0.42105263157894735, 1.0, -0.3157894736842105], [1, 1, 1, 1, 1], [None, 0.125, -0.025, 0.05, 1.0]],
            [[0.05263157894736842, 10.526315789473685], [1.1428571428571428, 1], [0.075, -1.25]]
        },
        {
            new RobustScaler(),
            [[-0.3333333333333333, 0.0, 0.6666666666666666, 2.5, -1.6666666666666667], [0, 0, 0, 0, 0], [None, 0.12, -0.36, -0.12, 2.92]],
            [[-0.5, 32.666666666666664], [1, 0], [-0.04, -4.28]]
        },
        {
            new RobustScaler(0.1, 0.9),
            [
                [-0.11494252873563217, 0.0, 0.22988505747126434, 0.8620689655172413, -0.5747126436781609],
                [0, 0, 0, 0, 0],
                [None, 0.05067567567567566, -0.15202702702702697, -0.05067567567567566, 1.2331081081081077],
            ],
            [[-0.17241379310344826, 11.264367816091953], [1, 0], [-0.016891891891891886, -1.807432432432432]]
        },
    };

    public static TheoryData<QuantileOutput, int, double[]> Ranks => new()
    {
        {
            QuantileOutput.Uniform, 10,
            [0.0, 0.0, 0.2777777777777778, 0.3333333333333335, 0.5481481481481482, 0.6111111111111112, 0.6944444444444444, 0.9986772486772487, 1.0, 1.0]
        },
        {
            QuantileOutput.Uniform, 4,
            [0.0, 0.0, 0.1666666666666668, 0.3333333333333335, 0.6499999999999999, 0.6666666666666666, 0.6701388888888888, 0.9965277777777778, 1.0, 1.0]
        },
        {
            QuantileOutput.Normal, 10,
            [
                -5.199337582605575, -5.199337582605575, -0.5894557978497783, -0.43072729929545717, 0.12098400573579553, 0.28221614706250825, 0.5084880591093566,
                3.006182388363966, 5.19933758270342, 5.19933758270342
            ]
        },
        {
            QuantileOutput.Normal, 4,
            [
                -5.199337582605575, -5.199337582605575, -0.9674215661017005, -0.43072729929545717, 0.3853204664075674, 0.43072729929545744, 0.44029671144621924,
                2.6994967002249752, 5.19933758270342, 5.19933758270342
            ]
        },
    };

    private static void AreEqual(double[][] expected, NumberColumn[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            for (int row = 0; row < expected[i].Length; row++) { Assert.Equal(expected[i][row], actual[i][row], tolerance); }
        }
    }

    [Theory]
    [MemberData(nameof(Golden), DisableDiscoveryEnumeration = true)]
    public void Values_equal_those_of_scikit_learn_and_the_inverse_gives_them_back(NumberScaler scaler, double[][] fitted, double[][] later)
    {
        scaler.Fit(s_columns);
        AreEqual(fitted, scaler.Transform(s_columns), 1e-14);
        AreEqual(later, scaler.Transform(s_later), 1e-13);
        AreEqual([[.. s_later[0].Values], [.. s_later[1].Values], [.. s_later[2].Values]], scaler.InverseTransform(scaler.Transform(s_later)), 1e-12);
    }

    [Theory]
    [MemberData(nameof(Ranks), DisableDiscoveryEnumeration = true)]
    public void Ranks_equal_those_of_scikit_learn_among_ties_and_beyond_the_ends(QuantileOutput output, int quantiles, double[] expected)
    {
        var scaler = new QuantileTransformer(quantiles, output).Fit(new NumberColumn("x", 1, 1, 1, 2, 2.5, 4, 4, 8, 16, 100));
        AreEqual([expected], scaler.Transform(new NumberColumn("x", -5, 1, 1.5, 2, 3.9, 4, 5, 99, 100, 1000)), 1e-9);
    }

    [Fact]
    public void Ranks_turn_back_as_those_of_scikit_learn()
    {
        var tied = new NumberColumn("x", 1, 1, 1, 2, 2.5, 4, 4, 8, 16, 100);
        var ranks = new NumberColumn("x", 0, 0.25, 0.6, 1);
        AreEqual([[1.0, 1.25, 4.0, 100.0]], new QuantileTransformer(10).Fit(tied).InverseTransform(ranks), 1e-12);
        AreEqual(
            [[3.25, 4.0, 6.126887760997352, 12.576821716935093]], new QuantileTransformer(10, QuantileOutput.Normal).Fit(tied).InverseTransform(ranks), 1e-9);
    }

    [Fact]
    public void Normal_quantiles_equal_those_of_scipy()
    {
        double[] probabilities = [1e-7, 0.001, 0.05, 0.3, 0.5, 0.77, 0.99, 1 - 1e-9];
        double[] expected =
            [-5.1993375821928165, -3.090232306167813, -1.6448536269514729, -0.5244005127080409, 0.0, 0.7388468491852137, 2.3263478740408408, 5.997807019601637];
        for (int i = 0; i < expected.Length; i++) { Assert.Equal(expected[i], Normal.Quantile(probabilities[i]), 1e-14); }
    }

    [Fact]
    public void Percentiles_equal_those_of_numpy()
    {
        double[] values = [1.0, 2, 4, 9.5, 30];
        Assert.Equal(
            [1.0, 1.4, 2.0, 4.0, 7.5200000000000005, 9.5, 30.0], ((double[])[0, 0.1, 0.25, 0.5, 0.66, 0.75, 1]).Select(share => Percentile.Of(values, share)));
    }

    [Fact]
    public void A_column_without_values_and_another_number_of_columns_are_errors()
    {
        Assert.Contains(
            "column 'x': The column has no values",
            Assert.Throws<DataException>(() => new RobustScaler().Fit(new NumberColumn("x", None))).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new MaxAbsScaler().Fit(s_columns).Transform(s_columns[0]));
        Assert.Throws<ArgumentException>(() => new MinMaxScaler(1, 1));
        Assert.Throws<ArgumentException>(() => new RobustScaler(0.8, 0.2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new QuantileTransformer(1));
    }

    [Fact]
    public void Running_moments_equal_those_of_two_passes()
    {
        var random = new SplitMix64(3);
        double[] values = [.. Enumerable.Range(0, 1000).Select(_ => 1e6 + random.NextNormal())];
        RunningMoments moments = new();
        foreach (double value in values) { moments.Add(value); }
        (double mean, _, double scale) = StandardScaler.Moments(values);
        Assert.Equal(mean, moments.Map.Shift, 1e-8);
        Assert.Equal(scale, moments.Map.Scale, 1e-9);
        double[] filled = [.. values, .. Enumerable.Repeat(mean, 50)];
        Assert.Equal(StandardScaler.Moments(filled).Scale, moments.MapWith(50).Scale, 1e-9);
    }
}
