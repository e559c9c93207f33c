using System.Globalization;
using Hebb.Callbacks;
using Hebb.Datasets;
using Hebb.Layers;
using Hebb.Models;
using Hebb.Tensors;

namespace Hebb.Tuning;

/// <summary>How good a kind of model is on rows it has not seen: for each fold a fresh model is trained on the others' rows and judged by the fold's.</summary>
public sealed class CrossValidation
{
    private CrossValidation(IReadOnlyList<Fold> folds, IReadOnlyList<Evaluation> evaluations, Tensor? predictions, bool wasCancelled) =>
        (Folds, Evaluations, Predictions, WasCancelled) = (folds, evaluations, predictions, wasCancelled);

    /// <summary>The folds.</summary>
    public IReadOnlyList<Fold> Folds { get; }

    /// <summary>Loss and metrics on the rows of each fold.</summary>
    public IReadOnlyList<Evaluation> Evaluations { get; }

    /// <summary>The names of loss and metrics.</summary>
    public IReadOnlyList<string> Names => Evaluations is [var first, ..] ? first.Names : [];

    /// <summary>
    /// What was predicted for each row by models that had not seen it, the mean if it was tested several times, NaN if never; null for models with
    /// several outputs, and if cancelled.
    /// </summary>
    public Tensor? Predictions { get; }

    /// <summary>Whether it was cancelled; the folds finished until then are there.</summary>
    public bool WasCancelled { get; }

    /// <summary>Cross-validates in as many folds.</summary>
    /// <param name="build">Makes a new compiled model; called for each fold.</param>
    /// <param name="data">All rows. What is learned from data before the model (means, categories) must be learned for each fold: use layers for it,
    /// or cross-validate tables.</param>
    /// <param name="folds">The number of folds.</param>
    /// <param name="options">How to train; callbacks come from <paramref name="callbacks"/>.</param>
    /// <param name="callbacks">Makes the callbacks of a fold; none are shared.</param>
    /// <param name="seed">Equal seeds give equal folds.</param>
    /// <param name="stratified">Whether folds keep the proportions of classes, where the target is a class and each has a row for every fold.</param>
    /// <param name="repeats">How many times, with other folds.</param>
    /// <param name="cancellation">Ends it; folds finished until then are returned.</param>
    public static CrossValidation Run(
        Func<Model> build,
        Dataset data,
        int folds = 5,
        FitOptions? options = null,
        Func<IReadOnlyList<Callback>>? callbacks = null,
        long seed = 0,
        bool stratified = true,
        int repeats = 1,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Run(
            build, data, Tuning.Folds.Repeated(repeats, next => Tuning.Folds.For(data, folds, next, stratified), seed), options, callbacks, cancellation);
    }

    /// <summary>Cross-validates in folds of your own, or of <see cref="Tuning.Folds"/>: groups, series, each row alone.</summary>
    /// <param name="build">Makes a new compiled model; called for each fold.</param>
    /// <param name="data">All rows.</param>
    /// <param name="folds">The folds.</param>
    /// <param name="options">How to train; callbacks come from <paramref name="callbacks"/>. A validation split is taken from each fold's training
    /// rows.</param>
    /// <param name="callbacks">Makes the callbacks of a fold; none are shared.</param>
    /// <param name="cancellation">Ends it; folds finished until then are returned.</param>
    /// <exception cref="ArgumentException">The builder returned a model that was trained already, or a fold tests rows it trains on.</exception>
    public static CrossValidation Run(
        Func<Model> build,
        Dataset data,
        IReadOnlyList<Fold> folds,
        FitOptions? options = null,
        Func<IReadOnlyList<Callback>>? callbacks = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(build);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(folds);
        options ??= new();
        if (options.Callbacks.Count > 0)
        {
            throw new ArgumentException("The options hold callbacks, which all folds would share. Give a function that makes new ones for each fold.");
        }

        if (options.Validation is not null)
        {
            throw new ArgumentException(
                "The options hold validation rows, which every fold would share. Set ValidationSplit: it is taken from the training rows of each fold.");
        }

        if (folds.Count == 0) { throw new ArgumentException("There are no folds. Make some with Folds.KFold.", nameof(folds)); }
        foreach (Fold fold in folds) { Check(fold); }
        List<Evaluation> evaluations = [];
        HashSet<Model> seen = [];
        OutOfFold predicted = new(data.Whole.Rows);
        foreach (Fold fold in folds)
        {
            Model model = Unseeded.Apart(build) ?? throw new InvalidOperationException("The builder returned no model.");
            if (!seen.Add(model) || model.Optimizer?.Iterations > 0)
            {
                throw new ArgumentException(
                    $"The builder returned {model}, which was trained before: it has seen rows it would be evaluated on. "
                    + "Make a new model, and a new optimizer, at each call.",
                    nameof(build));
            }

            model.Fit(data.Take(fold.Train), options with { Callbacks = callbacks?.Invoke() ?? [] }, cancellation);
            if (cancellation.IsCancellationRequested) { break; }
            Dataset test = data.Take(fold.Test);
            evaluations.Add(Judge(model, test, options));
            predicted.Add(fold.Test, model.Predict(test.Whole.Inputs));
        }

        return new([.. folds.Take(evaluations.Count)], evaluations, evaluations.Count == folds.Count ? predicted.Mean : null, evaluations.Count < folds.Count);
    }

    /// <summary>The mean of a value over the folds.</summary>
    /// <param name="name">The name: <c>loss</c>, <c>accuracy</c>.</param>
    public double Mean(string name) => Evaluations.Average(evaluation => evaluation[name]);

    /// <summary>The standard deviation of a value between the folds, √(Σ(v − mean)² / (n − 1)); NaN for a single fold.</summary>
    /// <param name="name">The name: <c>loss</c>, <c>accuracy</c>.</param>
    public double StandardDeviation(string name)
    {
        double mean = Mean(name);
        return Math.Sqrt(Evaluations.Sum(evaluation => Math.Pow(evaluation[name] - mean, 2)) / (Evaluations.Count - 1.0));
    }

    /// <summary>Mean ± standard deviation of each value.</summary>
    public override string ToString() => string.Join(
        ", ", Names.Select(name => string.Create(CultureInfo.InvariantCulture, $"{name} {Mean(name):G5} ± {StandardDeviation(name):G3}")))
        + $" ({Evaluations.Count} folds{(WasCancelled ? ", canceled" : "")})";

    private static Evaluation Judge(Model model, Dataset test, FitOptions options) => model.Evaluate(test, options.BatchSize);

    private static void Check(Fold fold)
    {
        if (fold.Train.Length == 0 || fold.Test.Length == 0) { throw new ArgumentException("A fold has no rows to train on, or none to be evaluated on."); }
        int[] both = [.. fold.Train.Intersect(fold.Test)];
        if (both.Length > 0)
        {
            throw new ArgumentException($"A fold tests {both.Length} rows that it trains on, row {both[0]} for one. Leave them out of one of the two.");
        }
    }
}
