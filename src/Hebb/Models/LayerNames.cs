using Hebb.Layers;

namespace Hebb.Models;

/// <summary>Names layers as Keras does: the type in snake case, with a number from the second of a kind on.</summary>
internal static class LayerNames
{
    /// <summary>Names those without a name, so that all differ; inner layers within their outer one.</summary>
    /// <exception cref="ArgumentException">Two layers were given the same name.</exception>
    public static void Assign(IReadOnlyList<Layer> layers)
    {
        HashSet<string> taken = [];
        foreach (Layer layer in layers)
        {
            if (layer.Name is { } given && !layer.NameIsAutomatic && !taken.Add(given))
            {
                throw new ArgumentException($"Two layers are named \"{given}\": the names of a model's layers must differ. Rename one, or leave the name out.");
            }
        }

        Dictionary<string, int> count = [];
        foreach (Layer layer in layers)
        {
            if (layer.Name is null || layer.NameIsAutomatic && !taken.Add(layer.Name)) { layer.NameAutomatically(Next(layer.DefaultName, count, taken)); }
            Assign(layer.Sublayers);
        }
    }

    private static string Next(string kind, Dictionary<string, int> count, HashSet<string> taken)
    {
        while (true)
        {
            int number = count.GetValueOrDefault(kind);
            count[kind] = number + 1;
            string name = number == 0 ? kind : $"{kind}_{number}";
            if (taken.Add(name)) { return name; }
        }
    }
}
