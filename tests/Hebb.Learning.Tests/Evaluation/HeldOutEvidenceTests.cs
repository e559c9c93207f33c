using Hebb.Data.Preprocessing;
using Hebb.Learning.Evaluation;
using Hebb.Ops;

namespace Hebb.Learning.Tests.Evaluation;

/// <summary>
/// Intervals and permutation tests against NumPy and scikit-learn with the same draws (SplitMix64 written out in Python): sample_weight of roc_auc_score,
/// r2_score and accuracy_score, numpy.quantile, scipy.stats.t and norm for the widened tails.
/// </summary>
public sealed class HeldOutEvidenceTests
{
    private const int Rows = 24;

    private static readonly int[] s_rows = [.. Enumerable.Range(0, Rows)];
    private static readonly float[] s_two = [.. s_rows.Select(i => i % 3 == 0 ? 1f : 0f)], s_three = [.. s_rows.Select(i => i % 3f)];
    private static readonly float[] s_a = [.. s_rows.Select(i => ((i * 7) + (int)(s_two[i] * 9)) % 32 / 32f)];
    private static readonly float[] s_b = [.. s_rows.Select(i => ((i * 5) + (int)(s_two[i] * 5)) % 16 / 16f)];
    private static readonly float[] s_numbers = [.. s_rows.Select(i => i * 11 % 24 / 4f)];
    private static readonly float[] s_p = [.. s_rows.Select(i => s_numbers[i] + (((i * 5 % 7) - 3) / 2f))];
    private static readonly float[] s_q = [.. s_rows.Select(i => (s_numbers[i] * 0.5f) + (i * 3 % 5 / 2f))];
    private static readonly TargetEncoder s_binary = TargetEncoder.OfClasses("y", "no", "yes"), s_classes = TargetEncoder.OfClasses("y", "a", "b", "c");
    private static readonly TargetEncoder s_number = TargetEncoder.OfNumber("y");

    [Fact]
    public void The_interval_of_a_roc_auc_is_that_of_numpy_with_the_same_draws() =>
        Check(
            FigureDifference.Of(Of(s_binary, s_two, s_a), Of(s_binary, s_two, s_b), null, Draws),
            "roc_auc", 0.26953125, -0.1435386656340954, 0.6880629711750177);

    [Fact]
    public void Copies_are_drawn_together() => Check(
        FigureDifference.Of(Of(s_binary, s_two, s_a), Of(s_binary, s_two, s_b), [.. s_rows.Select(i => i / 2)], Draws),
        "roc_auc", 0.26953125, -0.07285564241019543, 0.6119181424101954); // twelve units: scipy's t times the jackknife of roc_auc_score

    [Theory]
    [InlineData("accuracy")]
    [InlineData("r2")]
    public void Few_rows_have_the_wider_interval_of_the_jackknife(string figure)
    {
        // Of a mean the jackknife's standard error is s / √n; that of r2 is NumPy's. Nine rows, t(8) = 2.306004.
        bool isNumber = figure == "r2";
        float[] truth = isNumber ? [.. Enumerable.Range(0, 9).Select(i => (float)i)] : [.. Enumerable.Range(0, 9).Select(i => i % 3f)];
        float[] model = isNumber ? truth : [.. truth.SelectMany((code, row) => OneHot(row < 8 ? code : (code + 1) % 3))];
        float[] other = isNumber
            ? [.. truth.Select((value, i) => value + (i == 4 ? 3 : i == 0 ? 1 : 0))]
            : [.. truth.SelectMany((code, row) => OneHot(row < 5 ? code : (code + 1) % 3))];
        FigureDifference difference =
            FigureDifference.Of(Of(isNumber ? s_number : s_classes, truth, model), Of(isNumber ? s_number : s_classes, truth, other), null, Draws);
        Assert.Equal(figure, difference.Figure);
        (double value, double reach) = isNumber ? (10.0 / 60, 0.3889094) : (3.0 / 9, 2.306004 * 0.5 / 3);
        Assert.Equal(value, difference.Value, 1e-6);
        Assert.True(difference.Low <= value - reach + 2e-5 && difference.High >= value + reach - 2e-5, $"{difference.Low} {difference.High}");
        Assert.False(difference.IsBetter);

        static float[] OneHot(float code) => [.. Enumerable.Range(0, 3).Select(i => i == (int)code ? 0.8f : 0.1f)];
    }

    [Fact]
    public void The_interval_of_r2_is_that_of_numpy() => Check(
        FigureDifference.Of(Of(s_number, s_numbers, s_p), Of(s_number, s_numbers, s_q), null, Draws),
        "r2", 0.08956521739130441, -0.20094545876000414, 0.412136313686596);

    [Fact]
    public void The_interval_of_the_accuracy_is_that_of_numpy() => Check(
        FigureDifference.Of(Of(s_classes, s_three, Three(5, 3, 4)), Of(s_classes, s_three, Three(3, 7, 2)), null, Draws),
        "accuracy", -0.125, -0.375, 1.0 / 12);

    [Theory]
    [InlineData("binary", 0.6796875, 0.7813281249999999, 0.079)]
    [InlineData("classes", 0.5052083333333334, 0.677109375, 0.478)]
    [InlineData("number", 0.5730434782608695, 0.1043826086956521, 0.001)]
    [InlineData("half", 0.53125, 0.90625, 0.456)]
    public void Chance_is_that_of_numpy_with_the_same_orders(string what, double value, double limit, double probability)
    {
        int[] rows = what == "half" ? [.. s_rows.Where(i => i % 2 == 0)] : s_rows;
        HeldOutAnswers answers = what switch
        {
            "number" => Of(s_number, s_numbers, s_q),
            "classes" => Of(s_classes, s_three, Three(5, 3, 4)),
            _ => Of(s_binary, s_two, s_a),
        };
        ChanceTest test = answers.TestChance(rows, SplitMix64.Of(7, 1))!;
        Assert.Equal((value, limit, probability), (test.Value, test.Limit, test.Probability), Near);
        Assert.Equal(probability <= 0.01, test.IsBeyondChance);
    }

    [Theory]
    [InlineData(12)]
    [InlineData(30)]
    [InlineData(60)]
    public void On_noise_hardly_anything_is_beyond_chance(int rows)
    {
        int beyond = 0;
        for (int seed = 0; seed < 150; seed++)
        {
            SplitMix64 random = SplitMix64.Of(seed, 9);
            float[] numbers = [.. Enumerable.Range(0, rows).Select(_ => (float)random.NextNormal())];
            float[] answers = [.. Enumerable.Range(0, rows).Select(_ => (float)random.NextDouble())];
            float[] classes = [.. numbers.Select(number => number > 0 ? 1f : 0f)];
            if (classes.Distinct().Count() == 2) { beyond += Of(s_binary, classes, answers).TestChance(Numbers(rows), random)!.IsBeyondChance ? 1 : 0; }
            beyond += Of(s_number, numbers, [.. answers.Select(answer => (answer - 0.5f) / 10)]).TestChance(Numbers(rows), random)!.IsBeyondChance ? 1 : 0;
        }

        Assert.InRange(beyond, 0, 9); // 1 % of 300 is 3; more than 9 comes in one of 700 cases
    }

    [Theory]
    [Trait("Speed", "Slow")]
    [InlineData(12, 0.1)]
    [InlineData(16, 0.3)]
    public void On_noise_hardly_any_network_is_worth_it(int rows, double reach)
    {
        int number = 0, binary = 0;
        for (int seed = 0; seed < 300; seed++)
        {
            SplitMix64 random = SplitMix64.Of(seed, 9);
            float[] truth = Normals(1), network = Normals(reach), own = Normals(reach), linear = [.. network.Zip(own, (a, b) => (a + b) / 2)];
            float[] none = new float[rows], classes = [.. truth.Select(value => value > 0 ? 1f : 0f)];
            number += IsWorthIt(s_number, truth, network, linear, none) ? 1 : 0;
            binary += classes.Distinct().Count() == 2 && IsWorthIt(s_binary, classes, Share(network), Share(linear), [.. none.Select(_ => 0.5f)]) ? 1 : 0;

            float[] Normals(double scale) => [.. Enumerable.Range(0, rows).Select(_ => (float)(scale * random.NextNormal()))];
            bool IsWorthIt(TargetEncoder target, float[] truth, float[] network, float[] linear, float[] constant)
            {
                Dictionary<string, double> empty = [];
                HeldOutEvidence evidence = HeldOutEvidence.Of(Of(target, truth, network), Of(target, truth, linear), Of(target, truth, constant), null, seed);
                return new BaselineComparison(target.Task, empty, empty, empty) { Evidence = evidence }.Worth == Worth.Better;
            }
        }

        Assert.True(number <= 6 && binary <= 6, $"{number} {binary}"); // 2 %

        static float[] Share(float[] values) => [.. values.Select(value => 1 / (1 + MathF.Exp(-value)))];
    }

    [Fact]
    public void An_answer_that_never_changes_is_no_knowledge()
    {
        Assert.Equal(1, Of(s_binary, s_two, [.. s_two.Select(_ => 0.3f)]).TestChance(s_rows, Draws)!.Probability);
        Assert.Equal(1, Of(s_number, s_numbers, [.. s_two.Select(_ => 0.1f)]).TestChance(s_rows, Draws)!.Probability);
        Assert.Null(Of(s_binary, [.. s_two.Select(_ => 1f)], s_a).TestChance(s_rows, Draws)); // one class: there is nothing to tell apart
        Assert.Equal("accuracy", Of(s_binary, [.. s_two.Select(_ => 1f)], s_a).Figure);
    }

    [Fact]
    public void A_single_unit_has_no_interval() =>
        Assert.False(FigureDifference.Of(Of(s_number, s_numbers, s_p), Of(s_number, s_numbers, s_q), [.. s_rows.Select(_ => 0)], Draws).HasInterval);

    [Fact]
    public void Equal_seeds_give_equal_evidence()
    {
        HeldOutEvidence Evidence(long seed) =>
            HeldOutEvidence.Of(Of(s_binary, s_two, s_a), Of(s_binary, s_two, s_b), Of(s_binary, s_two, [.. s_two.Select(_ => 0.3f)]), null, seed);
        Assert.Equal((Evidence(1).OverLinear, Evidence(1).Network), (Evidence(1).OverLinear, Evidence(1).Network));
        Assert.NotEqual(Evidence(1).OverLinear, Evidence(2).OverLinear);
    }

    private static SplitMix64 Draws => SplitMix64.Of(7, 2);

    private static int[] Numbers(int rows) => [.. Enumerable.Range(0, rows)];

    private static HeldOutAnswers Of(TargetEncoder target, float[] truth, float[] outputs) => HeldOutAnswers.Of(target, truth, outputs);

    private static float[] Three(int ofClass, int ofRow, int right) =>
        [.. s_rows.SelectMany(row => Enumerable.Range(0, 3)
            .Select(code => ((((code * ofClass) + (row * ofRow) + (row % 3 == code ? right : 0)) % 16) + 1) / 64f))];

    private static void Check(FigureDifference difference, string figure, double value, double low, double high)
    {
        Assert.Equal(figure, difference.Figure);
        Assert.Equal((value, low, high), (difference.Value, difference.Low, difference.High), Near);
    }

    /// <summary>The ends depend on Student's quantile, which is an expansion good to six digits from about ten degrees of freedom on.</summary>
    private static bool Near((double A, double B, double C) x, (double A, double B, double C) y) =>
        Math.Abs(x.A - y.A) < 1e-9 && Math.Abs(x.B - y.B) < 2e-6 && Math.Abs(x.C - y.C) < 2e-6;
}
