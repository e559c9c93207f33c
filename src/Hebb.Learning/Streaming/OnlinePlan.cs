using Hebb.Learning.Training;

namespace Hebb.Learning.Streaming;

/// <summary>A training on rows that come by once: what is decided follows from the first ones, so it is told afterwards.</summary>
internal sealed class OnlinePlan(Func<CancellationToken, OnlineResult> train) : LearningPlan
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Decisions => [];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Lines => [];

    /// <inheritdoc/>
    public override OnlineResult Train(CancellationToken cancellation = default) => train(cancellation);
}
