using Hebb.Configuration;
using Hebb.Formats;
using Hebb.Formats.Hdf5;
using Hebb.Layers;
using Hebb.Models;
using Hebb.Tensors;

namespace Hebb.Keras;

/// <summary>Weights as <c>.h5</c> files hold them: by the order of layers and of weights within each layer, not by their names.</summary>
internal static class LegacyWeights
{
    /// <summary>Whether a group holds weights in this form.</summary>
    public static bool Are(Hdf5Group group) => group.Attributes.ContainsKey("layer_names") || group.Attributes.ContainsKey("layer_names0");

    /// <summary>Plans the reading of all weights.</summary>
    /// <exception cref="FileFormatException">Weights are missing, left over or of other shapes.</exception>
    public static void Read(Model model, Hdf5Group group, IReadOnlyDictionary<Model, IReadOnlyList<Layer>> order, WeightPlan plan, ConfigSource source)
    {
        List<(string Name, Hdf5Group Group, string[] Weights)> stored = [];
        foreach (string name in Names(group, "layer_names"))
        {
            Hdf5Group layer = group.FindGroup(name) ?? throw source.Error($"the group of layer {name} is missing.");
            string[] weights = Names(layer, "weight_names");
            if (weights.Length > 0) { stored.Add((name, layer, weights)); }
        }

        List<Layer> layers = [.. InOrder(model, order).Where(layer => layer.Parameters.Count > 0)];
        if (plan.ByName)
        {
            foreach (Layer layer in layers.Where(layer => stored.All(item => item.Name != layer.Name)))
            {
                plan.LeaveOut($"{layer.Name}: the file has no layer of this name.", "");
            }

            foreach (var item in stored.Where(item => layers.All(layer => layer.Name != item.Name)))
            {
                plan.LeaveOut($"found weights of layer {item.Name}, for which {model.Name ?? model.DefaultName} has no layer.", "");
            }

            layers.RemoveAll(layer => stored.All(item => item.Name != layer.Name));
            stored = [.. layers.Select(layer => stored.Find(item => item.Name == layer.Name))];
        }
        else if (stored.Count != layers.Count)
        {
            throw source.Error(
                $"found weights of {stored.Count} layers ({string.Join(", ", stored.Select(item => item.Name))}), but {layers.Count} layers of the model have "
                + $"some ({string.Join(", ", layers.Select(layer => layer.Name))}). "
                + "To load those with equal names, set ByName = true in LoadWeightsOptions.");
        }

        for (int i = 0; i < layers.Count; i++)
        {
            Layer layer = layers[i];
            (string name, Hdf5Group folder, string[] weights) = stored[i];
            plan.ForLayer(layer.Name!, () => ReadLayer(layer, name, folder, weights, order, plan, source));
        }
    }

    private static void ReadLayer(
        Layer layer,
        string name,
        Hdf5Group folder,
        string[] weights,
        IReadOnlyDictionary<Model, IReadOnlyList<Layer>> order,
        WeightPlan plan,
        ConfigSource source)
    {
        IReadOnlyList<Parameter> parameters = Ordered(layer, order);
        if (weights.Length != parameters.Count)
        {
            throw source.Error(
                $"found {weights.Length} weights of layer {name} ({string.Join(", ", weights)}), but {layer.Name} "
                + $"has {parameters.Count}: {string.Join(", ", parameters)}.");
        }

        for (int j = 0; j < weights.Length; j++)
        {
            Hdf5Dataset dataset = folder.FindDataset(weights[j]) ?? throw source.Error($"the weight {weights[j]} of layer {name} is missing.");
            plan.Add(parameters[j], dataset.Values, $"{name}/{weights[j]}");
        }
    }

    /// <summary>An attribute of texts; a long one is split into name0, name1, …</summary>
    public static string[] Names(Hdf5Group group, string attribute)
    {
        if (group.Attributes.TryGetValue(attribute, out StoredArray? whole)) { return whole.ReadStrings(); }
        List<string> names = [];
        for (int i = 0; group.Attributes.TryGetValue($"{attribute}{i}", out StoredArray? part); i++) { names.AddRange(part.ReadStrings()); }
        return [.. names];
    }

    private static IReadOnlyList<Layer> InOrder(Model model, IReadOnlyDictionary<Model, IReadOnlyList<Layer>> order) =>
        order.TryGetValue(model, out IReadOnlyList<Layer>? layers) ? layers : model.Sublayers;

    /// <summary>The weights of a layer; an inner model's are those that are trained first.</summary>
    private static IReadOnlyList<Parameter> Ordered(Layer layer, IReadOnlyDictionary<Model, IReadOnlyList<Layer>> order)
    {
        if (layer is not Model model) { return layer.Parameters; }
        List<Parameter> all = [.. InOrder(model, order).SelectMany(inner => Ordered(inner, order)).Distinct()];
        HashSet<Parameter> trained = [.. layer.TrainableParameters];
        return [.. all.Where(trained.Contains), .. all.Where(parameter => !trained.Contains(parameter))];
    }
}
