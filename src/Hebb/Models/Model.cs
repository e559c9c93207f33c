using Hebb.Layers;
using Hebb.Ops;
using Hebb.Regularizers;
using Hebb.Tensors;

namespace Hebb.Models;

/// <summary>A network that can be trained: layers between inputs and outputs, a loss, an optimizer, metrics.</summary>
/// <remarks>
/// Make one from nodes (<c>new Model(x, y)</c>), as a <see cref="Sequential"/>, or by subclassing: make layers with <see cref="Layer.AddLayer"/> in the
/// constructor and override <see cref="Layer.Forward(Tensor, bool)"/>. <see cref="Predict(Tensor)"/> may be called by many threads at once; training by one.
/// </remarks>
public partial class Model : Layer
{
    private readonly NodeGraph? _graph;
    private readonly Lock _building = new();
    private volatile bool _ready;
    private IReadOnlyList<(RowShape Row, DType Type)>? _inputRows;
    private IReadOnlyList<(RowShape Row, DType Type)>? _outputRows;
    private volatile bool _owner;

    /// <summary>A model with one input and one output.</summary>
    public Model(Node input, Node output) : this([input], [output]) { }

    /// <summary>A model with several inputs or outputs.</summary>
    /// <exception cref="ArgumentException">An output depends on an input that is not given.</exception>
    public Model(IReadOnlyList<Node> inputs, IReadOnlyList<Node> outputs)
    {
        _graph = new([.. inputs], [.. outputs]);
        LayerNames.Assign(_graph.Layers);
    }

    /// <summary>A model whose class says in Forward what it computes.</summary>
    protected Model() { }

    /// <summary>
    /// The root of all random numbers: starting values, dropout, shuffling. The same seed gives the same results. A model that is given none has the number of
    /// models made without a seed in the process before it, from 0 on: no two are alike, and a program repeats itself.
    /// </summary>
    public long Seed
    {
        get;
        init
        {
            Unseeded.GiveBack(field);
            field = value;
        }
    } = Unseeded.NextModel();

    /// <summary>The input nodes; empty unless the model was made from nodes.</summary>
    public IReadOnlyList<Node> Inputs => _graph?.Inputs ?? [];

    /// <summary>The output nodes; empty unless the model was made from nodes.</summary>
    public IReadOnlyList<Node> Outputs => _graph?.Outputs ?? [];

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> Sublayers => _graph?.Layers ?? base.Sublayers;

    /// <inheritdoc/>
    internal override string WhyNotInFiles => $"{this} is a model inside a wrapper, which files cannot hold: apply the wrapper to its layers one by one.";

    /// <summary>The nodes of a functional model; null for others.</summary>
    internal NodeGraph? Graph => _graph;

    /// <summary>The layer with this name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists the names.</exception>
    public Layer GetLayer(string name)
    {
        LayerNames.Assign(Sublayers);
        return Sublayers.FirstOrDefault(layer => layer.Name == name) ?? throw KnownNames.Unknown("layer", name, Sublayers.Select(layer => layer.Name!));
    }

    /// <summary>A model has none: its last layer can.</summary>
    /// <exception cref="InvalidOperationException">One is given.</exception>
    public override Regularizer? ActivityRegularizer
    {
        get => null;
        set => throw new InvalidOperationException($"{this} is a model: give the regularizer to the layer whose output it is to keep small.");
    }

    /// <summary>All outputs for all inputs. A subclass with several outputs overrides this one.</summary>
    protected override IReadOnlyList<Tensor> ForwardAll(IReadOnlyList<Tensor> inputs, bool training) =>
        _graph?.Forward(inputs, training) ?? [base.Forward(inputs, training)];

    /// <inheritdoc/>
    protected override Tensor Forward(IReadOnlyList<Tensor> inputs, bool training)
    {
        IReadOnlyList<Tensor> outputs = ForwardAll(inputs, training);
        return outputs.Count == 1
            ? outputs[0]
            : throw new InvalidOperationException(
                $"{this} has {outputs.Count} outputs and cannot serve as a layer with one. "
                + "Take them all with ApplyAll, or make a model for the output you need: new Model(inputs, output).");
    }

    /// <summary>A model has no weights of its own unless a subclass makes some.</summary>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        if (inputs.Count == 1) { Build(inputs[0]); }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{GetType().Name} {Name ?? DefaultName}";

    /// <summary>The shapes and types that data must have if the model knows: rows without the batch axis.</summary>
    private protected virtual IReadOnlyList<(RowShape Row, DType Type)>? KnownInputs => _graph?.Inputs.Select(node => (node.RowShape, node.DType)).ToArray();

    /// <summary>The model owns its layers from now on: they have names and random numbers.</summary>
    private protected override void BeforeParametersAreSeen()
    {
        if (_owner) { return; }
        lock (_building)
        {
            if (_owner) { return; }
            LayerNames.Assign(Sublayers);
            Claim(RandomKey.FromSeed(Seed));
            _owner = true;
        }

        if (KnownInputs is { } known) { EnsureReady(1, known); }
    }

    /// <summary>Makes all weights, by running the model on symbols; before any function is traced.</summary>
    private void EnsureReady(int rows, IReadOnlyList<(RowShape Row, DType Type)> inputs)
    {
        if (_ready) { return; }
        BeforeParametersAreSeen();
        lock (_building)
        {
            if (_ready) { return; }
            (IReadOnlyList<Tensor> outputs, IReadOnlyList<Tensor> again) = OpenExtents.Try(this, [.. inputs.Select(input => input.Row)], open =>
            {
                Tensor[] symbols = [.. inputs.Select((input, i) => Trace.Symbol(i, [rows, .. input.Row.Filled(open)], input.Type))];
                return Trace.OnSymbols(() => Outputting(symbols, training: false));
            });
            _inputRows = inputs;
            _isStateful = StatefulLayers.Any();
            _outputRows = [.. outputs.Zip(again, (output, other) => (OpenExtents.Row(output, other), output.DType))];
            _ready = true;
            if (_frozen is not null) { _ = TrainedParameters; } // before anybody can change what is trained
        }
    }

    /// <summary>Makes all weights for inputs like these.</summary>
    private void EnsureReady(IReadOnlyList<Tensor> inputs)
    {
        if (!_ready) { EnsureReady(inputs[0].Shape[0], [.. inputs.Select(input => ((RowShape)input.Shape[1..], input.DType))]); }
    }

    /// <summary>The outputs, within the model's scope; outermost models are called this way, inner ones through Apply.</summary>
    private IReadOnlyList<Tensor> Outputting(IReadOnlyList<Tensor> inputs, bool training)
    {
        using EnclosingCall call = EnclosingCall.Enter(training);
        EnsureBuilt([.. inputs.Select(input => input.Shape)]);
        return ForwardAll(inputs, training);
    }
}
