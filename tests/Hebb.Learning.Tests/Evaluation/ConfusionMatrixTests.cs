using Hebb.Learning.Evaluation;

namespace Hebb.Learning.Tests.Evaluation;

/// <summary>Expected values: scikit-learn 1.2.1, confusion_matrix, classification_report, balanced_accuracy_score, matthews_corrcoef,
/// cohen_kappa_score.</summary>
public sealed class ConfusionMatrixTests
{
    private static readonly int[] s_truth = [0, 1, 2, 2, 1, 0, 2, 1, 0, 2, 2, 1], s_answers = [0, 2, 2, 1, 1, 0, 2, 1, 1, 2, 0, 1];

    [Fact]
    public void Counts_and_figures_are_scikit_learns()
    {
        ConfusionMatrix confusion = ConfusionMatrix.Of(["a", "b", "c"], s_truth, s_answers);
        int[,] expected = { { 2, 1, 0 }, { 0, 3, 1 }, { 1, 1, 3 } };
        for (int truth = 0; truth < 3; truth++)
        {
            for (int answer = 0; answer < 3; answer++) { Assert.Equal(expected[truth, answer], confusion[truth, answer]); }
        }

        Assert.Equal(2 / 3.0, confusion.Accuracy, 12);
        Assert.Equal(0.6722222222222222, confusion.BalancedAccuracy, 12);
        Assert.Equal(0.5, confusion.MatthewsCorrelation, 12);
        Assert.Equal(0.49473684210526314, confusion.Kappa, 12);
    }

    [Fact]
    public void The_report_is_scikit_learns()
    {
        ClassificationReport report = ConfusionMatrix.Of(["a", "b", "c"], s_truth, s_answers).Report();
        Check(new("a", 2 / 3.0, 2 / 3.0, 2 / 3.0, 3), report.Classes[0]);
        Check(new("b", 0.6, 0.75, 2 / 3.0, 4), report.Classes[1]);
        Check(new("c", 0.75, 0.6, 2 / 3.0, 5), report.Classes[2]);
        Check(new("macro average", 0.6722222222222222, 0.6722222222222222, 2 / 3.0, 12), report.Macro);
        Check(new("weighted average", 0.6791666666666667, 2 / 3.0, 2 / 3.0, 12), report.Weighted);
        Assert.Contains("macro average        0.6722     0.6722     0.6667         12", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_never_answered_has_precision_0()
    {
        ClassificationReport report = ConfusionMatrix.Of(["a", "b"], [0, 1, 1], [0, 0, 0]).Report();
        Assert.Equal(new("b", 0, 0, 0, 2), report.Classes[1]);
        Assert.Equal(0, ConfusionMatrix.Of(["a", "b"], [0, 1, 1], [0, 0, 0]).MatthewsCorrelation);
    }

    [Fact]
    public void Codes_beyond_the_classes_are_refused()
    {
        Assert.Contains(
            "codes from 0 to 1", Assert.Throws<ArgumentException>(() => ConfusionMatrix.Of(["a", "b"], [2], [0])).Message, StringComparison.Ordinal);
        Assert.Contains(
            "1 truths and 2 answers", Assert.Throws<ArgumentException>(() => ConfusionMatrix.Of(["a", "b"], [1], [0, 1])).Message, StringComparison.Ordinal);
    }

    private static void Check(ClassFigures expected, ClassFigures actual)
    {
        Assert.Equal((expected.Name, expected.Support), (actual.Name, actual.Support));
        Assert.Equal(expected.Precision, actual.Precision, 12);
        Assert.Equal(expected.Recall, actual.Recall, 12);
        Assert.Equal(expected.F1, actual.F1, 12);
    }
}
