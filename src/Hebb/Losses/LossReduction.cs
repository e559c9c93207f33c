namespace Hebb.Losses;

/// <summary>How the losses of a batch's rows become its cost.</summary>
public enum LossReduction
{
    /// <summary>The sum of weighted losses, divided by the number of rows (Keras' <c>sum_over_batch_size</c> and <c>mean</c>).</summary>
    SumOverBatchSize,

    /// <summary>The sum of weighted losses: larger batches take larger steps.</summary>
    Sum,

    /// <summary>The sum of weighted losses, divided by the sum of the weights: doubling all weights changes nothing.</summary>
    MeanWithSampleWeight,
}
