using Hebb.Activations;
using Hebb.Layers;
using Hebb.Models;
using Hebb.Saving;
using Hebb.Tensors;

namespace Hebb.Data;

/// <summary>Where networks meet files.</summary>
internal static class ModelStore
{
    public static void Save(Model model, string path)
    {
        Dictionary<string, StoredArray> arrays = [];
        foreach (var (parameter, i) in model.Parameters.Select((p, i) => (p, i))) { arrays[$"w{i:D3}"] = StoredArray.Of(parameter.Shape, parameter.Value.ToArray<float>()); }
        Npz.Write(path, arrays);
    }

    public static Model Load(string path, LearningTask task)
    {
        var arrays = Npz.Read(path).OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => a.Value).ToArray();
        List<Layer> layers = [new Input([arrays[0].Shape[0]])];
        for (int i = 0; i < arrays.Length; i += 2)
        {
            layers.Add(new Dense(arrays[i].Shape[1], i + 2 < arrays.Length ? Activation.Relu : task == LearningTask.Binary ? Activation.Sigmoid : task == LearningTask.Multiclass ? Activation.Softmax : null));
        }
        Sequential model = new(layers);
        _ = model.Parameters;
        model.SetWeights([.. arrays.Select(array => Tensor.Create(array.ReadFloats(), array.Shape))]);
        return model;
    }
}
