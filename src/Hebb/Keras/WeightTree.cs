using Hebb.Configuration;
using Hebb.Formats;
using Hebb.Formats.Hdf5;
using Hebb.Layers;
using Hebb.Models;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Keras;

/// <summary>
/// Weights as Keras 3 keeps them: <c>layers/dense_1/vars/0</c>. The names are those of classes, counted within each model, and not those of layers.
/// </summary>
internal static class WeightTree
{
    private const string Vars = "vars";

    private static readonly Dictionary<Model, IReadOnlyList<Layer>> s_none = [];

    /// <summary>Writes the weights of a model or a layer and of all layers inside.</summary>
    public static void Write(Layer layer, Hdf5Group group)
    {
        Hdf5Group vars = group.AddGroup(Vars);
        vars.Attributes["name"] = StoredArray.Of(layer.Name ?? layer.DefaultName);
        IReadOnlyList<Parameter> own = Own(layer);
        for (int i = 0; i < own.Count; i++) { vars.AddDataset($"{i}", Stored(layer, own[i])); }
        foreach ((string place, float[] values) in layer.CopiesOfSettings) { group.AddDataset(place, StoredArray.Of([values.Length], values)); }

        // Keras does not count the input among the layers of a Sequential, but does in a functional model.
        IReadOnlyList<Layer> sublayers = layer is Sequential ? [.. layer.Sublayers.Where(inner => inner is not Input)] : InOrder(layer, s_none);
        foreach ((Layer inner, string name) in Named(sublayers)) { Write(inner, group.AddGroup(inner.PartName ?? $"{layer.ListName}/{name}")); }
    }

    /// <summary>Plans the reading of all weights of a model or layer.</summary>
    /// <param name="layer">The model or layer.</param>
    /// <param name="group">Its group.</param>
    /// <param name="path">The group's path, for errors.</param>
    /// <param name="order">The layers of each model in the order of the file.</param>
    /// <param name="plan">Where to put what is found.</param>
    /// <param name="source">The file, for errors.</param>
    /// <exception cref="FileFormatException">Weights are missing, left over or of other shapes.</exception>
    public static void Read(
        Layer layer, Hdf5Group? group, string path, IReadOnlyDictionary<Model, IReadOnlyList<Layer>> order, WeightPlan plan, ConfigSource source) =>
        Read(layer, "", group, path, order, plan, source);

    private static void Read(
        Layer layer,
        string outer,
        Hdf5Group? group,
        string path,
        IReadOnlyDictionary<Model, IReadOnlyList<Layer>> order,
        WeightPlan plan,
        ConfigSource source)
    {
        plan.ForLayer(outer + (layer.Name ?? layer.DefaultName), () => ReadOwn(layer, group, path, plan, source));
        string inside = path.Length == 0 ? "" : $"{outer}{layer.Name ?? layer.DefaultName}/";
        IReadOnlyList<Layer> inner = InOrder(layer, order);
        HashSet<string> expected = [];
        Hdf5Group? folder = group?.Groups.GetValueOrDefault(layer.ListName);
        foreach ((Layer child, string place) in Named(inner))
        {
            if (child.PartName is { } part)
            {
                Read(child, inside, group?.Groups.GetValueOrDefault(part), $"{path}{part}/", order, plan, source);
                continue;
            }

            string? name = plan.ByName && layer is Model ? PlaceOf(child, folder) : place;
            if (name is null)
            {
                if (child.Parameters.Count > 0) { plan.LeaveOut($"{inside}{child.Name}: the file has no layer of this name.", ""); }
                continue;
            }

            expected.Add(name);
            Read(child, inside, folder?.Groups.GetValueOrDefault(name), $"{path}{layer.ListName}/{name}/", order, plan, source);
        }

        foreach ((string name, Hdf5Group extra) in folder?.Groups ?? [])
        {
            if (expected.Contains(name) || !HasWeights(extra)) { continue; }
            string what = $"found weights in {path}{layer.ListName}/{name}, for which {layer.Name ?? layer.DefaultName} has no layer.";
            plan.LeaveOut(what, $"{what} The weights belong to another model.");
        }
    }

    /// <summary>Where a file keeps the weights of the layer with this name; null if it has no such layer.</summary>
    private static string? PlaceOf(Layer layer, Hdf5Group? folder) => (folder?.Groups ?? [])
        .Where(entry => entry.Value.Groups.GetValueOrDefault(Vars)?.Attributes.GetValueOrDefault("name")?.ReadString() == layer.Name)
        .Select(entry => entry.Key)
        .FirstOrDefault();

    private static void ReadOwn(Layer layer, Hdf5Group? group, string path, WeightPlan plan, ConfigSource source)
    {
        IReadOnlyList<Parameter> own = Own(layer);
        Hdf5Group? vars = group?.Groups.GetValueOrDefault(Vars);
        int stored = vars?.Datasets.Keys.Count(key => !layer.CopiesOfSettings.Any(copy => copy.Path == $"{Vars}/{key}")) ?? 0;
        if (stored != own.Count)
        {
            throw source.Error(
                $"{path}{Vars} holds {stored} weights, but {layer.Name ?? layer.DefaultName} has {own.Count}: {string.Join(", ", own)}. "
                + "The weights belong to another model.");
        }

        for (int i = 0; i < own.Count; i++)
        {
            Hdf5Dataset dataset = vars!.Datasets.GetValueOrDefault($"{i}") ?? throw source.Error($"the weight {path}{Vars}/{i} of {own[i].Name} is missing.");
            plan.Add(own[i], dataset.Values, $"{path}{Vars}/{i}");
        }
    }

    /// <summary>Where the next layer of a class has its place: <c>dense</c>, then <c>dense_1</c>.</summary>
    /// <param name="className">The class.</param>
    /// <param name="counts">How many of each class came before; counts this one, too.</param>
    public static string FolderName(string className, Dictionary<string, int> counts)
    {
        string name = KnownNames.SnakeCase(className);
        int count = counts[name] = counts.GetValueOrDefault(name, -1) + 1;
        return count == 0 ? name : $"{name}_{count}";
    }

    private static IReadOnlyList<Layer> InOrder(Layer layer, IReadOnlyDictionary<Model, IReadOnlyList<Layer>> order) =>
        layer is not Model model ? layer.Sublayers : order.TryGetValue(model, out IReadOnlyList<Layer>? given) ? given : LayerOrder.Of(model);

    /// <summary>The weights of a layer without those of layers inside.</summary>
    private static IReadOnlyList<Parameter> Own(Layer layer)
    {
        IReadOnlyList<Parameter> all = layer.Parameters;
        return layer.Sublayers.Count == 0 ? all : [.. all.Except(layer.Sublayers.SelectMany(inner => inner.Parameters))];
    }

    private static IEnumerable<(Layer Layer, string Name)> Named(IReadOnlyList<Layer> layers)
    {
        Dictionary<string, int> counts = [];
        foreach (Layer layer in layers) { yield return (layer, FolderName(Kind(layer), counts)); }
    }

    /// <summary>The class of a layer; those that files cannot name count by their type, since weights alone need no settings.</summary>
    private static string Kind(Layer layer) => ModelWriter.ClassName(layer) ?? layer.GetType().Name;

    private static bool HasWeights(Hdf5Group group) => group.Datasets.Count > 0 || group.Groups.Values.Any(HasWeights);

    /// <summary>Looks whether files can hold the weights.</summary>
    /// <exception cref="InvalidOperationException">One has a type that is not written.</exception>
    public static void RequireStorable(Layer layer)
    {
        if (layer.Parameters.FirstOrDefault(parameter => parameter.DType != DType.Float32) is { } other)
        {
            throw new InvalidOperationException($"{other} cannot be written to a file: only weights of Float32 are.");
        }
    }

    /// <summary>A weight as files hold it.</summary>
    public static StoredArray Stored(Layer layer, Parameter parameter) => layer.StoredType(parameter) == DType.Int32
        ? StoredArray.Of((int)parameter.ToArray<float>()[0])
        : StoredArray.Of(parameter.Shape, parameter.ToArray<float>());
}
