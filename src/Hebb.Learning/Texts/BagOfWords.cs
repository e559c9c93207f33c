using Hebb.Learning.Training;
using Hebb.Models;

namespace Hebb.Learning.Texts;

/// <summary>
/// A logistic or softmax regression on which words a text has, or which runs of characters: what a network must beat. How large its weights may become is
/// decided by the validation texts; then it learns from these too.
/// </summary>
internal sealed class BagOfWords
{
    /// <summary>How much the texts count beside the penalty; tried from the least on until the validation texts are no longer answered better.</summary>
    private static readonly double[] s_strengths = [1, 3, 10, 30, 100];

    private BagOfWords(Model model, double strength, double[] validation) => (Model, Strength, Validation) = (model, strength, validation);

    /// <summary>The regression, with the inputs of <see cref="TextGrams.Encode"/>.</summary>
    public Model Model { get; }

    /// <summary>How much the texts count beside the penalty: scikit-learn's C.</summary>
    public double Strength { get; }

    /// <summary>The probabilities of the true classes of the validation texts, before the model learned from them.</summary>
    public double[] Validation { get; }

    /// <summary>Learns.</summary>
    /// <param name="grams">What texts have.</param>
    /// <param name="head">The output.</param>
    /// <param name="texts">The tokens of training and validation texts.</param>
    /// <param name="truth">Their classes.</param>
    /// <param name="counts">How much each counts.</param>
    /// <param name="cancellation">Ends the search for the best weights.</param>
    public static BagOfWords Train(TextGrams grams, Head head, int[][][] texts, float[][] truth, float[][] counts, CancellationToken cancellation)
    {
        SparseRow[][] rows = [.. texts.Take(2).Select(part => (SparseRow[])[.. part.Select(grams.Row)])];
        LogisticRegression first = new(rows[0], grams.Count, head.Outputs, truth[0], counts[0]);
        double[]? weights = null;
        double[] best = [];
        double strength = 0, least = double.PositiveInfinity;
        foreach (double tried in s_strengths)
        {
            weights = first.Solve(tried, weights, cancellation);
            double[] answers = OfTruth(rows[1], truth[1], weights, head.Outputs);
            double loss = answers.Zip(counts[1], (answer, count) => -count * Math.Log(Math.Max(answer, double.Epsilon))).Sum();
            if (loss >= least) { break; }
            (least, strength, best) = (loss, tried, answers);
        }

        double[] final = new LogisticRegression([.. rows[0], .. rows[1]], grams.Count, head.Outputs, [.. truth[0], .. truth[1]], [.. counts[0], .. counts[1]])
            .Solve(strength, weights, cancellation);
        return new(grams.NewModel(head, final), strength, best);
    }

    private static double[] OfTruth(SparseRow[] rows, float[] truth, double[] weights, int outputs)
    {
        double[] answers = new double[outputs];
        return [.. rows.Zip(truth, (row, code) =>
        {
            LogisticRegression.Probabilities(row, weights, answers);
            return outputs > 1 ? answers[(int)code] : code == 1 ? answers[0] : 1 - answers[0];
        })];
    }
}
