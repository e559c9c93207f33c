namespace Hebb.Tensors;

/// <summary>
/// What a tensor's value is computed by. The set is small and closed (see <c>Hebb.Ops</c>); each op states in one place how shapes
/// follow, how gradients flow (written in ops), and, as readable code, what it computes.
/// </summary>
internal abstract record Op
{
    /// <summary>The op's name in listings and errors.</summary>
    public virtual string Name => GetType().Name;

    /// <summary>The shape and element type of the result.</summary>
    /// <exception cref="ShapeException">The inputs do not fit the op.</exception>
    internal abstract (Shape Shape, DType DType) Infer(ReadOnlySpan<Tensor> inputs);

    /// <summary>For each input of <paramref name="y"/> the gradient that flows into it, given the gradient of the result; null where none flows.</summary>
    internal virtual Tensor?[] Gradient(Tensor y, Tensor dy) => new Tensor?[y.Inputs.Length];

    /// <summary>What computing a result costs, in steps of about a nanosecond; more than <see cref="long.MaxValue"/> counts as that.</summary>
    internal virtual long Work(Tensor y) => y.Size;

    /// <summary>Computes the result, written to be read: the specification of the fast kernels, and what runs in float64.</summary>
    internal abstract void Evaluate(ReadOnlySpan<Elements> x, Elements y);

    /// <summary>The op that computes the same when its inputs turn from Float32 to Float64.</summary>
    internal virtual Op Widened => this;
}
