namespace Hebb.Tensors;

/// <summary>A value known when the tensor was made.</summary>
internal sealed record Constant : Op
{
    /// <summary>The one instance: constants differ by their values, not by their op.</summary>
    internal static Constant Instance { get; } = new();

    private Constant() { }

    internal override (Shape, DType) Infer(ReadOnlySpan<Tensor> inputs) =>
        throw new InvalidOperationException("A constant has a value, and its shape from it.");

    internal override void Evaluate(ReadOnlySpan<Elements> x, Elements y) => throw new InvalidOperationException("A constant has its value already.");
}

/// <summary>An argument of a function: its value is given at each run.</summary>
/// <param name="Index">The position among the arguments.</param>
/// <param name="Shape">The shape of the argument.</param>
/// <param name="DType">The element type of the argument.</param>
internal sealed record Input(int Index, Shape Shape, DType DType) : Op
{
    internal override Op Widened => DType == DType.Float32 ? this with { DType = DType.Float64 } : this;

    internal override (Shape, DType) Infer(ReadOnlySpan<Tensor> inputs) => (Shape, DType);

    internal override long Work(Tensor y) => 0;

    internal override void Evaluate(ReadOnlySpan<Elements> x, Elements y) =>
        throw new InvalidOperationException(
            $"Argument {Index} of a Function has no value outside of it. Return the tensor from the function and read the result.");
}

/// <summary>The value a parameter has when the program starts.</summary>
/// <param name="Parameter">The parameter.</param>
internal sealed record ParameterRead(Parameter Parameter) : Op
{
    /// <inheritdoc/>
    public override string Name => $"Read {Parameter.Name}";

    internal override (Shape, DType) Infer(ReadOnlySpan<Tensor> inputs) => (Parameter.Shape, Parameter.DType);

    internal override long Work(Tensor y) => 0;

    internal override void Evaluate(ReadOnlySpan<Elements> x, Elements y) =>
        throw new InvalidOperationException(
            $"The value of {Parameter.Name} inside a Function was read outside of it. Return the tensor from the function and read the result.");
}
