using Hebb.Data.Preprocessing;
using Hebb.Ops;

namespace Hebb.Learning.Evaluation;

/// <summary>Probabilities of classes: of two compared by the area under the ROC curve, of more by the share of right answers.</summary>
internal sealed class ClassAnswers : HeldOutAnswers
{
    private readonly int[] _truth;
    private readonly bool[] _hits;
    private readonly float[][] _scores;
    private readonly int[]? _order;

    /// <summary>The answers of a network.</summary>
    public ClassAnswers(TargetEncoder target, float[] truth, float[] outputs)
    {
        _truth = [.. truth.Select(code => (int)code)];
        _hits = [.. _truth.Select((code, row) => Scores.ClassOf(target, outputs, row) == code)];
        _scores = [.. Codes(target).Select(code => Scores.Probabilities(target, outputs, truth.Length, code))];
        if (target.Task == LearningTask.Binary && _truth.Distinct().Count() == 2)
        {
            float[] scores = _scores[0];
            _order = [.. Enumerable.Range(0, truth.Length).OrderBy(row => scores[row])];
        }
    }

    /// <inheritdoc/>
    public override string Figure => _order is null ? "accuracy" : "roc_auc";

    /// <inheritdoc/>
    public override int Rows => _truth.Length;

    /// <inheritdoc/>
    public override bool IsConstant => _scores.All(scores => scores.All(score => score == scores[0]));

    /// <inheritdoc/>
    public override double Of(ReadOnlySpan<int> counts)
    {
        if (_order is not null) { return Area(counts); }
        long rows = 0, right = 0;
        for (int row = 0; row < counts.Length; row++)
        {
            rows += counts[row];
            right += _hits[row] ? counts[row] : 0;
        }

        return (double)right / rows;
    }

    /// <summary>By the mean area under the ROC curves of the classes: it does not ask how frequent they are.</summary>
    public override ChanceTest? TestChance(int[] rows, SplitMix64 random)
    {
        int[] present = [.. rows.Select(row => _truth[row]).Distinct().Order()];
        if (present.Length < 2) { return null; }
        int[] codes = _scores.Length == 1 ? [1] : present;
        double[][] ranks = [.. codes.Select(code => Ranks(_scores[_scores.Length == 1 ? 0 : code], rows))];
        double[] positives = [.. codes.Select(code => (double)rows.Count(row => _truth[row] == code))];
        int[] place = new int[present[^1] + 1];
        Array.Fill(place, -1);
        for (int i = 0; i < codes.Length; i++) { place[codes[i]] = i; }
        int[] truth = [.. rows.Select(row => place[_truth[row]])], numbers = [.. Enumerable.Range(0, rows.Length)];
        double[] sums = new double[codes.Length];
        return ChanceTest.Of("roc_auc", noSkill: 0.5, numbers, Permuted, random);

        // The area is Mann and Whitney's: how high the rows of the class rank among all.
        double Permuted(int[] order)
        {
            Array.Clear(sums);
            for (int i = 0; i < order.Length; i++)
            {
                if (truth[i] >= 0) { sums[truth[i]] += ranks[truth[i]][order[i]]; }
            }

            double areas = 0;
            for (int i = 0; i < sums.Length; i++)
            {
                areas += (sums[i] - (positives[i] * (positives[i] + 1) / 2)) / (positives[i] * (order.Length - positives[i]));
            }

            return areas / sums.Length;
        }
    }

    private static int[] Codes(TargetEncoder target) =>
        target.Task == LearningTask.Binary ? [1] : [.. Enumerable.Range(0, target.Classes.Count)];

    /// <summary>Ranks from 1, equal scores at the middle of theirs.</summary>
    private static double[] Ranks(float[] scores, int[] rows)
    {
        int[] order = [.. Enumerable.Range(0, rows.Length).OrderBy(i => scores[rows[i]])];
        double[] ranks = new double[rows.Length];
        for (int first = 0, next; first < order.Length; first = next)
        {
            for (next = first + 1; next < order.Length && scores[rows[order[next]]] == scores[rows[order[first]]]; next++) { }
            for (int i = first; i < next; i++) { ranks[order[i]] = (first + next + 1) / 2.0; }
        }

        return ranks;
    }

    private double Area(ReadOnlySpan<int> counts)
    {
        double below = 0, positives = 0, area = 0;
        float[] scores = _scores[0];
        for (int i = 0; i < _order!.Length;)
        {
            double hits = 0, others = 0;
            float score = scores[_order[i]];
            for (; i < _order.Length && scores[_order[i]] == score; i++)
            {
                int count = counts[_order[i]];
                if (_truth[_order[i]] == 1) { hits += count; }
                else { others += count; }
            }

            area += hits * (below + (others / 2));
            (positives, below) = (positives + hits, below + others);
        }

        return area / (positives * below);
    }
}
