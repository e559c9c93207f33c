using Hebb.Activations;
using Hebb.Configuration;
using Hebb.Constraints;
using Hebb.Initializers;
using Hebb.Ops;
using Hebb.Regularizers;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// Fully connected along axes of your choice: activation(einsum(equation, x, kernel) + bias). <c>new EinsumDense("abc,cde->abde", [null, 4, 8], biasAxes:
/// "de")</c> turns (batch, steps, inputs) into (batch, steps, 4 heads, 8 numbers).
/// </summary>
public class EinsumDense : Layer
{
    internal static Kind<EinsumDense> Kind { get; } = new("EinsumDense", Read) { Shortcuts = [typeof(MemberDense), typeof(FeatureScaling)] };

    private readonly EinsumEquation _equation;
    private Parameter? _kernel, _bias;

    /// <summary>A fully connected layer by names of axes.</summary>
    /// <param name="equation">The axes of input, kernel and output: <c>"...x,xy->...y"</c>.</param>
    /// <param name="outputShape">The extents of the output without the batch; null where they follow from the input. With dots, the
    /// extents of the last axes.</param>
    /// <param name="activation">The function applied to the result; none by default.</param>
    /// <param name="biasAxes">The names of output axes along which the bias differs; null for no bias.</param>
    /// <exception cref="ArgumentException">Equation and axes do not fit each other.</exception>
    public EinsumDense(string equation, IReadOnlyList<int?> outputShape, Activation? activation = null, string? biasAxes = null)
    {
        _equation = EinsumEquation.Parse(equation);
        if (biasAxes is not null && (biasAxes.Length == 0 || biasAxes.Any(name => !_equation.Result.Contains(name, StringComparison.Ordinal) || name == '.')))
        {
            throw new ArgumentException(
                $"The bias has axes \"{biasAxes}\", which must be among those of the output of \"{equation}\"; null for no bias.", nameof(biasAxes));
        }

        (Equation, OutputExtents, Activation, BiasAxes) = (equation, [.. outputShape], activation, biasAxes);
    }

    /// <summary>A layer of its settings.</summary>
    private protected EinsumDense(IConfig<EinsumDense> c)
        : this(
            ReadEquation(c),
            c.Extents("output_shape", l => l.ExtentsInFiles) ?? throw c.Node.Wrong("output_shape", "extents or null"),
            c.Activation("activation", l => l.Activation),
            c.TextOrNull("bias_axes", l => l.BiasAxes))
    {
        KernelInitializer = c.Initializer("kernel_initializer", l => l.KernelInitializer, Initializer.GlorotUniform);
        KernelRegularizer = c.Regularizer("kernel_regularizer", l => l.KernelRegularizer);
        KernelConstraint = c.Constraint("kernel_constraint", l => l.KernelConstraint);
        BiasInitializer = c.Initializer("bias_initializer", l => l.BiasInitializer, Initializer.Zeros);
        BiasRegularizer = c.Regularizer("bias_regularizer", l => l.BiasRegularizer);
        BiasConstraint = c.Constraint("bias_constraint", l => l.BiasConstraint);
    }

    /// <summary>The axes of input, kernel and output.</summary>
    public string Equation { get; }

    /// <summary>The extents of the output without the batch; null where they follow from the input.</summary>
    public IReadOnlyList<int?> OutputExtents { get; private protected init; }

    /// <summary>The function applied to the result; null for none.</summary>
    public Activation? Activation { get; }

    /// <summary>The names of output axes along which the bias differs; null for no bias.</summary>
    public string? BiasAxes { get; }

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

    /// <summary>The extents as files have them: Keras takes those of the kernel from them.</summary>
    private protected virtual IReadOnlyList<int?> ExtentsInFiles => OutputExtents;

    /// <summary>What fills the kernel at first.</summary>
    private protected virtual Initializer StartOfKernel => KernelInitializer;

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        (string first, string second, string result) = _equation.Named(input.Rank);
        int[] known = [.. second.Select(name => Extent(name, first, result, input))];
        _kernel = AddParameter("kernel", Shape.Create(known), StartOfKernel, regularizer: KernelRegularizer, constraint: KernelConstraint);
        if (BiasAxes is null) { return; }

        // Extents of 1 behind the first axis that the bias has, so that it broadcasts.
        int from = result.IndexOfAny([.. BiasAxes]);
        int[] bias = [.. result[from..].Select(name => BiasAxes.Contains(name, StringComparison.Ordinal) ? Extent(name, first, result, input) : 1)];
        _bias = AddParameter("bias", Shape.Create(bias), BiasInitializer, regularizer: BiasRegularizer, constraint: BiasConstraint);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training)
    {
        RequireExtents(x.Shape);
        Tensor y = Product(x.DType.IsFloat ? x : x.Cast(_kernel!.DType), _kernel!.Value);
        if (_bias is not null) { y += _bias.Value; }
        return Activation is null ? y : Activation.Apply(y);
    }

    /// <summary>The sums of products that the equation stands for.</summary>
    private protected virtual Tensor Product(Tensor x, Tensor kernel) => Tensor.Einsum(Equation, x, kernel);

    /// <summary>The layer of these settings: one of the classes that Keras has this one for, if it is one of those.</summary>
    private static EinsumDense Read(IConfig<EinsumDense> c)
    {
        EinsumDense dense = new(c);
        return c.Instance is not null ? dense : MemberDense.Is(dense) ? new MemberDense(c) : FeatureScaling.Is(dense) ? new FeatureScaling(c) : dense;
    }

    private static string ReadEquation(IConfig<EinsumDense> c)
    {
        c.Refuse("lora_rank", "quantization_config");
        c.WriteOnly("activity_regularizer", null);
        return c.Text("equation", l => l.Equation);
    }

    /// <summary>Refuses inputs whose axes do not have the extents of the kernel's.</summary>
    private void RequireExtents(Shape input)
    {
        (string first, string second, _) = _equation.Named(input.Rank);
        for (int axis = 0; axis < input.Rank && first.Length == input.Rank; axis++)
        {
            int at = second.IndexOf(first[axis], StringComparison.Ordinal);
            if (at >= 0 && _kernel!.Shape[at] != input[axis])
            {
                throw new ShapeException($"{this} was built for {_kernel.Shape[at]} features on axis {axis}, but got shape {input}.");
            }
        }
    }

    /// <summary>The extent of a named axis: that of the input, or as the output is to have it.</summary>
    private int Extent(char name, string first, string result, Shape input)
    {
        int at = first.IndexOf(name, StringComparison.Ordinal);
        if (at >= 0)
        {
            return first.Length == input.Rank ? input[at] : throw new ShapeException($"{this} expects an input of {first.Length} axes, but got shape {input}.");
        }

        int behind = result.Length - result.IndexOf(name, StringComparison.Ordinal);
        return behind <= OutputExtents.Count && OutputExtents[^behind] is { } extent
            ? extent
            : throw new ArgumentException(
                $"{this} does not say how long the axis {name} of its output is: outputShape holds {OutputExtents.Count} extents, counted from the last axis.");
    }

    /// <inheritdoc/>
    public override string ToString() => $"EinsumDense({Equation})";
}
