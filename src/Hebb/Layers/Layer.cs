using Hebb.Configuration;
using Hebb.Constraints;
using Hebb.Initializers;
using Hebb.Ops;
using Hebb.Regularizers;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>A piece of a network: weights, and a function of tensors that uses them.</summary>
/// <remarks>
/// To write your own, make the weights in <see cref="Build(Shape)"/> with <see cref="AddParameter"/> and compute in <see cref="Forward(Tensor, bool)"/>.
/// Gradients, fusion, threads and memory follow by themselves.
/// </remarks>
public abstract partial class Layer
{
    private readonly long _number = Unseeded.NextLayer();
    private readonly List<Parameter> _parameters = [];
    private readonly List<Layer> _layers = [];
    private string? _name;
    private bool _trainable = true;
    private readonly List<(Parameter Parameter, Regularizer Regularizer)> _regularizers = [];
    private long _eagerSteps;

    /// <summary>The name in summaries, errors and files: by default the type in snake case, numbered within its model (<c>dense_1</c>).</summary>
    public string? Name
    {
        get => _name;
        set
        {
            _name = value;
            NameIsAutomatic = false;
            foreach (Parameter parameter in _parameters) { parameter.Name = $"{value ?? DefaultName}/{parameter.ShortName}"; }
        }
    }

    /// <summary>Whether training changes the layer's weights. Setting it sets it for the inner layers as well.</summary>
    /// <remarks>As in Keras, a model that was compiled before takes a change over with its next Compile.</remarks>
    public bool Trainable
    {
        get => _trainable;
        set
        {
            _trainable = value;
            foreach (Layer layer in Sublayers) { layer.Trainable = value; }
        }
    }

    /// <summary>The layers inside this one, in order: those made with <see cref="AddLayer"/>.</summary>
    public virtual IReadOnlyList<Layer> Sublayers => _layers;

    /// <summary>Whether the weights exist.</summary>
    public bool IsBuilt { get; private set; }

    /// <summary>All weights, those of inner layers included, in Keras' order.</summary>
    public IReadOnlyList<Parameter> Parameters
    {
        get
        {
            BeforeParametersAreSeen();
            return [.. _parameters.Concat(Sublayers.SelectMany(layer => layer.Parameters)).Distinct()];
        }
    }

    /// <summary>The weights that training changes: those marked so, of layers that are not frozen.</summary>
    public IReadOnlyList<Parameter> TrainableParameters => ParametersOf(layer => layer.Trainable);

    /// <summary>Whether the layer is trained: what <see cref="Trainable"/> was when the model whose step is traced was compiled.</summary>
    private protected bool IsTrained => FrozenLayers.Current is { } frozen ? !frozen.Contain(this) : Trainable;

    /// <summary>The number of weights.</summary>
    public long ParameterCount => Parameters.Sum(parameter => parameter.Size);

    /// <summary>The root of the layer's random numbers, set when it is built.</summary>
    protected internal RandomKey Key { get; private set; }

    /// <summary>
    /// A penalty on the layer's outputs, added to the loss each time the layer is applied, also when the model is only judged. It is that of the whole batch
    /// divided by its rows, as in Keras since 3.14, so that it does not depend on the batch size.
    /// </summary>
    /// <remarks>As in Keras, a model that was compiled before takes a change over with its next Compile.</remarks>
    public virtual Regularizer? ActivityRegularizer { get; set; }

    /// <summary>The penalty on the layer's own output, if it is not that of layers inside.</summary>
    private protected virtual Regularizer? OutputRegularizer => ActivityRegularizer;

    /// <summary>
    /// What is to be added to the loss: the penalties of regularized weights that are trained (frozen ones have none, as in Keras), and, inside a
    /// <see cref="Graphs.Function"/>, what the layers added as they were applied. Scalars.
    /// </summary>
    public IReadOnlyList<Tensor> Penalties() => Penalties(TrainableParameters);

    /// <summary>What is to be added to the loss when these weights are trained.</summary>
    private protected IReadOnlyList<Tensor> Penalties(IReadOnlyList<Parameter> trainedParameters)
    {
        HashSet<Parameter> trained = [.. trainedParameters];
        return [.. WithSublayers().SelectMany(layer => layer._regularizers
            .Where(entry => trained.Contains(entry.Parameter))
            .Select(entry => entry.Regularizer.Penalty(entry.Parameter.Value))
            .Concat(Trace.Current?.LossesOf(layer) ?? []))];
    }

    /// <summary>Applies the layer; its weights are made when that happens first.</summary>
    /// <param name="x">The input; its first axis is the batch.</param>
    /// <param name="training">
    /// Whether the network is being trained: dropout drops, batch normalization uses the batch's own moments. Null: as the layer or model whose Forward makes
    /// this call; outside of any, false.
    /// </param>
    /// <remarks>
    /// Outside of a <see cref="Graphs.Function"/> each call draws new random numbers: dropout drops other places each time. A layer that belongs to no model
    /// takes its numbers from its place among all layers made in the process, so that no two are alike and a program repeats itself.
    /// </remarks>
    /// <exception cref="ShapeException">The input does not fit; the message names the layer and both shapes.</exception>
    public Tensor Apply(Tensor x, bool? training = null) => Apply([x], training);

    /// <summary>Applies a layer of several inputs.</summary>
    /// <inheritdoc cref="Apply(Tensor, bool?)"/>
    public Tensor Apply(IReadOnlyList<Tensor> inputs, bool? training = null) => Run(inputs, training, now => [Forward(inputs, now)])[0];

    /// <summary>Applies a layer of several outputs, such as attention with its scores.</summary>
    /// <inheritdoc cref="Apply(Tensor, bool?)"/>
    public IReadOnlyList<Tensor> ApplyAll(IReadOnlyList<Tensor> inputs, bool? training = null) => Run(inputs, training, now => ForwardAll(inputs, now));

    /// <summary>Applies the layer without a penalty on its own output, as wrappers of Keras do that use its call alone.</summary>
    internal Tensor ApplyUnpenalized(Tensor x, bool training) => Run([x], training, now => [Forward([x], now)], isPenalized: false)[0];

    private IReadOnlyList<Tensor> Run(
        IReadOnlyList<Tensor> inputs, bool? training, Func<bool, IReadOnlyList<Tensor>> forward, bool isPenalized = true)
    {
        bool now = training ?? EnclosingCall.Training;
        using EnclosingCall call = EnclosingCall.Enter(now);
        using Scope.Entered scope = Scope.Enter(Name ?? DefaultName);
        IReadOnlyList<Tensor> outputs = Sized(() =>
        {
            EnsureBuilt([.. inputs.Select(input => input.Shape)]);
            return Trace.Current is null ? EagerStep.During(ref _eagerSteps, () => forward(now)) : forward(now);
        });
        Tensor output = outputs[0];
        if (isPenalized && OutputRegularizer is { } regularizer)
        {
            foreach (Tensor each in outputs) { AddLoss(PenaltyPerRow(regularizer, each)); }
        }

        output.Mask ??= ComputeMask(inputs);
        Shape row = output.Rank > 0 ? output.Shape[1..] : [];
        OutputShape = OutputShape?.Or(row) ?? row;
        LayerCalls.Current?.Add(this, inputs, output);
        return outputs;
    }

    /// <summary>The penalty of a batch, divided by its rows.</summary>
    private protected static Tensor PenaltyPerRow(Regularizer regularizer, Tensor output) =>
        output.Rank == 0 ? regularizer.Penalty(output) : regularizer.Penalty(output) / Math.Max(1, output.Shape[0]);

    /// <summary>Layers compute extents in checked arithmetic; what is too large for it is an error of shapes.</summary>
    private T Sized<T>(Func<T> compute)
    {
        try
        {
            return compute();
        }
        catch (OverflowException error)
        {
            throw new ShapeException($"{this} would make an axis of more than {int.MaxValue:N0} elements, the most. Use smaller sizes.", error);
        }
    }

    /// <summary>Makes the weights, if that has not happened yet.</summary>
    /// <param name="inputs">The shapes of the inputs, batch included.</param>
    internal void EnsureBuilt(IReadOnlyList<Shape> inputs)
    {
        if (IsBuilt) { return; }
        if (!_claimed) { Key = RandomKey.FromSeed(0).Child(_number); }
        Trace.Outside(() =>
        {
            Build(inputs);
            return true;
        });
        IsBuilt = true;
    }

    /// <summary>The type's name in snake case, as Keras names layers: <c>dense</c>, <c>batch_normalization</c>.</summary>
    public virtual string DefaultName => KnownNames.SnakeCase(GetType().Name);

    /// <summary>Makes the weights of a layer of several inputs; by default the layer has one.</summary>
    protected virtual void Build(IReadOnlyList<Shape> inputs)
    {
        if (inputs.Count != 1) { throw new ShapeException($"{this} has one input, but got {inputs.Count}."); }
        Build(inputs[0]);
    }

    /// <summary>Makes the weights with <see cref="AddParameter"/>.</summary>
    protected virtual void Build(Shape input) { }

    /// <summary>Computes the output of a layer of several inputs; by default the layer has one.</summary>
    protected virtual Tensor Forward(IReadOnlyList<Tensor> inputs, bool training) => inputs.Count == 1
        ? Forward(inputs[0], training)
        : throw new ShapeException($"{this} has one input, but got {inputs.Count}.");

    /// <summary>All outputs for all inputs; by default there is one. A layer with several overrides this and gives the first of them in Forward.</summary>
    protected virtual IReadOnlyList<Tensor> ForwardAll(IReadOnlyList<Tensor> inputs, bool training) => [Forward(inputs, training)];

    /// <summary>Computes the output.</summary>
    protected virtual Tensor Forward(Tensor x, bool training) =>
        throw new InvalidOperationException($"{GetType().Name} must override Forward.");

    /// <summary>Makes a weight. Call it in the constructor or in <see cref="Build(Shape)"/>.</summary>
    /// <param name="name">The name, as Keras has it: <c>kernel</c>, <c>bias</c>.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="initializer">The starting values.</param>
    /// <param name="trainable">Whether gradients change it.</param>
    /// <param name="regularizer">A penalty on it.</param>
    /// <param name="constraint">What it must satisfy after each step of training.</param>
    /// <exception cref="InvalidOperationException">The layer is built already: Forward, say, runs once for each shape of input, and would make a weight each
    /// time.</exception>
    protected Parameter AddParameter(
        string name, Shape shape, Initializer initializer, bool trainable = true, Regularizer? regularizer = null, Constraint? constraint = null)
    {
        RefuseTooLate($"the weight {name}");
        if (LoadBudget.IsOn) { LoadBudget.SpendWeight($"{Name ?? DefaultName}/{name}", $"{shape}", shape.Size); }
        Tensor value = Tensor.Zeros(shape);
        initializer.Fill(value.Value!.Span<float>(), shape, Key.Child(_parameters.Count));
        _ = constraint?.Apply(value); // does not fit the shape? Then here, where the layer is named, and not in the first step.
        Parameter parameter = new($"{Name ?? DefaultName}/{name}", value, trainable) { Constraint = constraint };
        _parameters.Add(parameter);
        _initializers.Add(initializer);
        if (regularizer is not null) { _regularizers.Add((parameter, regularizer)); }
        return parameter;
    }

    /// <summary>Makes a layer part of this one, so that its weights are trained, saved and counted. Call it in the constructor or in
    /// <see cref="Build(Shape)"/>.</summary>
    /// <exception cref="InvalidOperationException">The layer is built already: Forward, say, runs once for each shape of input, and would add a layer each
    /// time.</exception>
    protected T AddLayer<T>(T layer) where T : Layer
    {
        RefuseTooLate($"{layer}");
        _layers.Add(layer);
        if (!_trainable) { layer.Trainable = false; }
        if (_claimed) { layer.Claim(SublayerKey(_layers.Count - 1)); }
        return layer;
    }

    /// <summary>Makes a layer part of this one under the name that Keras' class has for it, by which files find its weights.</summary>
    private protected T AddPart<T>(string attribute, T layer) where T : Layer
    {
        layer.PartName = attribute;
        return AddLayer(layer);
    }

    /// <summary>The name of the field of Keras' class that holds this layer; null for layers in a list.</summary>
    internal string? PartName { get; private set; }

    /// <summary>The name of the field of Keras' class that lists the layers inside.</summary>
    internal virtual string ListName => "layers";

    /// <summary>The kinds of layers that files can hold. Register those of your own.</summary>
    public static KindTable<Layer> Kinds => LayerKinds.Table;

    /// <summary>Why files cannot hold this layer, and what to do; null for layers that only need a declared kind.</summary>
    internal virtual string? WhyNotInFiles => null;

    /// <summary>The type that a weight has in Keras' files.</summary>
    internal virtual DType StoredType(Parameter parameter) => parameter.DType;

    /// <summary>
    /// Numbers that Keras wants beside the weights although they stand among the settings, with their places in the layer's group.
    /// They are not read from there.
    /// </summary>
    internal virtual IReadOnlyList<(string Path, float[] Values)> CopiesOfSettings => [];

    /// <summary>Adds a number to the loss of the model, as Keras' add_loss does. Call it in <see cref="Forward(Tensor, bool)"/>; outside a
    /// <see cref="Graphs.Function"/> there is no loss, and nothing happens.</summary>
    /// <param name="loss">A single number that depends on inputs or weights.</param>
    /// <exception cref="ShapeException">It is not a single number.</exception>
    protected void AddLoss(Tensor loss)
    {
        if (loss.Size != 1) { throw new ShapeException($"{this} adds a loss of shape {loss.Shape}: a loss is a single number. Take its Sum or Mean."); }
        Trace.Current?.AddLoss(this, loss.Reshape([]));
    }

    /// <summary>
    /// Whether the output for a row depends on the other rows while training, or the layer learns from each call: what is applied to the steps of a sequence
    /// is then applied to one after the other.
    /// </summary>
    internal virtual bool LearnsFromBatches => false;

    /// <summary>Whether each call of the layer adds to the loss.</summary>
    internal virtual bool Penalizes => ActivityRegularizer is not null;

    /// <summary>The random numbers of one use within the layer (dropout's mask, say).</summary>
    protected RandomKey Randomness(string use) => Key.Child(use);

    /// <summary>The weights that training changes, of layers that are trained.</summary>
    private protected IReadOnlyList<Parameter> ParametersOf(Func<Layer, bool> isTrained)
    {
        BeforeParametersAreSeen();
        return isTrained(this)
            ? [.. _parameters.Where(parameter => parameter.Trainable).Concat(Sublayers.SelectMany(layer => layer.ParametersOf(isTrained))).Distinct()]
            : [];
    }

    private void RefuseTooLate(string what)
    {
        // Build itself runs outside of traces.
        if (!IsBuilt && Trace.Current is null) { return; }
        throw new InvalidOperationException(
            $"{this} adds {what} after it was built. Forward runs once for each shape of input, so this would happen again and again: "
            + "make weights and layers in the constructor or in Build, and keep them in fields.");
    }

    internal IEnumerable<Layer> WithSublayers() => Sublayers.SelectMany(layer => layer.WithSublayers()).Prepend(this).Distinct();

    /// <summary>The layer by its configuration: <c>Dense(64)</c>; how it is called in errors and summaries.</summary>
    public override string ToString() => GetType().Name;
}
