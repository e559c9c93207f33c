using Hebb.Learning.Training;

namespace Hebb.Learning.Tests.Training;

/// <summary>Weights are those of scikit-learn's LogisticRegression(tol=1e-12) on the rows that its TfidfVectorizer(sublinear_tf=True) makes of five
/// texts.</summary>
public sealed class LogisticRegressionTests
{
    /// <summary>The columns are a, b, c, d; zeros are left out.</summary>
    private static readonly float[][] s_rows =
    [
        [0.498215f, 0.709622f, 0.498215f, 0], [0, 0.435201f, 0.517338f, 0.736859f], [0.895555f, 0, 0, 0.444952f],
        [0.541107f, 0.455196f, 0.541107f, 0.455196f], [0, 0.430165f, 0, 0.90275f],
    ];

    [Theory]
    [InlineData(1, new[] { -0.50472878, 0.08220257, 0.12177538, 0.48370376, 0.29271168 })]
    [InlineData(10, new[] { -2.00053791, 0.28213508, 0.96711110, 2.44760253, -0.29027822 })]
    public void Two_classes_are_told_apart_as_by_scikit_learn(double c, double[] expected) =>
        Near(expected, Solve(1, [0, 1, 0, 1, 1], [1, 1, 1, 1, 1], c));

    [Fact]
    public void Rows_count_by_their_weights() =>
        Near([-1.93163197, 0.31928027, 1.74004741, 2.87518158, -0.14219835], Solve(1, [0, 1, 0, 1, 1], [1, 2, 1, 3, 1], 10));

    [Fact]
    public void Several_classes_have_a_softmax()
    {
        // Weights are kept feature by feature, one for each class, and the constants at the end.
        double[] weights = Solve(3, [0, 1, 2, 1, 2], [1, 1, 1, 1, 1], 10);
        Near(
            [0.20768359, -0.40325568, 0.19557209, 1.28511882, -0.19790544, -1.08721338,
                0.40114842, 2.06536077, -2.46650919, -2.09385727, 0.99604463, 1.09781264],
            weights[..12]);
        double[] answers = new double[3];
        LogisticRegression.Probabilities(Sparse(s_rows[3]), weights, answers);
        Near([0.20390388, 0.60453574, 0.19156036], answers);
        Assert.Equal(1, answers.Sum(), 1e-12);
    }

    [Fact]
    public void A_search_begun_elsewhere_ends_at_the_same_place_and_a_cancelled_one_where_it_is()
    {
        LogisticRegression problem = Problem(1, [0, 1, 0, 1, 1], [1, 1, 1, 1, 1]);
        Near(problem.Solve(10, null, default), problem.Solve(10, problem.Solve(100, null, default), default));
        Assert.Equal([1, 2, 3, 4, 5], problem.Solve(10, [1, 2, 3, 4, 5], new CancellationToken(canceled: true)));
    }

    private static double[] Solve(int outputs, float[] truth, float[] counts, double c) => Problem(outputs, truth, counts).Solve(c, null, default);

    private static LogisticRegression Problem(int outputs, float[] truth, float[] counts) => new([.. s_rows.Select(Sparse)], 4, outputs, truth, counts);

    private static SparseRow Sparse(float[] row)
    {
        int[] places = [.. Enumerable.Range(0, row.Length).Where(place => row[place] != 0)];
        return new(places, [.. places.Select(place => row[place])]);
    }

    /// <summary>The search ends where the slope is below a hundred-thousandth.</summary>
    private static void Near(double[] expected, double[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < expected.Length; i++) { Assert.Equal(expected[i], found[i], 2e-3); }
    }
}
