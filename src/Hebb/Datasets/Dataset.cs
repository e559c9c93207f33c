using System.Runtime.CompilerServices;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Datasets;

/// <summary>Rows to train on or to be judged by, batch by batch: inputs, targets, and weights if some rows count more than others.</summary>
/// <remarks>
/// Not the base of <see cref="Dataset{T}"/>, a sequence of anything with Map, Shuffle and the like: a data set of batches converts to this one.
/// Make one of tensors (<see cref="From(Tensor, Tensor, Tensor?)"/>), of a <see cref="Dataset{T}"/> of batches, or derive a class: <see cref="Read"/> is
/// all it needs. Override
/// <see cref="Rows"/>, <see cref="Whole"/> and <see cref="Take"/> too if rows can be had by number, so that the data can be split.
/// </remarks>
public abstract class Dataset
{
    private Batch? _first;

    /// <summary>The number of rows; null if it is not known: a stream.</summary>
    public virtual int? Rows => null;

    /// <summary>One input and one target.</summary>
    /// <param name="x">The inputs; the first axis is the rows.</param>
    /// <param name="y">The targets of the same rows.</param>
    /// <param name="weights">One weight per row, or, for targets of steps (batch, time, …), one per step.</param>
    /// <exception cref="ShapeException">The numbers of rows or steps differ.</exception>
    public static Dataset From(Tensor x, Tensor y, Tensor? weights = null) => From([x], [y], weights);

    /// <summary>Several inputs and targets, for models with several inputs and outputs.</summary>
    /// <inheritdoc cref="From(Tensor, Tensor, Tensor?)"/>
    [OverloadResolutionPriority(1)]
    public static Dataset From(IReadOnlyList<Tensor> x, IReadOnlyList<Tensor> y, Tensor? weights = null) => new TensorDataset(new(x, y, weights));

    /// <summary>Several inputs and targets, each target with weights of its own.</summary>
    /// <param name="x">The inputs; the first axis is the rows.</param>
    /// <param name="y">The targets of the same rows.</param>
    /// <param name="weights">For each target one weight per row, or one per step (batch, time, …); null where all count the same.</param>
    /// <exception cref="ArgumentException">There are not as many weights as targets.</exception>
    /// <exception cref="ShapeException">The numbers of rows or steps differ.</exception>
    public static Dataset From(IReadOnlyList<Tensor> x, IReadOnlyList<Tensor> y, IReadOnlyList<Tensor?> weights) => new TensorDataset(new(x, y, weights));

    /// <summary>One row of numbers per row, and one number to predict.</summary>
    public static Dataset From(float[,] x, float[] y, float[]? weights = null)
    {
        ArgumentNullException.ThrowIfNull(y);
        return From(Tensor.Create(x), Tensor.Create<float>(y, [y.Length, 1]), weights is null ? null : Tensor.Create(weights));
    }

    /// <summary>Elements of any type, enumerated once for every pass.</summary>
    public static Dataset<T> From<T>(IEnumerable<T> elements) => new SequenceSource<T>(elements ?? throw new ArgumentNullException(nameof(elements)));

    /// <summary>Elements of any type that come asynchronously, enumerated once for every pass: on the thread pool, a few elements ahead.</summary>
    /// <param name="elements">The elements. A pass that is left early cancels the enumeration and waits for its end, so look at the token of
    /// <c>GetAsyncEnumerator</c>.</param>
    public static Dataset<T> From<T>(IAsyncEnumerable<T> elements) => new AsyncSource<T>(elements ?? throw new ArgumentNullException(nameof(elements)));

    /// <summary>A stream of batches. It is enumerated once for every pass, in the order and the sizes it comes in.</summary>
    public static Dataset FromBatches(IEnumerable<Batch> batches) => FromBatches(From(batches));

    /// <summary>Batches as they come out of a data set of batches.</summary>
    public static Dataset FromBatches(Dataset<Batch> batches) => new BatchStream(batches ?? throw new ArgumentNullException(nameof(batches)));

    /// <summary>Inputs and targets as a data set.</summary>
    public static implicit operator Dataset((Tensor X, Tensor Y) data) => From(data.X, data.Y);

    /// <summary>Batches as they come out of a data set of batches.</summary>
    public static implicit operator Dataset(Dataset<Batch> batches) => FromBatches(batches);

    /// <summary>One pass over the data.</summary>
    /// <param name="pass">Which one, and in which batches.</param>
    public abstract IEnumerable<Batch> Read(DataPass pass);

    /// <summary>One pass over the data.</summary>
    /// <param name="batchSize">The rows of a batch; the last one has what is left. A stream has its own sizes.</param>
    /// <param name="shuffle">The random order: take another branch of the key for each pass. Null for the order of the rows; a stream is never
    /// shuffled.</param>
    /// <param name="dropRemainder">Whether a smaller last batch is left out.</param>
    public IEnumerable<Batch> Batches(int batchSize = 32, RandomKey? shuffle = null, bool dropRemainder = false) =>
        Read(new() { BatchSize = batchSize, Shuffle = shuffle, DropRemainder = dropRemainder });

    /// <summary>The rows in batches, to be mapped, cached, or read ahead.</summary>
    /// <param name="size">The rows of a batch; the last one has what is left. A stream has its own sizes.</param>
    /// <param name="shuffleSeed">Gives each pass an order of its own; with the model's seed it is that of <c>Fit</c>. Null for the order of the rows; a
    /// stream is never shuffled.</param>
    /// <param name="dropRemainder">Whether a smaller last batch is left out.</param>
    public Dataset<Batch> Batch(int size = 32, long? shuffleSeed = null, bool dropRemainder = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        return new RowBatches(this, size, shuffleSeed, dropRemainder);
    }

    /// <summary>Splits off a share of the rows, chosen at random.</summary>
    /// <param name="fraction">The share of the second part, between 0 and 1.</param>
    /// <param name="seed">Equal seeds give equal parts.</param>
    /// <param name="stratify">Whether classes keep their proportions, if the (only) target is a class.</param>
    /// <exception cref="NotSupportedException">The data are a stream.</exception>
    public (Dataset Train, Dataset Test) Split(double fraction, long seed = 0, bool stratify = true)
    {
        int rows = Known("split"), count = PartOf(rows, fraction);
        int[]? classes = stratify && Peek().TargetCount == 1 ? Stratification.Classes(Whole.Targets[0]) : null;
        int[] second = Stratification.Choose(rows, count, classes, RandomKey.FromSeed(seed).Child("split"));
        HashSet<int> chosen = [.. second];
        return (Take([.. Enumerable.Range(0, rows).Where(row => !chosen.Contains(row))]), Take(second));
    }

    /// <summary>Splits off the last rows: for series, where the future must not be known.</summary>
    /// <exception cref="NotSupportedException">The data are a stream.</exception>
    public (Dataset Train, Dataset Test) SplitTail(double fraction)
    {
        int rows = Known("split"), count = PartOf(rows, fraction);
        return (Take([.. Enumerable.Range(0, rows - count)]), Take([.. Enumerable.Range(rows - count, count)]));
    }

    /// <summary>Some of the rows, in this order: the parts of a cross-validation, say.</summary>
    /// <exception cref="NotSupportedException">The data are a stream.</exception>
    public virtual Dataset Take(params ReadOnlySpan<int> rows) => throw Stream("take rows by number");

    /// <summary>The same rows with these weights, one per row or one per step.</summary>
    /// <exception cref="NotSupportedException">The data are a stream.</exception>
    public Dataset WithWeights(Tensor weights) => From(Whole.Inputs, Whole.Targets, weights);

    /// <summary>The same rows with weights for each target: one per row or one per step, null where all count the same.</summary>
    /// <exception cref="NotSupportedException">The data are a stream.</exception>
    public Dataset WithWeights(IReadOnlyList<Tensor?> weights) => From(Whole.Inputs, Whole.Targets, weights);

    /// <summary>All rows as one batch.</summary>
    /// <exception cref="NotSupportedException">The data are a stream.</exception>
    public virtual Batch Whole => throw Stream("see all rows at once");

    /// <summary>Some batch, to learn shapes and types from.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    internal virtual Batch Peek() => _first ??= Read(new()).FirstOrDefault() ?? throw new InvalidOperationException("The data have no batches.");

    /// <summary>The batches of a pass; null if that is not known.</summary>
    internal virtual long? BatchesOf(int batchSize, bool dropRemainder) => dropRemainder ? Rows / batchSize : (Rows + batchSize - 1) / batchSize;

    private static int PartOf(int rows, double fraction)
    {
        int count = (int)Math.Round(rows * fraction, MidpointRounding.AwayFromZero);
        return fraction is > 0 and < 1 && count > 0 && count < rows
            ? count
            : throw new ArgumentOutOfRangeException(
                nameof(fraction), fraction, $"The share must leave rows on both sides, but {fraction} of {rows} rows is {count}.");
    }

    private int Known(string purpose) => Rows ?? throw Stream(purpose);

    /// <summary>The error for what streams cannot do.</summary>
    private protected static NotSupportedException Stream(string purpose) =>
        new($"A stream of batches cannot be used to {purpose}: collect its rows into tensors, or prepare the stream itself.");
}
