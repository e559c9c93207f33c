using System.Runtime.CompilerServices;

namespace Hebb.Datasets;

/// <summary>
/// Elements of any type that can be gone through again and again, pass by pass: files, records, images, batches. Operations make new data sets and change
/// nothing; their order matters, as
/// in tf.data: shuffle before you batch, cache before what is random. A data set of <see cref="Datasets.Batch"/>es is what models are trained on.
/// </summary>
/// <typeparam name="T">What an element is.</typeparam>
/// <remarks>
/// <para>
/// Make one with <see cref="Dataset.From{T}(IEnumerable{T})"/>, or derive a class and override <see cref="Elements"/>. What a pass yields depends on the
/// data and the number of the pass
/// alone; results do not depend on the number of readers of <see cref="Prefetch"/>.
/// </para>
/// <para>Functions run when an element is read, in the reading thread; with several readers, several threads call them at once. Elements are never used
/// again by the data set.</para>
/// </remarks>
/// <example>
/// <code>
/// Dataset train = Dataset.From(paths)
///     .Shuffle(buffer: 10_000, seed: 1)
///     .Map(path => (Decode(path), LabelOf(path)))
///     .Batch(32)
///     .Prefetch(ahead: 4, readers: 4);
/// </code>
/// </example>
public abstract class Dataset<T>
{
    /// <summary>The number of elements of a pass; null if it is not known before, or has no end.</summary>
    public virtual long? Count => null;

    /// <summary>Whether passes differ by their number.</summary>
    internal virtual bool DependsOnPass => true;

    /// <summary>Goes through the elements once, in order.</summary>
    /// <param name="pass">The number of the pass, from 1: each has an order of its own where data are shuffled.</param>
    /// <param name="cancellation">Ends the pass with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="DatasetException">A function given to an operation failed; thrown where its element would have been.</exception>
    public IEnumerable<T> Read(long pass = 1, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pass, 1);
        return ReadAll(pass, cancellation);
    }

    /// <summary>
    /// Applies a function to every element, when it is read. To run it on several threads, put <see cref="Prefetch"/> with readers behind it.
    /// </summary>
    /// <param name="map">What to make of an element. With several readers (<see cref="Prefetch"/>) several threads call it at once.</param>
    public Dataset<TResult> Map<TResult>(Func<T, TResult> map) => new MapDataset<T, TResult>(this, NotNull(map), nameof(Map));

    /// <summary>
    /// Leaves out elements. What stands before is read to decide it; put a <see cref="Prefetch"/> with several readers in front if that takes long.
    /// </summary>
    /// <param name="condition">Which elements stay.</param>
    public Dataset<T> Where(Func<T, bool> condition) => new WhereDataset<T>(this, NotNull(condition));

    /// <summary>Groups of elements that follow each other; the last one has what is left.</summary>
    /// <param name="size">The elements of a group.</param>
    /// <param name="dropRemainder">Whether a smaller last group is left out.</param>
    public Dataset<IReadOnlyList<T>> Chunk(int size, bool dropRemainder = false) => new ChunkDataset<T>(this, AtLeastOne(size), dropRemainder);

    /// <summary>Batches to train on.</summary>
    /// <param name="size">The elements of a batch; the last one has what is left.</param>
    /// <param name="collate">Makes a batch of elements.</param>
    /// <param name="dropRemainder">Whether a smaller last batch is left out.</param>
    public Dataset<Batch> Batch(int size, Func<IReadOnlyList<T>, Batch> collate, bool dropRemainder = false) =>
        new MapDataset<IReadOnlyList<T>, Batch>(Chunk(size, dropRemainder), NotNull(collate), nameof(Batch));

    /// <summary>Draws elements at random from a buffer that is kept full. Each pass has an order of its own; equal seeds give equal orders.</summary>
    /// <param name="buffer">How many elements to draw from; every order is equally likely if it is at least the number of elements. They are held before
    /// functions are applied to them.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="eachPass">Whether every pass has an order of its own.</param>
    public Dataset<T> Shuffle(int buffer, long seed = 0, bool eachPass = true) => new ShuffleDataset<T>(this, AtLeastOne(buffer), seed, eachPass);

    /// <summary>Reads ahead, on threads of its own, while what was read before is worked on. The order stays.</summary>
    /// <param name="ahead">The most elements that are begun and not yet taken: memory for so many is needed.</param>
    /// <param name="readers">How many threads apply the functions that stand before; more than <paramref name="ahead"/> have nothing to do.</param>
    public Dataset<T> Prefetch(int ahead = 2, int readers = 1) => new PrefetchDataset<T>(this, AtLeastOne(ahead), Math.Min(AtLeastOne(readers), ahead));

    /// <summary>Keeps all elements in memory once a pass is complete; every pass has the elements of the first one, in its order.</summary>
    public Dataset<T> Cache() => new CacheDataset<T>(this);

    /// <summary>Several passes, one behind the other, as one.</summary>
    /// <param name="count">How many; null for no end: give <c>FitOptions.StepsPerEpoch</c> then, or <see cref="Take"/> behind it.</param>
    public Dataset<T> Repeat(int? count = null) => new RepeatDataset<T>(this, count is { } given ? AtLeastOne(given, nameof(count)) : null);

    /// <summary>The first elements.</summary>
    /// <param name="count">How many; all if there are fewer.</param>
    public Dataset<T> Take(long count) => new TakeDataset<T>(this, NotNegative(count));

    /// <summary>All but the first elements.</summary>
    /// <param name="count">How many are left out; no function is applied to them.</param>
    public Dataset<T> Skip(long count) => new SkipDataset<T>(this, NotNegative(count));

    /// <summary>Pairs with the elements of another data set; ends with the shorter one.</summary>
    /// <param name="other">The second parts.</param>
    public Dataset<(T First, TOther Second)> Zip<TOther>(Dataset<TOther> other) => new ZipDataset<T, TOther>(this, NotNull(other));

    /// <summary>The elements of one pass, in order. Look at the token while you wait for something.</summary>
    /// <param name="pass">The number of the pass, from 1. What differs between passes should depend on nothing else.</param>
    /// <param name="cancellation">Ends the pass.</param>
    protected abstract IEnumerable<T> Elements(long pass, CancellationToken cancellation);

    /// <summary>The elements of one pass in order, with the work that is still to do.</summary>
    internal virtual IEnumerable<Element<T>> Pull(long pass, CancellationToken cancellation)
    {
        foreach (T value in Elements(pass, cancellation))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return new(value);
        }
    }

    private IEnumerable<T> ReadAll(long pass, CancellationToken cancellation)
    {
        foreach (Element<T> element in Pull(pass, cancellation)) { yield return element.Read(); }
    }

    private static int AtLeastOne(int value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, name);
        return value;
    }

    private static long NotNegative(long value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value, name);
        return value;
    }

    private static TValue NotNull<TValue>(TValue value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value ?? throw new ArgumentNullException(name);
}
