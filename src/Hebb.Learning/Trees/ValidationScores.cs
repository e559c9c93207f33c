namespace Hebb.Learning.Trees;

/// <summary>The scores of the validation rows, to which the trees of each round are added.</summary>
internal sealed class ValidationScores
{
    private readonly TreeRows _rows;
    private readonly TreeLoss _loss;
    private readonly double[] _cells, _scores;
    private readonly int _columns, _outputs;

    public ValidationScores(TreeRows rows, TreeLoss loss)
    {
        (_rows, _loss, _columns, _outputs) = (rows, loss, rows.Columns.Count, loss.Outputs);
        _cells = BoostedTrees.Cells(rows.Columns, 0, rows.Count);
        _scores = [.. Enumerable.Range(0, rows.Count).SelectMany(_ => loss.Base)];
    }

    /// <summary>Adds the answers of trees, one for each output.</summary>
    /// <returns>The mean loss now.</returns>
    public double Add(IEnumerable<Tree> trees)
    {
        Tree[] round = [.. trees];
        Parts.Rows(_rows.Count, (_, from, to) =>
        {
            for (int row = from; row < to; row++)
            {
                ReadOnlySpan<double> cells = _cells.AsSpan(row * _columns, _columns);
                for (int k = 0; k < _outputs; k++) { _scores[(row * _outputs) + k] += round[k].Answer(cells); }
            }
        });
        return Loss();
    }

    /// <summary>The mean loss, added up in the order of rows.</summary>
    public double Loss() => _rows.Mean(row => _loss.Of(_scores.AsSpan(row * _outputs, _outputs), _rows.Target[row]));
}
