namespace Hebb.Learning.Training;

/// <summary>A row of many numbers of which most are zero.</summary>
/// <param name="Places">The columns that are not zero, each once.</param>
/// <param name="Values">Their numbers.</param>
internal readonly record struct SparseRow(int[] Places, float[] Values);
