using Hebb.Data.Preprocessing;
using Hebb.Learning.Evaluation;
using Hebb.Ops;

namespace Hebb.Learning.Tests.Evaluation;

public sealed class BaselineComparisonTests
{
    private static readonly TargetEncoder s_number = TargetEncoder.OfNumber("y"), s_classes = TargetEncoder.OfClasses("y", "no", "yes");

    [Fact]
    public void A_clear_difference_is_told_with_its_interval()
    {
        BaselineComparison comparison = OfNumbers(noise: 0.1, linearNoise: 1);
        Assert.Equal(Worth.Better, comparison.Worth);
        Assert.Matches(
            @"^The network was worth it: its r2 is better than the linear model's by \d\.\d{3} \(95 % interval \d\.\d{3} to \d\.\d{3}\)\.$",
            comparison.Verdict);
        comparison = OfNumbers(noise: 1, linearNoise: 0.1);
        Assert.Equal(Worth.Worse, comparison.Worth);
        Assert.Matches(
            @"^The linear model is better: its r2 is higher by \d\.\d{3} \(95 % interval \d\.\d{3} to \d\.\d{3}\)\. "
                + @"Prefer it \(Layers = \[\]\), or find more rows\.$",
            comparison.Verdict);
    }

    [Fact]
    public void A_difference_within_chance_is_called_so()
    {
        BaselineComparison comparison = OfNumbers(noise: 0.5, linearNoise: 0.52);
        Assert.Equal(Worth.AsGood, comparison.Worth);
        Assert.Matches(
            @"^The network is as good as the linear model: the r2 difference of -?0\.\d{3} \(95 % interval -0\.\d{3} to 0\.\d{3}\) is within chance\. "
                + "Prefer the ",
            comparison.Verdict);
    }

    [Fact]
    public void A_sure_difference_may_be_too_small_to_matter() =>
        Assert.Contains("is too small to matter", OfNumbers(noise: 0.01, linearNoise: 0.011).Verdict, StringComparison.Ordinal);

    [Fact]
    public void Nothing_is_learned_where_chance_does_as_well()
    {
        BaselineComparison comparison = OfNumbers(noise: 50, linearNoise: 60);
        Assert.Equal(Worth.NothingLearned, comparison.Worth);
        Assert.StartsWith(
            "Nothing was learned: on 80 held-out rows neither the network nor the linear model is better than always predicting the mean (r2 -",
            comparison.Verdict, StringComparison.Ordinal);
        Assert.EndsWith("Find more rows, or other inputs.", comparison.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_only_the_simpler_model_learned_it_is_preferred() =>
        Assert.Equal(Worth.Worse, OfNumbers(noise: 50, linearNoise: 0.1).Worth);

    [Fact]
    public void Without_a_simpler_model_the_answer_without_learning_is_the_measure()
    {
        SplitMix64 random = new(3);
        float[] truth = [.. Enumerable.Range(0, 80).Select(_ => (float)random.NextNormal())];
        HeldOutAnswers network = HeldOutAnswers.Of(s_number, truth, Noisy(truth, 0.5, ref random)), mean = HeldOutAnswers.Of(s_number, truth, new float[80]);
        BaselineComparison comparison = new(LearningTask.Regression, Figures("r2", network), null, Figures("r2", mean))
        {
            Evidence = HeldOutEvidence.Of(network, null, mean, null, 0),
        };
        Assert.Equal(Worth.Better, comparison.Worth);
        Assert.Matches(
            @"^The network has learned something: its r2 of 0\.\d{3} is better by 0\.\d{3} \(95 % interval 0\.\d{3} to \d\.\d{3}\) "
                + @"than always predicting the mean\.$",
            comparison.Verdict);

        // The interval is that of the difference: it holds the difference, not the figure of either.
        FigureDifference over = comparison.Evidence!.OverConstant;
        Assert.Equal(comparison.Network["r2"] - comparison.Constant["r2"], over.Value, 9);
        Assert.True(over.Low < over.Value && over.Value < over.High);
        Assert.StartsWith("The linear model has learned something: its r2 of ", (comparison with { Name = "linear" }).Verdict, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(2)]
    [InlineData(1)]
    public void Copies_that_count_once_in_the_test_against_chance_are_said(int copies)
    {
        SplitMix64 random = new(3);
        float[] truth = [.. Enumerable.Range(0, 90).Select(_ => (float)random.NextNormal())];
        HeldOutAnswers network = HeldOutAnswers.Of(s_number, truth, Noisy(truth, 9, ref random)), mean = HeldOutAnswers.Of(s_number, truth, new float[90]);
        BaselineComparison comparison = new(LearningTask.Regression, Figures("r2", network), null, Figures("r2", mean))
        {
            Evidence = HeldOutEvidence.Of(network, null, mean, [.. Enumerable.Range(0, 90).Select(i => i / copies)], 0),
        };
        Assert.Equal(Worth.NothingLearned, comparison.Worth);
        Assert.Equal(copies > 1, comparison.Verdict.Contains("; duplicates counted once). Find more rows", StringComparison.Ordinal));
    }

    [Fact]
    public void Neighbors_in_time_are_compared_with_the_last_value_by_an_interval()
    {
        SplitMix64 random = new(3);
        float[] truth = [.. Enumerable.Range(0, 120).Select(_ => (float)random.NextNormal())];
        HeldOutAnswers good = HeldOutAnswers.Of(s_number, truth, Noisy(truth, 0.3, ref random));
        HeldOutAnswers last = HeldOutAnswers.Of(s_number, truth, Noisy(truth, 0.3, ref random));
        HeldOutEvidence evidence = HeldOutEvidence.Of(good, good, last, [.. Enumerable.Range(0, 120).Select(i => i / 5)], 0);
        Assert.Null(evidence.Network);
        Assert.False(evidence.NetworkLearned);
        BaselineComparison comparison = new(LearningTask.Regression, Figures("r2", good), Figures("r2", good), Figures("r2", last))
        {
            ConstantName = "last value",
            Examples = "windows",
            HeldOut = 120,
            Evidence = evidence,
        };
        Assert.StartsWith(
            "Nothing was learned: on 120 held-out windows neither the network nor the linear model is better than predicting the last value (r2 ",
            comparison.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void Ranking_without_a_better_answer_is_said()
    {
        // One in five is positive, and no probability reaches one half.
        float[] truth = [.. Enumerable.Range(0, 100).Select(i => i % 5 == 0 ? 1f : 0f)];
        float[] outputs = [.. truth.Select((code, i) => (0.2f * code) + (i % 7 / 50f))];
        HeldOutAnswers network = HeldOutAnswers.Of(s_classes, truth, outputs), majority = HeldOutAnswers.Of(s_classes, truth, [.. truth.Select(_ => 0.2f)]);
        Dictionary<string, double> figures = new() { ["roc_auc"] = 1, ["accuracy"] = 0.8 }, constant = new() { ["roc_auc"] = 0.5, ["accuracy"] = 0.8 };
        BaselineComparison comparison = new(LearningTask.Binary, figures, null, constant) { Evidence = HeldOutEvidence.Of(network, null, majority, null, 0) };
        Assert.Equal(Worth.Better, comparison.Worth);
        Assert.EndsWith(
            "But its answers are right no more often than always predicting the most frequent class (accuracy 0.800, 0.800): use the probabilities, or another "
            + "threshold.",
            comparison.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_figures_alone_the_better_one_is_named_without_an_interval()
    {
        Dictionary<string, double> good = new() { ["r2"] = 0.9 }, bad = new() { ["r2"] = 0.8 }, worse = new() { ["r2"] = 0.5 };
        BaselineComparison Of(Dictionary<string, double> network, Dictionary<string, double>? linear, Dictionary<string, double> constant) =>
            new(LearningTask.Regression, network, linear, constant);
        Assert.Equal("The network was worth it: its r2 is better than the linear model's by 0.100.", Of(good, bad, worse).Verdict);
        Assert.Contains("its r2 is higher by 0.100. Prefer it (Layers = [])", Of(bad, good, worse).Verdict, StringComparison.Ordinal);
        Assert.Contains("the r2 difference of 0.000 is too small to matter", Of(good, good, bad).Verdict, StringComparison.Ordinal);
        Assert.Contains(
            "than predicting the last value (r2 0.800 against 0.900, a difference of -0.100)",
            (Of(bad, worse, good) with { ConstantName = "last value" }).Verdict, StringComparison.Ordinal);
        Assert.Equal(Worth.NothingLearned, Of(worse, bad, good).Worth);
        Assert.Equal(
            "The network has learned something: its r2 of 0.900 is better by 0.100 than always predicting the mean.", Of(good, null, bad).Verdict);
        Assert.EndsWith("higher by 0.100. Train longer.", (Of(bad, good, worse) with { Otherwise = "Train longer." }).Verdict, StringComparison.Ordinal);
    }

    /// <summary>Of all that are better beyond chance the best one is named, with how to have it.</summary>
    [Theory]
    [InlineData(1, 2, 0.1, Worth.Worse, @"^The boosted-tree model is better: its r2 is higher by \d\.\d{3} \(95 % .*\)\. Prefer it \(take trees\), or find")]
    [InlineData(1, 0.1, 0.3, Worth.Worse, @"^The linear model is better: .* Prefer it \(Layers = \[\]\)")]
    [InlineData(0.1, 1, 0.8, Worth.Better, @"worth it: .* linear model's by .*\)\. It is better than the boosted-tree model, too: by \d\.\d{3}")]
    [InlineData(0.5, 1.5, 0.52, Worth.Better, @"^The network was worth it: .*\. The boosted-tree model is as good: the r2 difference of .* is within chance.$")]
    [InlineData(50, 60, 0.1, Worth.Worse, "^The boosted-tree model is better")]
    [InlineData(
        50, 60, 70, Worth.NothingLearned,
        @"neither the network nor the boosted-tree model nor the linear model is better than .* \(r2 -?\d+\.\d{3}, -?\d+\.\d{3} and -?\d")]
    public void Another_model_is_named_where_it_is_better(double noise, double linearNoise, double treesNoise, Worth worth, string verdict)
    {
        BaselineComparison comparison = OfNumbers(noise, linearNoise, treesNoise);
        Assert.Equal(worth, comparison.Worth);
        Assert.Matches(verdict, comparison.Verdict);
        RivalEvidence evidence = Assert.Single(comparison.Evidence!.Rivals);
        Assert.Equal(comparison.Network["r2"] - comparison.Rivals[0].Figures["r2"], evidence.Over.Value, 9);
        Assert.Equal(treesNoise < 50, evidence.HasLearned);
        Assert.Equal(evidence.Over.Value, (double)comparison.ToJson()["over_rivals"]!["trees"]!["difference"]!, 9);
    }

    [Fact]
    public void Of_models_without_a_simpler_one_that_is_named_which_has_learned()
    {
        Dictionary<string, double> Figures(double r2) => new() { ["r2"] = r2 };
        BaselineComparison Of(double linear, double trees) => new(LearningTask.Regression, Figures(linear), null, Figures(0))
        {
            Name = "linear",
            Rivals = [new("trees", Figures(trees)) { Advice = " (take trees)" }],
        };
        Assert.Equal("The linear model has not learned anything beyond chance, but the boosted-tree model has (take trees).", Of(0.004, 0.008).Verdict);
        Assert.Equal((Worth.AsGood, Worth.Worse), (Of(0.004, 0.008).Worth, Of(0.1, 0.3).Worth));
        Assert.EndsWith(
            " The boosted-tree model is as good: the r2 difference of 0.003 is too small to matter.", Of(0.303, 0.3).Verdict, StringComparison.Ordinal);
        Assert.StartsWith("Inconclusive", (Of(0.1, 0.3) with { Rivals = [new("trees", new Dictionary<string, double>())] }).Verdict, StringComparison.Ordinal);
    }

    private static BaselineComparison OfNumbers(double noise, double linearNoise, double? treesNoise = null)
    {
        SplitMix64 random = new(1);
        float[] truth = [.. Enumerable.Range(0, 80).Select(_ => (float)random.NextNormal())];
        HeldOutAnswers network = HeldOutAnswers.Of(s_number, truth, Noisy(truth, noise, ref random));
        HeldOutAnswers linear = HeldOutAnswers.Of(s_number, truth, Noisy(truth, linearNoise, ref random));
        HeldOutAnswers mean = HeldOutAnswers.Of(s_number, truth, new float[80]);
        (string, HeldOutAnswers)[] trees = treesNoise is { } own ? [("trees", HeldOutAnswers.Of(s_number, truth, Noisy(truth, own, ref random)))] : [];
        return new(LearningTask.Regression, Figures("r2", network), Figures("r2", linear), Figures("r2", mean))
        {
            HeldOut = 80,
            Rivals = [.. trees.Select(one => new RivalModel(one.Item1, Figures("r2", one.Item2)) { Advice = " (take trees)" })],
            Evidence = HeldOutEvidence.Of(network, linear, mean, null, 0, trees),
        };
    }

    private static Dictionary<string, double> Figures(string name, HeldOutAnswers answers)
    {
        int[] once = new int[answers.Rows];
        Array.Fill(once, 1);
        return new() { [name] = answers.Of(once) };
    }

    private static float[] Noisy(float[] truth, double noise, ref SplitMix64 random)
    {
        float[] noisy = [.. truth];
        foreach (ref float value in noisy.AsSpan()) { value += (float)(noise * random.NextNormal()); }
        return noisy;
    }
}
