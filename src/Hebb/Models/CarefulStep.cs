using System.Runtime.InteropServices;
using Hebb.Tensors;

namespace Hebb.Models;

/// <summary>
/// A step on data that are not all finite. The loss may be finite all the same, behind a tanh say, and the gradient not: such a step is taken back.
/// </summary>
internal static class CarefulStep
{
    /// <summary>Takes the step, and takes it back if a parameter that was finite is no longer.</summary>
    /// <param name="model">The model.</param>
    /// <param name="changing">What a step may change.</param>
    /// <param name="step">The step; false if it changed nothing by itself.</param>
    /// <returns>Whether the step stands.</returns>
    public static bool Take(Model model, IEnumerable<Parameter> changing, Func<bool> step)
    {
        Parameter[] floats = [.. changing.Where(parameter => parameter.DType == DType.Float32)];
        WeightSnapshot before = new(model, changing);
        bool[] wasFinite = [.. floats.Select(IsFinite)];
        if (!step()) { return false; }
        if (!floats.Where((parameter, i) => wasFinite[i] && !IsFinite(parameter)).Any()) { return true; }
        before.Restore();
        return false;
    }

    private static bool IsFinite(Parameter parameter) => NonFinite.First(MemoryMarshal.Cast<byte, float>(parameter.ToBytes())) is null;
}
