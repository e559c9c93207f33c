using Hebb.Activations;
using Hebb.Configuration;
using Hebb.Constraints;
using Hebb.Initializers;
using Hebb.Ops;
using Hebb.Regularizers;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>Fully connected: activation(x · kernel + bias). Shape (batch, …, inputs) becomes (batch, …, units).</summary>
public sealed class Dense : Layer
{
    internal static Kind<Dense> Kind { get; } = new("Dense", c =>
    {
        c.Refuse("quantization_config", "lora_rank");
        c.Always("quantization_config", null);
        return new(c.Int("units", l => l.Units), c.Activation("activation", l => l.Activation), c.Flag("use_bias", l => l.UseBias, true))
        {
            KernelInitializer = c.Initializer("kernel_initializer", l => l.KernelInitializer, Initializer.GlorotUniform),
            BiasInitializer = c.Initializer("bias_initializer", l => l.BiasInitializer, Initializer.Zeros),
            KernelRegularizer = c.Regularizer("kernel_regularizer", l => l.KernelRegularizer),
            BiasRegularizer = c.Regularizer("bias_regularizer", l => l.BiasRegularizer),
            KernelConstraint = c.Constraint("kernel_constraint", l => l.KernelConstraint),
            BiasConstraint = c.Constraint("bias_constraint", l => l.BiasConstraint),
        };
    });

    private Parameter? _kernel;
    private Parameter? _bias;

    /// <summary>A fully connected layer.</summary>
    /// <param name="units">The number of outputs.</param>
    /// <param name="activation">The function applied to them; by default none.</param>
    /// <param name="useBias">Whether a bias is added.</param>
    public Dense(int units, Activation? activation = null, bool useBias = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(units, 1);
        Units = units;
        Activation = activation;
        UseBias = useBias;
    }

    /// <summary>The number of outputs.</summary>
    public int Units { get; }

    /// <summary>The function applied to the outputs; null for none.</summary>
    public Activation? Activation { get; }

    /// <summary>Whether a bias is added.</summary>
    public bool UseBias { get; }

    /// <summary>The starting values of the kernel.</summary>
    public Initializer KernelInitializer { get; init; } = Initializer.GlorotUniform;

    /// <summary>The starting values of the bias.</summary>
    public Initializer BiasInitializer { get; init; } = Initializer.Zeros;

    /// <summary>The penalty on the kernel.</summary>
    public Regularizer? KernelRegularizer { get; init; }

    /// <summary>The penalty on the bias.</summary>
    public Regularizer? BiasRegularizer { get; init; }

    /// <summary>What the kernel must satisfy after each step.</summary>
    public Constraint? KernelConstraint { get; init; }

    /// <summary>What the bias must satisfy after each step.</summary>
    public Constraint? BiasConstraint { get; init; }

    /// <inheritdoc/>
    protected override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        RequireRows(input);
        _kernel = AddParameter("kernel", [input[^1], Units], KernelInitializer, regularizer: KernelRegularizer, constraint: KernelConstraint);
        if (UseBias) { _bias = AddParameter("bias", [Units], BiasInitializer, regularizer: BiasRegularizer, constraint: BiasConstraint); }
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training)
    {
        RequireRows(x.Shape);
        int inputs = _kernel!.Shape[0];
        if (x.Shape[^1] != inputs)
        {
            string hint = x.Shape[1..].Size == inputs ? " Add a Flatten layer before it." : "";
            throw new ShapeException($"{this} expects the last axis of its input to be {inputs}, but got shape {x.Shape}.{hint}");
        }

        Tensor y = (x.DType.IsFloat ? x : x.Cast(_kernel.DType)).MatMul(_kernel.Value);
        if (_bias is not null) { y += _bias.Value; }
        return Activation is null ? y : Activation.Apply(y);
    }

    private void RequireRows(Shape input)
    {
        if (input.Rank < 2)
        {
            throw new ShapeException(
                $"{this} expects rows of numbers, shape (batch, inputs), but got shape {input}. "
                + "If each row is one number, use ExpandDims(-1) or Reshape it to (batch, 1).");
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"Dense({Units})";
}
