using Hebb.Configuration;
using Hebb.Formats;
using Hebb.Formats.Hdf5;
using Hebb.Layers;
using Hebb.Models;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Keras;

/// <summary>Weights as <c>.h5</c> files hold them: by the order of layers and of weights within each layer, not by their names.</summary>
internal static class LegacyWeights
{
    private const string LayerNames = "layer_names", WeightNames = "weight_names", TopLevel = "top_level_model_weights";

    /// <summary>Whether a group holds weights in this form.</summary>
    public static bool Are(Hdf5Group group) => group.Attributes.ContainsKey(LayerNames) || group.Attributes.ContainsKey($"{LayerNames}0");

    /// <summary>Plans the reading of all weights.</summary>
    /// <exception cref="FileFormatException">Weights are missing, left over or of other shapes.</exception>
    public static void Read(Model model, Hdf5Group group, IReadOnlyDictionary<Model, IReadOnlyList<Layer>> order, WeightPlan plan, ConfigSource source)
    {
        List<(string Name, Hdf5Group Group, string[] Weights)> stored = [];
        foreach (string name in Names(group, LayerNames))
        {
            Hdf5Group layer = group.FindGroup(name) ?? throw source.Error($"the group of layer {name} is missing.");
            string[] weights = Names(layer, WeightNames);
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

    /// <summary>Looks whether the names of a model's layers can be those of groups.</summary>
    /// <exception cref="InvalidOperationException">One cannot.</exception>
    public static void RequireNames(Model model)
    {
        if (model.Sublayers.Select(Name).FirstOrDefault(name => name == TopLevel || name is "." or ".." || name.AsSpan().ContainsAny('/', '\0')) is { } other)
        {
            throw new InvalidOperationException($"A layer is named \"{other}\", which is a place in a .h5 file: rename it, or save as .keras.");
        }
    }

    /// <summary>Writes the weights of a model: a group for each layer, and the order in attributes.</summary>
    public static void Write(Model model, Hdf5Group group)
    {
        // Keras does not count the input among the layers of a Sequential, but does in a functional model.
        Layer[] layers = [.. LayerOrder.Of(model).Where(layer => model is not Sequential || layer is not Input)];
        WriteNames(group, LayerNames, [.. layers.Select(Name)]);
        foreach (Layer layer in layers) { WriteLayer(layer, group.AddGroup(Name(layer))); }

        WriteNames(group.AddGroup(TopLevel), WeightNames, []);
    }

    private static void WriteLayer(Layer layer, Hdf5Group group)
    {
        Dictionary<Parameter, (Layer Owner, string Path)> places = [];
        Place(layer, "", places);
        IReadOnlyList<Parameter> ordered = Ordered(layer, new Dictionary<Model, IReadOnlyList<Layer>>());
        WriteNames(group, WeightNames, [.. ordered.Select(parameter => places[parameter].Path)]);
        foreach (Parameter parameter in ordered) { group.AddDataset(places[parameter].Path, WeightTree.Stored(places[parameter].Owner, parameter)); }
    }

    /// <summary>Names weights by the layers around them: <c>bidirectional/forward_lstm/kernel</c>.</summary>
    private static void Place(Layer layer, string outer, Dictionary<Parameter, (Layer Owner, string Path)> places)
    {
        string folder = $"{outer}{Name(layer)}/";
        HashSet<string> taken = [.. places.Values.Select(place => place.Path)];
        foreach (Parameter parameter in layer.Parameters.Except(layer.Sublayers.SelectMany(inner => inner.Parameters)))
        {
            string path = folder + parameter.ShortName;
            for (int i = 1; !taken.Add(path); i++) { path = $"{folder}{parameter.ShortName}_{i}"; }
            places.TryAdd(parameter, (layer, path));
        }

        foreach (Layer inner in layer.Sublayers) { Place(inner, folder, places); }
    }

    /// <summary>Writes an attribute of texts, split into name0, name1, … where it is longer than HDF5 allows.</summary>
    public static void WriteNames(Hdf5Group group, string attribute, string[] names)
    {
        // Texts lie in a heap, the attribute holds references of 16 bytes.
        const int MostNames = 4000;
        if (names.Length <= MostNames)
        {
            group.Attributes[attribute] = StoredArray.Of([names.Length], names);
            return;
        }

        foreach ((int i, string[] part) in names.Chunk(MostNames).Index()) { group.Attributes[$"{attribute}{i}"] = StoredArray.Of([part.Length], part); }
    }

    private static string Name(Layer layer) => layer.Name ?? layer.DefaultName;

    /// <summary>An attribute of texts; a long one is split into name0, name1, …</summary>
    public static string[] Names(Hdf5Group group, string attribute)
    {
        if (group.Attributes.TryGetValue(attribute, out StoredArray? whole)) { return whole.ReadStrings(); }
        List<string> names = [];
        for (int i = 0; group.Attributes.TryGetValue($"{attribute}{i}", out StoredArray? part); i++) { names.AddRange(part.ReadStrings()); }
        return [.. names];
    }

    private static IReadOnlyList<Layer> InOrder(Model model, IReadOnlyDictionary<Model, IReadOnlyList<Layer>> order) =>
        order.TryGetValue(model, out IReadOnlyList<Layer>? layers) ? layers : LayerOrder.Of(model);

    /// <summary>The weights of a layer: those that are trained first, as Keras has it.</summary>
    private static IReadOnlyList<Parameter> Ordered(Layer layer, IReadOnlyDictionary<Model, IReadOnlyList<Layer>> order)
    {
        List<Parameter> all = layer is Model model ? [.. InOrder(model, order).SelectMany(inner => Ordered(inner, order)).Distinct()] : [.. layer.Parameters];
        HashSet<Parameter> trained = [.. layer.TrainableParameters];
        return [.. all.Where(trained.Contains), .. all.Where(parameter => !trained.Contains(parameter))];
    }
}
