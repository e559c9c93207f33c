namespace Hebb.Learning.Trees;

/// <summary>
/// Gradient-boosted histogram trees for tables: numbers with missing values and categories as they are, for numbers and classes. Trained models are immutable
/// and may be used by several threads. Equal data give equal bits for any number of threads.
/// </summary>
/// <remarks>
/// Friedman, <i>Greedy function approximation: a gradient boosting machine</i> (2001); Chen and Guestrin, <i>XGBoost</i> (2016); Ke et al., <i>LightGBM: a
/// highly efficient gradient boosting decision tree</i> (2017); Fisher, <i>On grouping for maximum homogeneity</i> (1958).
/// </remarks>
public sealed class BoostedTrees
{
    /// <summary>Rows that are predicted at once: they pass one tree after the other, which stays near the processor meanwhile.</summary>
    private const int RowsAtOnce = 256;

    internal BoostedTrees(int classes, double[] baseScores, int[] categories, Tree[] trees) =>
        (Classes, Base, CategoryCounts, Trees) = (classes, baseScores, categories, trees);

    /// <summary>The number of classes; 0 where a number is predicted.</summary>
    public int Classes { get; }

    /// <summary>The answers to a row: one number, the probability of class 1 of two classes, or the probability of each of more.</summary>
    public int Outputs => Base.Length;

    /// <summary>How many rounds there are: trees for each output.</summary>
    public int Rounds => Trees.Length / Outputs;

    /// <summary>The number of categories of each column; 0 for numbers.</summary>
    public IReadOnlyList<int> CategoryCounts { get; }

    /// <summary>The scores before the first tree.</summary>
    internal double[] Base { get; }

    /// <summary>The trees, round by round, one for each output.</summary>
    internal Tree[] Trees { get; }

    /// <summary>Learns to predict a number, with the least squared error.</summary>
    /// <param name="training">The rows to learn from.</param>
    /// <param name="options">How to; null for the defaults.</param>
    /// <param name="validation">Rows that decide when to stop; null to grow all rounds.</param>
    /// <param name="progress">Is told about each round, on the calling thread.</param>
    /// <param name="cancellation">Ends the training; the rounds that were finished are kept.</param>
    /// <exception cref="ArgumentException">The validation rows have other columns, or an option is out of range.</exception>
    public static BoostedTrees FitNumbers(
        TreeRows training, BoostedTreesOptions? options = null, TreeRows? validation = null, IProgress<BoostingRound>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        return Fit(training, 0, new SquaredLoss(training), options, validation, progress, cancellation);
    }

    /// <summary>Learns to predict classes: logistic loss for two of them, softmax for more.</summary>
    /// <param name="training">The rows to learn from; the target of each is its class, 0 to <paramref name="classes"/> − 1.</param>
    /// <param name="classes">The number of classes, at least 2.</param>
    /// <param name="options">How to; null for the defaults.</param>
    /// <param name="validation">Rows that decide when to stop; null to grow all rounds.</param>
    /// <param name="progress">Is told about each round, on the calling thread.</param>
    /// <param name="cancellation">Ends the training; the rounds that were finished are kept.</param>
    /// <exception cref="ArgumentException">
    /// A target is no class, all training rows have the same one, the validation rows have other columns, or an option is out of range.
    /// </exception>
    public static BoostedTrees FitClasses(
        TreeRows training, int classes, BoostedTreesOptions? options = null, TreeRows? validation = null, IProgress<BoostingRound>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        CheckClasses(training, classes, nameof(training));
        if (validation is not null) { CheckClasses(validation, classes, nameof(validation)); }
        double[] present = [.. Enumerable.Range(0, training.Count).Where(row => training.WeightAt(row) > 0).Select(row => training.Target[row]).Distinct()];
        if (present.Length < 2)
        {
            throw new ArgumentException($"All training rows that count have the class {present[0]}. Expected at least two classes.", nameof(training));
        }

        TreeLoss loss = classes == 2 ? new LogisticLoss(training) : new SoftmaxLoss(training, classes);
        return Fit(training, classes, loss, options, validation, progress, cancellation);
    }

    /// <summary>
    /// One model whose scores are the mean of those of several: of numbers the mean answer, of classes the mean of log odds or log probabilities. Its loss is
    /// at most the mean loss of the models, because squared error and cross-entropy are convex in the scores (Jensen, 1906).
    /// </summary>
    /// <param name="models">At least one; all with the same columns and classes.</param>
    /// <exception cref="ArgumentException">There is none, or they differ in columns or classes.</exception>
    public static BoostedTrees Mean(IReadOnlyList<BoostedTrees> models)
    {
        ArgumentNullException.ThrowIfNull(models);
        if (models.Count == 0) { throw new ArgumentException("There are no models. Expected at least one.", nameof(models)); }
        BoostedTrees first = models[0];
        int other = models.ToList().FindIndex(model => model.Classes != first.Classes || !model.CategoryCounts.SequenceEqual(first.CategoryCounts));
        if (other >= 0) { throw new ArgumentException($"Model {other} has other columns or classes than model 0. Expected the same.", nameof(models)); }
        return models.Count == 1 ? first : new(
            first.Classes,
            [.. Enumerable.Range(0, first.Outputs).Select(output => models.Average(model => model.Base[output]))],
            [.. first.CategoryCounts],
            [.. models.SelectMany(model => model.Trees).Select(tree => tree.Times(1.0 / models.Count))]);
    }

    /// <summary>The same trees, whose scores are higher by a number.</summary>
    internal BoostedTrees Plus(double number) => new(Classes, [.. Base.Select(score => score + number)], [.. CategoryCounts], Trees);

    /// <summary>Reads a file that <see cref="Save(string)"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="Formats.FileFormatException">The file is damaged or holds something else.</exception>
    public static BoostedTrees Load(string path) => BoostedTreesFile.Read(Formats.Safetensors.Read(path), Path.GetFileName(path));

    /// <summary>Reads a stream from its position to its end.</summary>
    /// <param name="stream">The source, which stays open.</param>
    /// <exception cref="Formats.FileFormatException">The stream is damaged or holds something else.</exception>
    public static BoostedTrees Load(Stream stream) => BoostedTreesFile.Read(Formats.Safetensors.Read(stream), "trees");

    /// <summary>Writes a file, replacing an older one only when the new one is complete; docs/maintainers/decisions/0027-boosted-trees.md says what is in
    /// it.</summary>
    /// <param name="path">The file; its name ends in .safetensors.</param>
    /// <exception cref="ArgumentException">The name has another ending.</exception>
    public void Save(string path) => Formats.Safetensors.Write(path, BoostedTreesFile.Arrays(this));

    /// <summary>Writes the same to a stream.</summary>
    /// <param name="stream">The destination, which stays open.</param>
    public void Save(Stream stream) => Formats.Safetensors.Write(stream, BoostedTreesFile.Arrays(this));

    /// <summary>The answers to rows.</summary>
    /// <param name="columns">The columns, like those of the training.</param>
    /// <returns>Row by row: a number, the probability of class 1, or the probability of each class.</returns>
    /// <exception cref="ArgumentException">The columns are not like those of the training.</exception>
    public double[] Predict(IReadOnlyList<TreeColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        CheckColumns(columns, CategoryCounts, nameof(columns));
        int rows = columns[0].Rows;
        if (columns.Any(column => column.Rows != rows)) { throw new ArgumentException("The columns differ in their number of rows.", nameof(columns)); }
        double[] answers = new double[checked(rows * Outputs)];
        Parts.For((rows + RowsAtOnce - 1) / RowsAtOnce, (long)rows * Trees.Length, part =>
        {
            int from = part * RowsAtOnce, count = Math.Min(RowsAtOnce, rows - from);
            double[] cells = Cells(columns, from, count);
            for (int row = from; row < from + count; row++) { Base.CopyTo(answers, row * Outputs); }
            for (int tree = 0; tree < Trees.Length; tree++)
            {
                for (int row = 0; row < count; row++)
                {
                    answers[((from + row) * Outputs) + (tree % Outputs)] += Trees[tree].Answer(cells.AsSpan(row * columns.Count, columns.Count));
                }
            }

            for (int row = from; row < from + count; row++) { Finish(answers.AsSpan(row * Outputs, Outputs)); }
        });
        return answers;
    }

    /// <summary>The answers to one row. Nothing is allocated.</summary>
    /// <param name="row">A number for each column, the code of a category too; NaN where it is missing or unknown.</param>
    /// <param name="answers">Takes the <see cref="Outputs"/> answers.</param>
    /// <exception cref="ArgumentException">The row has another number of columns, or there is no room for the answers.</exception>
    public void Predict(ReadOnlySpan<double> row, Span<double> answers)
    {
        if (row.Length != CategoryCounts.Count || answers.Length != Outputs)
        {
            throw new ArgumentException(
                $"A row of {row.Length} numbers and room for {answers.Length} answers are given. Expected {CategoryCounts.Count} and {Outputs}.", nameof(row));
        }

        Base.CopyTo(answers);
        for (int tree = 0; tree < Trees.Length; tree++) { answers[tree % Outputs] += Trees[tree].Answer(row); }
        Finish(answers);
    }

    /// <summary>How much each column was worth: its share of the gain of all splits (Friedman, 2001). They sum up to 1, or are all 0 without a split.</summary>
    public double[] Importance()
    {
        double[] gains = new double[CategoryCounts.Count];
        foreach (Tree tree in Trees)
        {
            foreach (TreeNode node in tree.Nodes)
            {
                if (!node.IsLeaf) { gains[node.Column] += node.Gain; }
            }
        }

        double sum = gains.Sum();
        return sum > 0 ? Array.ConvertAll(gains, gain => gain / sum) : gains;
    }

    /// <summary>Rows as they are read by trees: cell by cell, row by row.</summary>
    internal static double[] Cells(IReadOnlyList<TreeColumn> columns, int start, int count)
    {
        double[] cells = new double[checked(count * columns.Count)];
        for (int c = 0; c < columns.Count; c++)
        {
            double[] values = columns[c].Values;
            for (int row = 0; row < count; row++) { cells[(row * columns.Count) + c] = values[start + row]; }
        }

        return cells;
    }

    private static BoostedTrees Fit(
        TreeRows training, int classes, TreeLoss loss, BoostedTreesOptions? options, TreeRows? validation, IProgress<BoostingRound>? progress,
        CancellationToken cancellation)
    {
        options ??= new();
        int[] categories = [.. training.Columns.Select(column => column.CategoryCount)];
        if (validation is not null) { CheckColumns(validation.Columns, categories, nameof(validation)); }
        return new(classes, loss.Base, categories, new Boosting(training, loss, options, validation).Run(progress, cancellation));
    }

    /// <summary>Turns the scores of a row into answers.</summary>
    private void Finish(Span<double> scores)
    {
        if (Classes == 2) { scores[0] = LogisticLoss.Probability(scores[0]); }
        else if (Classes > 2) { SoftmaxLoss.Probabilities(scores); }
    }

    private static void CheckColumns(IReadOnlyList<TreeColumn> columns, IReadOnlyList<int> categories, string name)
    {
        if (columns.Select(column => column.CategoryCount).SequenceEqual(categories)) { return; }
        int other = Enumerable.Range(0, Math.Min(columns.Count, categories.Count)).FirstOrDefault(c => columns[c].CategoryCount != categories[c], -1);
        throw new ArgumentException(
            other < 0 ? $"{columns.Count} columns are given. Expected {categories.Count}, like in training."
            : $"Column {other} has {columns[other].CategoryCount} categories. Expected {categories[other]} like in training; 0 is a column of numbers.", name);
    }

    private static void CheckClasses(TreeRows rows, int classes, string name)
    {
        int bad = Array.FindIndex(rows.Target, value => !(value >= 0 && value < classes && value == Math.Floor(value)));
        if (bad >= 0) { throw new ArgumentException($"The target of row {bad} is {rows.Target[bad]}. Expected a class from 0 to {classes - 1}.", name); }
    }
}
