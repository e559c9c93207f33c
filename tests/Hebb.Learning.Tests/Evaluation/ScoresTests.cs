using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;
using Hebb.Learning.Evaluation;

namespace Hebb.Learning.Tests.Evaluation;

public sealed class ScoresTests
{
    [Fact]
    public void Roc_auc_counts_ordered_pairs_and_half_of_ties()
    {
        // scikit-learn's own example: roc_auc_score([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]) is 0.75.
        Assert.Equal(0.75, RocCurve.Of([false, false, true, true], [0.1f, 0.4f, 0.35f, 0.8f]).Area);
        Assert.Equal(0.5, RocCurve.Of([true, false, true, false], [1, 1, 1, 1]).Area);
        Assert.Equal((1 + 0.5 + 1 + 1) / 4, RocCurve.Of([true, true, false, false], [0.5f, 0.9f, 0.5f, 0.1f]).Area);
        Assert.True(double.IsNaN(RocCurve.Of([true, true], [0.1f, 0.2f]).Area));
    }

    [Fact]
    public void Binary_figures_follow_their_definitions()
    {
        // Truth yes yes no no no; answered yes no yes no no: 1 of 2 found, 1 of 2 right.
        IReadOnlyDictionary<string, double> scores = Scores.Of(Target("y", "yes", "yes", "no", "no", "no"), [1, 1, 0, 0, 0], [0.8f, 0.4f, 0.6f, 0.2f, 0.1f]);
        Assert.Equal(3.0 / 5, scores["accuracy"], 12);
        Assert.Equal(0.5, scores["precision"], 12);
        Assert.Equal(0.5, scores["recall"], 12);
        Assert.Equal(0.5, scores["f1"], 12);
        Assert.Equal(5.0 / 6, scores["roc_auc"], 12);
        Assert.Equal(-(Math.Log(0.8) + Math.Log(0.4) + Math.Log(0.4) + Math.Log(0.8) + Math.Log(0.9)) / 5, scores["log_loss"], 6);
    }

    [Fact]
    public void Figures_of_several_classes_are_averages_over_classes()
    {
        TargetEncoder target = Target("y", "a", "b", "c", "a");
        float[] outputs = [0.7f, 0.2f, 0.1f, 0.1f, 0.8f, 0.1f, 0.2f, 0.5f, 0.3f, 0.6f, 0.3f, 0.1f];
        IReadOnlyDictionary<string, double> scores = Scores.Of(target, [0, 1, 2, 0], outputs);
        Assert.Equal(0.75, scores["accuracy"], 12);
        Assert.Equal((1 + (2.0 / 3) + 0) / 3, scores["macro_f1"], 12);
        Assert.Equal(1, scores["roc_auc"], 12);
    }

    [Fact]
    public void A_regression_is_judged_in_the_units_of_the_table()
    {
        Table table = new(new NumberColumn("x", 1, 2, 3, 4), new NumberColumn("y", 1.5, 2.5, 4.5, 7.5));
        ColumnPipeline pipeline = ColumnPipeline.Fit(table, Schema.Infer(table, "y"));
        float[] truth = pipeline.EncodeTarget(table);
        float[] shifted = [.. truth.Select(value => (float)(value + (2 / pipeline.Target.Scale)))];
        IReadOnlyDictionary<string, double> scores = Scores.Of(pipeline.Target, truth, shifted);
        Assert.Equal(2, scores["rmse"], 5);
        Assert.Equal(2, scores["mae"], 5);
        Assert.Equal(1 - (4 * 4 / 21.0), scores["r2"], 5); // squares about the mean 4: 6.25 + 2.25 + 0.25 + 12.25
    }

    [Fact]
    public void A_constant_answer_has_the_accuracy_of_the_most_frequent_class_and_orders_nothing()
    {
        IReadOnlyDictionary<string, double> scores = Scores.OfConstant(Target("y", "no", "no", "no", "yes"), [0, 0, 0, 1], [0, 0, 1, 1, 0]);
        Assert.Equal(0.6, scores["accuracy"], 12);
        Assert.Equal(0.5, scores["roc_auc"]);
    }

    private static TargetEncoder Target(string name, params string[] labels)
    {
        Table table = new(new NumberColumn("x", [.. Enumerable.Range(0, labels.Length).Select(value => (double)value)]), new TextColumn(name, labels));
        return ColumnPipeline.Fit(table, Schema.Infer(table, name)).Target;
    }

    /// <summary>scikit-learn's accuracy_score, precision_score, recall_score and f1_score of <c>p &gt;= threshold</c>; roc_auc_score and log_loss.</summary>
    [Theory]
    [InlineData(0.5, 0.6, 0.75, 0.5, 0.6)]
    [InlineData(0.3, 0.6, 0.625, 5.0 / 6, 0.7142857142857143)]
    [InlineData(0.7, 0.6, 1, 1.0 / 3, 0.5)]
    public void What_is_counted_is_counted_at_the_threshold(double threshold, double accuracy, double precision, double recall, double f1)
    {
        TargetEncoder target = TargetEncoder.OfClasses("y", "no", "yes");
        target.Threshold = threshold;
        float[] truth = [0, 0, 1, 1, 1, 0, 1, 0, 1, 1], outputs = [0.1f, 0.4f, 0.35f, 0.8f, 0.2f, 0.3f, 0.7f, 0.5f, 0.31f, 0.6f];
        Judgement judgement = Judgement.Of(target, truth, outputs);
        (string, double)[] expected =
        [
            ("accuracy", accuracy), ("precision", precision), ("recall", recall), ("f1", f1), ("roc_auc", 0.7083333333333334), ("log_loss", 0.6587095386826964),
        ];
        foreach ((string name, double value) in expected) { Assert.Equal(value, judgement.Metrics[name], 1e-8); }
        Assert.Equal(threshold, judgement.Threshold);
        Predictions answers = new(target, outputs.Length, outputs);
        string[] labels = [.. Enumerable.Range(0, outputs.Length).Select(row => answers[row])];
        Assert.Equal(outputs.Select(value => value >= (float)threshold ? "yes" : "no"), labels);
        target.Threshold = 0.999;
        Assert.Equal(labels, Enumerable.Range(0, outputs.Length).Select(row => answers[row])); // what was answered stays
    }
}
