using Hebb.Configuration;
using Hebb.Formats;
using Hebb.Tensors;

namespace Hebb.Keras;

/// <summary>Arrays of a file that are to become weights: everything is checked and decoded before the first weight changes.</summary>
/// <param name="source">The file, for errors.</param>
/// <param name="options">What becomes of layers whose weights do not fit.</param>
internal sealed class WeightPlan(ConfigSource source, LoadWeightsOptions? options = null)
{
    private readonly LoadWeightsOptions _options = options ?? new();
    private readonly List<string> _loaded = [];
    private readonly List<string> _leftOut = [];
    private readonly List<(Parameter Parameter, StoredArray Array, string Path)> _entries = [];

    /// <summary>Whether the weights of a layer are those of the layer with its name.</summary>
    public bool ByName => _options.ByName;

    /// <summary>What was planned, and what was left out.</summary>
    public LoadedWeights Result => new(_loaded, _leftOut);

    /// <summary>Plans the weights of a layer, all of them or none.</summary>
    /// <param name="layer">The name of the layer.</param>
    /// <param name="add">Adds them.</param>
    /// <exception cref="FileFormatException">They do not fit, and are not to be left out.</exception>
    public void ForLayer(string layer, Action add)
    {
        int before = _entries.Count;
        try
        {
            add();
            if (_entries.Count > before) { _loaded.Add(layer); }
        }
        catch (FileFormatException error) when (_options.SkipMismatch)
        {
            _entries.RemoveRange(before, _entries.Count - before);
            LeaveOut(error.Message);
        }
    }

    /// <summary>Leaves out what the file has too much of, or has not at all.</summary>
    /// <exception cref="FileFormatException">It is not to be left out.</exception>
    public void LeaveOut(string what, string error)
    {
        if (!_options.ByName && !_options.SkipMismatch) { throw source.Error(error); }
        LeaveOut(what);
    }

    private void LeaveOut(string what) => _leftOut.Add(what);

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
