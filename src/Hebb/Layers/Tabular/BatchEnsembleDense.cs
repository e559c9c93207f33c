using Hebb.Activations;
using Hebb.Configuration;
using Hebb.Initializers;
using Hebb.Ops;
using Hebb.Regularizers;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// A dense layer that members of an ensemble share but for cheap adapters: activation(((x ∘ rᵢ) · kernel) ∘ sᵢ + biasᵢ) for each member i (Wen, Tran and Ba,
/// 2020, "BatchEnsemble"; Gorishniy, Kotelnikov and Babenko, 2025, "TabM"). Shape (batch, members, inputs) becomes (batch, members, units).
/// </summary>
/// <remarks>
/// Weights: kernel, (inputs, units); input_scale r, (members, inputs); output_scale s, (members, units), 1 at first; bias, (members, units). As TabM's authors
/// found, r of the first layer alone should begin with <see cref="RandomSigns"/>: members that are all alike would remain so, and more noise costs accuracy.
/// </remarks>
/// <example>
/// TabM of 16 members behind numerical embeddings:
/// <code>
/// Sequential model = new(
/// [
///     embedding, new Flatten(), new RepeatVector(16),
///     new BatchEnsembleDense(128, Activation.Relu) { InputScaleInitializer = new RandomSigns() }, new Dropout(0.1),
///     new BatchEnsembleDense(128, Activation.Relu), new Dropout(0.1),
///     new MemberDense(1, Activation.Sigmoid), new GlobalAveragePooling1D(),
/// ]);
/// model.Compile(new AdamW(0.002), new MemberLoss(Loss.BinaryCrossentropy));
/// </code>
/// </example>
public sealed class BatchEnsembleDense : Layer
{
    internal static Kind<BatchEnsembleDense> Kind { get; } = new("BatchEnsembleDense", c => new(
        c.Int("units", l => l.Units), c.Activation("activation", l => l.Activation), c.Flag("use_bias", l => l.UseBias, true))
    {
        KernelInitializer = c.Initializer("kernel_initializer", l => l.KernelInitializer, Initializer.GlorotUniform),
        InputScaleInitializer = c.Initializer("input_scale_initializer", l => l.InputScaleInitializer, Initializer.Ones),
        BiasInitializer = c.Initializer("bias_initializer", l => l.BiasInitializer, Initializer.Zeros),
        KernelRegularizer = c.Regularizer("kernel_regularizer", l => l.KernelRegularizer),
    })
    { Module = "hebb" };

    private Parameter? _kernel, _inputScale, _outputScale, _bias;

    /// <summary>A dense layer that members share.</summary>
    /// <param name="units">The number of outputs of each member.</param>
    /// <param name="activation">The function applied to them; by default none.</param>
    /// <param name="useBias">Whether each member adds a bias.</param>
    public BatchEnsembleDense(int units, Activation? activation = null, bool useBias = true) =>
        (Units, Activation, UseBias) = (SettingRange.AtLeast(1, units, nameof(units)), activation, useBias);

    /// <summary>The number of outputs of each member.</summary>
    public int Units { get; }

    /// <summary>The function applied to the outputs; null for none.</summary>
    public Activation? Activation { get; }

    /// <summary>Whether each member adds a bias.</summary>
    public bool UseBias { get; }

    /// <summary>The starting values of the shared kernel.</summary>
    public Initializer KernelInitializer { get; init; } = Initializer.GlorotUniform;

    /// <summary>The starting values of r: <see cref="RandomSigns"/> in the first layer of TabM.</summary>
    public Initializer InputScaleInitializer { get; init; } = Initializer.Ones;

    /// <summary>The starting values of the biases.</summary>
    public Initializer BiasInitializer { get; init; } = Initializer.Zeros;

    /// <summary>The penalty on the shared kernel.</summary>
    public Regularizer? KernelRegularizer { get; init; }

    /// <inheritdoc/>
    protected override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        if (input.Rank != 3)
        {
            throw new ShapeException(
                $"{this} expects rows of each member, shape (batch, members, inputs), but got shape {input}. "
                + "Put RepeatVector(members) in front, so that each member sees the same rows.");
        }

        (int members, int inputs) = (input[1], input[2]);
        _kernel = AddParameter("kernel", [inputs, Units], KernelInitializer, regularizer: KernelRegularizer);
        _inputScale = AddParameter("input_scale", [members, inputs], InputScaleInitializer);
        _outputScale = AddParameter("output_scale", [members, Units], Initializer.Ones);
        if (UseBias) { _bias = AddParameter("bias", [members, Units], BiasInitializer); }
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training)
    {
        if (x.Rank != 3 || x.Shape[1..] != _inputScale!.Shape)
        {
            throw new ShapeException(
                $"{this} was built for {_inputScale!.Shape[0]} members with {_inputScale.Shape[1]} inputs each, but got shape {x.Shape}.");
        }

        Tensor y = (x * _inputScale.Value).MatMul(_kernel!.Value) * _outputScale!.Value;
        if (_bias is not null) { y += _bias.Value; }
        return Activation is null ? y : Activation.Apply(y);
    }

    /// <inheritdoc/>
    public override string ToString() => $"BatchEnsembleDense({Units})";
}
