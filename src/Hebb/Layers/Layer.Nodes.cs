using Hebb.Initializers;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

public abstract partial class Layer
{
    private readonly List<Initializer> _initializers = [];
    private bool _claimed;

    /// <summary>Whether the model chose the name, and may choose another one.</summary>
    internal bool NameIsAutomatic { get; private set; }

    /// <summary>The shape of an output row, without the batch axis; extents that were not the same whenever the layer was applied are open. Null before the
    /// layer was first applied.</summary>
    public RowShape? OutputShape { get; private set; }

    /// <summary>Applies the layer symbolically, to make a model of it.</summary>
    /// <param name="x">What it is applied to.</param>
    /// <param name="training">
    /// Whether the layer, with all inside it, is to behave as in training: as the model that it becomes part of (null), never (false: a pretrained part whose
    /// batch normalization keeps to its statistics), or always (true: dropout that drops in predictions as well, the same places in each call). Weights are
    /// trained or not all the same: that is <see cref="Trainable"/>. Files keep it, but Keras does not heed it: there the model's own flag counts, also in
    /// models that are read from Keras' files (<see cref="Models.Model.Summary"/> names such calls).
    /// </param>
    /// <exception cref="ShapeException">The input does not fit; the message names the layer and both shapes.</exception>
    public Node Apply(Node x, bool? training = null) => Apply([x], training);

    /// <summary>Applies a layer of several inputs symbolically.</summary>
    /// <inheritdoc cref="Apply(Node, bool?)"/>
    public Node Apply(IReadOnlyList<Node> inputs, bool? training = null) =>
        Node.Infer(this, inputs, training, symbols => [Apply(symbols, training ?? false)])[0];

    /// <summary>Applies a layer of several outputs symbolically: one node for each.</summary>
    /// <inheritdoc cref="Apply(Node, bool?)"/>
    public IReadOnlyList<Node> ApplyAll(IReadOnlyList<Node> inputs, bool? training = null) =>
        Node.Infer(this, inputs, training, symbols => ApplyAll(symbols, training ?? false));

    /// <summary>Gives the layer a name that its model chose.</summary>
    internal void NameAutomatically(string name)
    {
        Name = name;
        NameIsAutomatic = true;
    }

    /// <summary>
    /// Makes a model the owner of the layer's random numbers. Weights that exist already, and still have the values they started with, start
    /// again with these numbers; weights that somebody has set or trained stay. Only the first owner counts.
    /// </summary>
    internal void Claim(RandomKey key)
    {
        if (!_claimed)
        {
            _claimed = true;
            for (int i = 0; i < _parameters.Count; i++) { StartAgain(_parameters[i], _initializers[i], Key.Child(i), key.Child(i)); }
            Key = key;
        }

        // Inputs draw no numbers and do not count, so that a model starts the same whether it was made with or without them.
        int index = 0;
        foreach (Layer layer in Sublayers)
        {
            if (layer is not Input) { layer.Claim(SublayerKey(index++)); }
        }
    }

    /// <summary>What must be done before anybody sees the weights: a model takes over its layers.</summary>
    private protected virtual void BeforeParametersAreSeen() { }

    /// <summary>What filled a parameter of this layer at first; null for one of another layer.</summary>
    internal Initializer? StartOf(Parameter parameter) => _parameters.IndexOf(parameter) is >= 0 and var at ? _initializers[at] : null;

    private static void StartAgain(Parameter parameter, Initializer initializer, RandomKey before, RandomKey after)
    {
        float[] values = parameter.ToArray<float>();
        float[] start = new float[values.Length];
        initializer.Fill(start, parameter.Shape, before);
        if (!values.AsSpan().SequenceEqual(start)) { return; }
        Array.Clear(values); // what the initializer found when it ran first
        initializer.Fill(values, parameter.Shape, after);
        parameter.SetValues<float>(values);
    }

    private RandomKey SublayerKey(int index) => Key.Child("layers").Child(index);
}
