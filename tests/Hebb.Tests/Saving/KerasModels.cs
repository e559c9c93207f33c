using Hebb.Saving;
using Hebb.Tensors;

namespace Hebb.Tests.Saving;

/// <summary>Models that real Keras wrote, with inputs and the outputs that Keras predicts.</summary>
internal static class KerasModels
{
    public static string File(string model, string file) => SharedData.File($"fixtures/keras/{model}/{file}");

    public static Tensor Array(string model, string file)
    {
        StoredArray array = Npy.Read(File(model, file));
        return Tensor.Create(array.ReadFloats(), array.Shape);
    }

    /// <summary>x0, x1, … or y0, y1, ….</summary>
    public static Tensor[] Arrays(string model, string prefix) =>
        [.. Enumerable.Range(0, 100).Select(i => $"{prefix}{i}.npy").TakeWhile(file => System.IO.File.Exists(File(model, file))).Select(file => Array(model, file))];
}
