namespace Hebb.Datasets;

/// <summary>A data set made of another one. Most operations only decide which elements come when, and leave the work on them to who reads them.</summary>
internal abstract class Operation<TSource, T>(Dataset<TSource> source) : Dataset<T>
{
    internal override bool DependsOnPass => Source.DependsOnPass;

    /// <summary>Where elements come from.</summary>
    protected Dataset<TSource> Source { get; } = source;

    protected sealed override IEnumerable<T> Elements(long pass, CancellationToken cancellation) => Read(pass, cancellation);

    internal abstract override IEnumerable<Element<T>> Pull(long pass, CancellationToken cancellation);
}
