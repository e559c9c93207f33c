namespace Hebb.Callbacks;

/// <summary>What a training step came to.</summary>
/// <param name="Epoch">The number of the epoch, from 1.</param>
/// <param name="Batch">The number of the batch in the epoch, from 1.</param>
/// <param name="Rows">The rows of the batch.</param>
/// <param name="Loss">The loss before the weights were changed.</param>
public readonly record struct BatchResult(int Epoch, int Batch, int Rows, double Loss);
