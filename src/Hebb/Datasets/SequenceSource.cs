namespace Hebb.Datasets;

/// <summary>A sequence that is enumerated once for every pass.</summary>
internal sealed class SequenceSource<T>(IEnumerable<T> sequence) : Dataset<T>
{
    public override long? Count => sequence.TryGetNonEnumeratedCount(out int count) ? count : null;

    internal override bool DependsOnPass => false;

    protected override IEnumerable<T> Elements(long pass, CancellationToken cancellation) => sequence;
}
