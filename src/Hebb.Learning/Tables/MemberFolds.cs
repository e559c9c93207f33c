using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;
using Hebb.Datasets;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Learning.Tables;

/// <summary>
/// Cross-fitting in one network: each member of an ensemble leaves out another part of the rows, which decides when to stop. So no row is lost to validation,
/// and for each row there is an answer of a member that has not learned from it.
/// </summary>
internal sealed class MemberFolds
{
    /// <summary>No member leaves the row out.</summary>
    private const int None = -1;

    private readonly int[] _memberOfRow;
    private readonly int _members;

    /// <summary>Deals rows to members, by class if there are classes; equal rows stay together, and a class with one row is learned by all.</summary>
    /// <param name="classes">The class of each row; null for numbers.</param>
    /// <param name="equal">Which rows are equal.</param>
    /// <param name="members">How many members there are.</param>
    /// <param name="seed">Equal seeds deal alike.</param>
    public MemberFolds(Column? classes, EqualRows equal, int members, long seed)
    {
        _members = members;
        int[] order = [.. Enumerable.Range(0, equal.First.Length)];
        SplitMix64.Of(seed, 0x5eed).Shuffle(order);
        int[] memberOfGroup = new int[order.Length];
        int next = 0;
        foreach (IGrouping<string, int> groups in order.GroupBy(group => classes?.TextAt(equal.First[group]) ?? "", StringComparer.Ordinal))
        {
            bool isSingle = classes is not null && groups.Count() == 1;
            foreach (int group in groups) { memberOfGroup[group] = isSingle ? None : next++ % members; }
        }

        _memberOfRow = [.. equal.Groups.Select(group => memberOfGroup[group])];
    }

    /// <summary>The member that leaves a row out; −1 for none.</summary>
    public int MemberOf(int row) => _memberOfRow[row];

    /// <summary>Rows to learn from, with a target for each member and weights of 0 where it leaves a row out; members weigh 1 on average.</summary>
    /// <param name="x">The rows as numbers.</param>
    /// <param name="y">What is predicted.</param>
    /// <param name="weights">How much rows count; null for all the same.</param>
    public Dataset Training(Tensor x, float[] y, float[]? weights) => Weighed(x, y, (row, member) =>
        _memberOfRow[row] == member ? 0 : (weights?[row] ?? 1) * (_memberOfRow[row] == None ? 1 : (float)_members / (_members - 1)));

    /// <summary>The same rows, of which each member is judged by those it leaves out.</summary>
    public Dataset Validation(Tensor x, float[] y) => Weighed(x, y, (row, member) => _memberOfRow[row] == member ? _members : 0);

    /// <summary>The rows that a member has left out, in their order.</summary>
    public int[] Unseen => field ??= [.. Enumerable.Range(0, _memberOfRow.Length).Where(row => _memberOfRow[row] != None)];

    /// <summary>The answers of members that have not learned from the row, in the order of <see cref="Unseen"/>.</summary>
    /// <param name="answers">The outputs of all members for all rows, (rows, members, outputs).</param>
    /// <param name="y">What is predicted.</param>
    public UnseenAnswers Answers(Tensor answers, float[] y)
    {
        int outputs = answers.Shape[2];
        float[] all = answers.ToArray<float>(), found = new float[Unseen.Length * outputs];
        int at = 0;
        foreach (int row in Unseen)
        {
            all.AsSpan(((row * _members) + _memberOfRow[row]) * outputs, outputs).CopyTo(found.AsSpan(outputs * at++));
        }

        return new([.. Unseen.Select(row => y[row])], found) { ErrorRatio = outputs == 1 ? ErrorRatio(all, y) : 1 };
    }

    /// <summary>
    /// How large the error of the members' mean is beside that of one member (root mean squares), on rows that neither has learned from. For such rows only one
    /// member is known, but the ratio is that of the rows that both have learned from: of a linear smoother, learning a row shrinks its residual by the same
    /// factor for each member and for their mean (1 less its leverage; Cook and Weisberg, 1982). The variance between members, v, follows from the error of
    /// one, V₁, and of the mean of the k − 1 that have learned the row: V₁ − v + v / (k − 1); that of the mean of all is V₁ − v + v / k (Krogh and Vedelsby,
    /// 1995).
    /// </summary>
    private double ErrorRatio(float[] all, float[] y)
    {
        int others = _members - 1;
        if (others < 2) { return 1; }
        double ofOne = 0, ofMean = 0;
        foreach (int row in Unseen)
        {
            double sum = 0;
            for (int member = 0; member < _members; member++)
            {
                if (member == _memberOfRow[row]) { continue; }
                double error = all[(row * _members) + member] - y[row];
                (sum, ofOne) = (sum + error, ofOne + (error * error / others));
            }

            ofMean += sum * sum / (others * others);
        }

        double between = (ofOne - ofMean) / (1 - (1.0 / others)), ratio = (ofOne - (between * others / _members)) / ofOne;
        return ofOne > 0 ? Math.Sqrt(Math.Max(ratio, 1.0 / _members)) : 1;
    }

    private Dataset Weighed(Tensor x, float[] y, Func<int, int, float> weight)
    {
        float[] targets = new float[y.Length * _members], weights = new float[targets.Length];
        for (int row = 0, i = 0; row < y.Length; row++)
        {
            for (int member = 0; member < _members; member++, i++) { (targets[i], weights[i]) = (y[row], weight(row, member)); }
        }

        return Dataset.From(x, Tensor.Create(targets, [y.Length, _members, 1]), Tensor.Create(weights, [y.Length, _members]));
    }
}
