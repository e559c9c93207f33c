using Hebb.Configuration;
using Hebb.Formats;
using Hebb.Tensors;

namespace Hebb.Keras;

/// <summary>Arrays of a file that are to become weights: everything is checked and decoded before the first weight changes.</summary>
internal sealed class WeightPlan(ConfigSource source)
{
    private readonly List<(Parameter Parameter, StoredArray Array, string Path)> _entries = [];

    /// <summary>Plans a weight.</summary>
    /// <param name="parameter">The weight.</param>
    /// <param name="array">Its values.</param>
    /// <param name="path">Where the file has them, for errors.</param>
    /// <exception cref="FileFormatException">The shapes differ.</exception>
    public void Add(Parameter parameter, StoredArray array, string path)
    {
        // Keras counts what Normalization saw in an integer, which becomes a number like all others.
        if (array.Shape != parameter.Shape && !(array.Shape.Size == 1 && parameter.Size == 1))
        {
            throw source.Error($"{path} has shape {array.Shape}, but {parameter.Name} has shape {parameter.Shape}. The weights belong to another model.");
        }

        _entries.Add((parameter, array, path));
    }

    /// <summary>Changes all weights of a model that exists: all are decoded before the first changes.</summary>
    /// <exception cref="FileFormatException">Values cannot be decoded; no weight was changed.</exception>
    public void Apply()
    {
        List<float[]> values = [.. _entries.Select(entry => Decode(entry.Parameter, entry.Array, entry.Path))];
        for (int i = 0; i < values.Count; i++) { _entries[i].Parameter.SetValues<float>(values[i]); }
    }

    /// <summary>Changes the weights of a model that nobody has seen yet, one after the other: a large one is in memory once only.</summary>
    /// <exception cref="FileFormatException">Values cannot be decoded.</exception>
    public void ApplyToNew()
    {
        foreach ((Parameter parameter, StoredArray array, string path) in _entries) { parameter.SetValues<float>(Decode(parameter, array, path)); }
    }

    private float[] Decode(Parameter parameter, StoredArray array, string path) => parameter.DType == DType.Float32
        ? array.ReadFloats()
        : throw source.Error($"{path} belongs to {parameter.Name} of {parameter.DType}; only weights of Float32 are kept in files.");
}
