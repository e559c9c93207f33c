using System.Runtime.CompilerServices;
using Hebb.Activations;
using Hebb.Configuration;
using Hebb.Constraints;
using Hebb.Initializers;
using Hebb.Ops;
using Hebb.Regularizers;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>What the cells of Keras have in common: a kernel for the input, a recurrent kernel for the state, a bias, each for a number
/// of gates side by side.</summary>
/// <remarks>Settings can be changed until the weights are made; then it is an <see cref="InvalidOperationException"/>.</remarks>
public abstract class GatedCell : RnnCell
{
    private readonly int _gates;
    private int _inputs;

    private protected GatedCell(int units, int gates, Activation? activation, bool useBias)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(units, 1);
        (Units, _gates, Activation, UseBias) = (units, gates, activation ?? Activation.Tanh, useBias);
    }

    /// <summary>A cell of its settings, which are those of the layers of Keras' own cells as well.</summary>
    private protected GatedCell(string units, int gates, IConfig<GatedCell> c) : this(
        c.Int(units, l => l.Units), gates, c.Activation("activation", l => l.Activation, Activations.Activation.Linear),
        c.Flag("use_bias", l => l.UseBias, true))
    {
        KernelInitializer = c.Initializer("kernel_initializer", l => l.KernelInitializer, Initializer.GlorotUniform);
        KernelRegularizer = c.Regularizer("kernel_regularizer", l => l.KernelRegularizer);
        KernelConstraint = c.Constraint("kernel_constraint", l => l.KernelConstraint);
        RecurrentInitializer = c.Initializer("recurrent_initializer", l => l.RecurrentInitializer, Initializer.Orthogonal);
        RecurrentRegularizer = c.Regularizer("recurrent_regularizer", l => l.RecurrentRegularizer);
        RecurrentConstraint = c.Constraint("recurrent_constraint", l => l.RecurrentConstraint);
        BiasInitializer = c.Initializer("bias_initializer", l => l.BiasInitializer, Initializer.Zeros);
        BiasRegularizer = c.Regularizer("bias_regularizer", l => l.BiasRegularizer);
        BiasConstraint = c.Constraint("bias_constraint", l => l.BiasConstraint);
        Dropout = c.Number("dropout", l => l.Dropout, 0);
        RecurrentDropout = c.Number("recurrent_dropout", l => l.RecurrentDropout, 0);
    }

    /// <summary>The size of the state.</summary>
    public int Units { get; }

    /// <summary>The function applied to the candidate for the new state; by default tanh.</summary>
    public Activation Activation { get; }

    /// <summary>Whether there is a bias.</summary>
    public bool UseBias { get; }

    /// <summary>The starting values of the kernel.</summary>
    public Initializer KernelInitializer { get; set => field = BeforeBuilt(value); } = Initializer.GlorotUniform;

    /// <summary>The starting values of the recurrent kernel; orthogonal, so that repeated products neither grow nor vanish.</summary>
    public Initializer RecurrentInitializer { get; set => field = BeforeBuilt(value); } = Initializer.Orthogonal;

    /// <summary>The starting values of the bias.</summary>
    public Initializer BiasInitializer { get; set => field = BeforeBuilt(value); } = Initializer.Zeros;

    /// <summary>A penalty on the kernel.</summary>
    public Regularizer? KernelRegularizer { get; set => field = BeforeBuilt(value); }

    /// <summary>A penalty on the recurrent kernel.</summary>
    public Regularizer? RecurrentRegularizer { get; set => field = BeforeBuilt(value); }

    /// <summary>A penalty on the bias.</summary>
    public Regularizer? BiasRegularizer { get; set => field = BeforeBuilt(value); }

    /// <summary>What the kernel must satisfy after each step of training.</summary>
    public Constraint? KernelConstraint { get; set => field = BeforeBuilt(value); }

    /// <summary>What the recurrent kernel must satisfy after each step of training.</summary>
    public Constraint? RecurrentConstraint { get; set => field = BeforeBuilt(value); }

    /// <summary>What the bias must satisfy after each step of training.</summary>
    public Constraint? BiasConstraint { get; set => field = BeforeBuilt(value); }

    /// <summary>The part of the inputs that is dropped while training: the same ones at all steps of time. Range: from 0 to below 1.</summary>
    public double Dropout { get; set => field = BeforeBuilt(SettingRange.Part(value)); }

    /// <summary>The part of the state that is dropped while training, where it meets the recurrent kernel: the same one at all steps of time.
    /// Range: from 0 to below 1.</summary>
    public double RecurrentDropout { get; set => field = BeforeBuilt(SettingRange.Part(value)); }

    /// <summary>A value for a setting, which cannot change what is made already.</summary>
    /// <exception cref="InvalidOperationException">The weights exist.</exception>
    private protected T BeforeBuilt<T>(T value, [CallerMemberName] string setting = "") => IsBuilt
        ? throw new InvalidOperationException($"{this} has its weights already, and keeps the {setting} that it was made with: make a new one.")
        : value;

    /// <summary>The kernel of all gates.</summary>
    private protected Parameter? Kernel { get; private set; }

    /// <summary>The recurrent kernel of all gates.</summary>
    private protected Parameter? RecurrentKernel { get; private set; }

    /// <summary>The bias; null if there is none.</summary>
    private protected Parameter? Bias { get; private set; }

    /// <summary>The starting values of the bias, and its shape.</summary>
    private protected virtual (Initializer Start, Shape Shape) BiasStart => (BiasInitializer, [_gates * Units]);

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        if (input.Rank != 2) { throw new ShapeException($"{this} expects steps of shape (batch, features), but got {input}."); }
        _inputs = input[1];
        AddWeights([_inputs, _gates * Units], [Units, _gates * Units]);
    }

    /// <summary>Makes the weights.</summary>
    private protected void AddWeights(Shape kernel, Shape recurrentKernel)
    {
        Kernel = AddParameter("kernel", kernel, KernelInitializer, regularizer: KernelRegularizer, constraint: KernelConstraint);
        RecurrentKernel =
            AddParameter("recurrent_kernel", recurrentKernel, RecurrentInitializer, regularizer: RecurrentRegularizer, constraint: RecurrentConstraint);
        if (!UseBias) { return; }
        (Initializer start, Shape shape) = BiasStart;
        Bias = AddParameter("bias", shape, start, regularizer: BiasRegularizer, constraint: BiasConstraint);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> StateShapes(Shape step) => [[Units]];

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> Prepare(Tensor x, bool training)
    {
        if (x.Shape[^1] != _inputs)
        {
            throw new ShapeException($"{this} expects steps of {_inputs} features, but got shape {x.Shape} (time, batch, features).");
        }

        if (training && Dropout > 0) { x *= Kept(Dropout, [x.Shape[1], _inputs], "dropout", x.DType); }
        Tensor rows = x.Reshape([checked(x.Shape[0] * x.Shape[1]), _inputs]);
        return [.. Enumerable.Range(0, _gates).Select(gate =>
        {
            Tensor product = rows.MatMul(Gate(Kernel!.Value, gate));
            if (InputBias is { } bias) { product += Gate(bias, gate); }
            return product.Reshape([x.Shape[0], x.Shape[1], Units]);
        })];
    }

    /// <summary>What is added to the products with the input; null for nothing.</summary>
    private protected virtual Tensor? InputBias => Bias?.Value;

    /// <summary>The state as the recurrent kernel sees it.</summary>
    private protected Tensor Seen(Tensor state, bool training) =>
        training && RecurrentDropout > 0 ? state * Kept(RecurrentDropout, state.Shape, "recurrent_dropout", state.DType) : state;

    /// <summary>The product of the state with the recurrent kernel of a gate.</summary>
    private protected Tensor Recurrent(Tensor state, int gate) => state.MatMul(Gate(RecurrentKernel!.Value, gate));

    /// <summary>The part of weights that belongs to a gate.</summary>
    private protected Tensor Gate(Tensor weights, int gate) => weights.Slice(-1, (gate * Units)..((gate + 1) * Units));

    /// <summary>What elements are multiplied by of which a share is dropped: 0, or what keeps the expectation.</summary>
    private protected Tensor Kept(double rate, Shape shape, string use, DType type) =>
        (Tensor.RandomUniform(shape, Randomness(use)) >= rate).Cast(type) * (1 / (1 - rate));

    /// <inheritdoc/>
    public override string ToString() => $"{GetType().Name}({Units})";
}
