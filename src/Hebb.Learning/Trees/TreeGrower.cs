namespace Hebb.Learning.Trees;

/// <summary>
/// Grows trees leaf by leaf: the one with the largest gain is divided next. Of two sides the smaller one is summed up into a histogram, the larger one is
/// what remains of the whole (Ke et al., LightGBM: a highly efficient gradient boosting decision tree, 2017).
/// </summary>
internal sealed class TreeGrower
{
    private readonly BinnedColumn[] _columns;
    private readonly BoostedTreesOptions _options;
    private readonly SplitSearch _search;
    private readonly RowOrder _order;
    private readonly int[] _offsets; // where the bins of each column begin in a histogram, and its length
    private readonly float[] _gradients, _hessians; // in the order of the leaves
    private readonly Stack<HistogramBin[]> _pool = [];

    public TreeGrower(IReadOnlyList<TreeColumn> columns, BoostedTreesOptions options)
    {
        int rows = columns[0].Rows;
        _columns = new BinnedColumn[columns.Count];
        Parts.For(columns.Count, (long)columns.Count * rows, c => _columns[c] = BinnedColumn.Of(columns[c], options.MaxBins));
        (_options, _search, _order) = (options, new(options), new(rows));
        (_gradients, _hessians) = (new float[rows], new float[rows]);
        _offsets = new int[columns.Count + 1];
        for (int c = 0; c < columns.Count; c++) { _offsets[c + 1] = checked(_offsets[c] + _columns[c].Count); }
    }

    /// <summary>Grows a tree and adds its answers to the scores of the training rows.</summary>
    /// <param name="gradients">First derivatives of the loss, row by row.</param>
    /// <param name="hessians">Second derivatives.</param>
    /// <param name="step">What answers are multiplied by.</param>
    /// <param name="scores">The scores of the rows.</param>
    /// <param name="cancellation">Ends the growth.</param>
    /// <returns>The tree; null where it was cancelled.</returns>
    public Tree? Grow(float[] gradients, float[] hessians, double step, double[] scores, CancellationToken cancellation)
    {
        List<TreeNode> nodes = [];
        List<ulong> sets = [];
        List<Leaf> leaves = [];
        PriorityQueue<Leaf, (double, int)> next = new();
        _order.Reset();
        Add(new Leaf(0, 0, scores.Length, Sum(gradients, hessians)));
        Search(null, new Leaf(-1, 0, 0, default), leaves[0], gradients, hessians);
        Await(leaves[0]);
        for (int count = 1; count < _options.MaxLeaves && next.TryDequeue(out Leaf? leaf, out _); count++)
        {
            if (cancellation.IsCancellationRequested) { return null; }
            (Leaf left, Leaf right) = Divide(leaf, nodes.Count);
            Add(left);
            Add(right);
            nodes[leaf.Node] = NodeOf(leaf.Best, left.Node, sets);
            if (count + 1 < _options.MaxLeaves)
            {
                (Leaf small, Leaf large) = left.Count <= right.Count ? (left, right) : (right, left);
                Search(leaf.Histogram, small, large, gradients, hessians);
                Await(left);
                Await(right);
            }
            else { Return(leaf.Histogram); }
        }

        while (next.TryDequeue(out Leaf? leaf, out _)) { Return(leaf.Histogram); }
        leaves.RemoveAll(leaf => !nodes[leaf.Node].IsLeaf);
        Parts.For(leaves.Count, scores.Length, i =>
        {
            double value = nodes[leaves[i].Node].Value;
            foreach (int row in _order.Rows(leaves[i].Start, leaves[i].Count)) { scores[row] += value; }
        });
        return new([.. nodes], [.. sets]);

        void Add(Leaf leaf)
        {
            leaves.Add(leaf);
            nodes.Add(TreeNode.Leaf(step * leaf.Sum.Answer(_options.L2)));
        }

        void Await(Leaf leaf)
        {
            if (leaf.Best.Gain > 0) { next.Enqueue(leaf, (-leaf.Best.Gain, leaf.Node)); }
        }
    }

    private static HistogramBin Sum(float[] gradients, float[] hessians)
    {
        HistogramBin sum = new(0, 0, gradients.Length);
        for (int row = 0; row < gradients.Length; row++)
        {
            sum.Gradient += gradients[row];
            sum.Hessian += hessians[row];
        }

        return sum;
    }

    private (Leaf Left, Leaf Right) Divide(Leaf leaf, int node)
    {
        Split split = leaf.Best;
        BinnedColumn column = _columns[split.Column];
        int lefts = _order.Divide(leaf.Start, leaf.Count, column, split.Sides(column.Count));
        return (new(node, leaf.Start, lefts, split.Left), new(node + 1, leaf.Start + lefts, leaf.Count - lefts, leaf.Sum - split.Left));
    }

    private TreeNode NodeOf(Split split, int left, List<ulong> sets)
    {
        if (split.Categories is null)
        {
            return new(split.Column, left, _columns[split.Column].Threshold(split.Bin), split.MissingLeft, -1, split.Gain);
        }

        int categories = split.Categories.Length - 1;
        ulong[] words = new ulong[Tree.WordsOf(categories)];
        for (int code = 0; code < categories; code++)
        {
            if (split.Categories[code + 1]) { words[code >> 6] |= 1UL << code; }
        }

        sets.AddRange(words);
        return new(split.Column, left, categories, split.MissingLeft, sets.Count - words.Length, split.Gain);
    }

    /// <summary>Finds the best splits of the two sides of a leaf whose histogram is given, if it was kept.</summary>
    private void Search(HistogramBin[]? whole, Leaf small, Leaf large, float[] gradients, float[] hessians)
    {
        if (!CanDivide(large))
        {
            Return(whole);
            return;
        }

        Gather(small, gradients, hessians);
        if (whole is null) { Gather(large, gradients, hessians); }
        (small.Histogram, large.Histogram) = (Rent(), whole ?? Rent());
        Split[] ofSmall = new Split[_columns.Length], ofLarge = new Split[_columns.Length];
        Parts.For(_columns.Length, ((long)small.Count * _columns.Length) + _offsets[^1], c =>
        {
            Build(small, c);
            if (whole is null) { Build(large, c); }
            else { HistogramBin.Subtract(BinsOf(large, c), BinsOf(small, c)); }
            if (CanDivide(small)) { ofSmall[c] = Best(small, c); }
            ofLarge[c] = Best(large, c);
        });
        Choose(small, ofSmall);
        Choose(large, ofLarge);
    }

    private bool CanDivide(Leaf leaf) => leaf.Count >= 2 * (long)_options.MinRowsPerLeaf;

    private Span<HistogramBin> BinsOf(Leaf leaf, int column) => leaf.Histogram.AsSpan(_offsets[column].._offsets[column + 1]);

    private Split Best(Leaf leaf, int column) => _search.Best(column, _columns[column].IsCategory, BinsOf(leaf, column), leaf.Sum);

    private void Build(Leaf leaf, int column)
    {
        Span<HistogramBin> bins = BinsOf(leaf, column);
        bins.Clear();
        _columns[column].AddTo(
            bins, _order.Rows(leaf.Start, leaf.Count), _gradients.AsSpan(leaf.Start, leaf.Count), _hessians.AsSpan(leaf.Start, leaf.Count));
    }

    /// <summary>Takes the best split; of equal ones that of the first column. The histogram is kept if subtracting from it will cost less than adding up again
    /// (and so all of them together take no more memory than a few numbers a cell).</summary>
    private void Choose(Leaf leaf, Split[] splits)
    {
        foreach (Split split in splits)
        {
            if (split.Gain > leaf.Best.Gain) { leaf.Best = split; }
        }

        if (leaf.Best.Gain > 0 && (long)leaf.Count * _columns.Length >= _offsets[^1]) { return; }
        Return(leaf.Histogram);
        leaf.Histogram = null;
    }

    /// <summary>Puts the derivatives of a leaf into its order, so that each column reads them one after the other.</summary>
    private void Gather(Leaf leaf, float[] gradients, float[] hessians) => Parts.Rows(leaf.Count, (_, from, to) =>
    {
        ReadOnlySpan<int> rows = _order.Rows(leaf.Start + from, to - from);
        Span<float> g = _gradients.AsSpan(leaf.Start + from, rows.Length), h = _hessians.AsSpan(leaf.Start + from, rows.Length);
        for (int i = 0; i < rows.Length; i++) { (g[i], h[i]) = (gradients[rows[i]], hessians[rows[i]]); }
    });

    private HistogramBin[] Rent() => _pool.TryPop(out HistogramBin[]? histogram) ? histogram : new HistogramBin[_offsets[^1]];

    private void Return(HistogramBin[]? histogram)
    {
        if (histogram is not null) { _pool.Push(histogram); }
    }
}
