namespace Hebb.Learning.Trees;

/// <summary>
/// Gradient boosting: each round adds trees that follow the derivatives of the loss at the scores so far (Friedman, Greedy function approximation: a gradient
/// boosting machine, 2001), and ends when the validation rows do not gain any more.
/// </summary>
internal sealed class Boosting(TreeRows training, TreeLoss loss, BoostedTreesOptions options, TreeRows? validation)
{
    private readonly List<Tree> _trees = [];
    private readonly float[] _gradients = new float[training.Count], _hessians = new float[training.Count];

    /// <summary>Learns.</summary>
    /// <param name="progress">Is told about each round.</param>
    /// <param name="cancellation">Ends the training; what was learned until then is returned.</param>
    /// <returns>The trees, round by round, one for each output.</returns>
    public Tree[] Run(IProgress<BoostingRound>? progress, CancellationToken cancellation)
    {
        TreeGrower grower = new(training.Columns, options);
        double[][] scores = [.. loss.Base.Select(score => Filled(training.Count, score))];
        ValidationScores? judge = validation is null ? null : new(validation, loss);
        double best = judge?.Loss() ?? 0;
        int bestRound = 0;
        for (int round = 1; round <= options.Rounds && Round(grower, scores, cancellation); round++)
        {
            double? judged = judge?.Add(_trees.TakeLast(loss.Outputs));
            if (judged is null || judged < best) { (best, bestRound) = (judged ?? 0, round); }
            progress?.Report(new(round, judged));
            if (round - bestRound >= options.Patience) { break; }
        }

        return [.. _trees.Take(bestRound * loss.Outputs)];
    }

    /// <summary>Adds the trees of a round; false where nothing is left to learn, or it was cancelled.</summary>
    private bool Round(TreeGrower grower, double[][] scores, CancellationToken cancellation)
    {
        Tree[] grown = new Tree[loss.Outputs];
        loss.Begin(scores);
        for (int output = 0; output < grown.Length; output++)
        {
            int k = output;
            Parts.Rows(training.Count, (_, from, to) =>
            {
                for (int row = from; row < to; row++)
                {
                    (double gradient, double hessian) = loss.Derivatives(scores[k][row], row, k);
                    double weight = training.WeightAt(row);
                    (_gradients[row], _hessians[row]) = ((float)(gradient * weight), (float)(hessian * weight));
                }
            });
            if (cancellation.IsCancellationRequested
                || grower.Grow(_gradients, _hessians, options.LearningRate * loss.Unit, scores[k], cancellation) is not { } tree)
            {
                return false;
            }

            grown[k] = tree;
        }

        if (grown.All(tree => tree.Nodes.Length == 1)) { return false; }
        _trees.AddRange(grown);
        return true;
    }

    private static double[] Filled(int count, double value)
    {
        double[] values = new double[count];
        Array.Fill(values, value);
        return values;
    }
}
