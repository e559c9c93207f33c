namespace Hebb.Tensors;

/// <summary>
/// An array of numbers with a shape: an op applied to inputs. It is computed when it is read, or, inside a
/// <see cref="Graphs.Function"/>, when the compiled function runs. A tensor never changes.
/// </summary>
/// <remarks>
/// Outside a function, reading a tensor forgets how it was computed (so that loops do not keep their whole history): take
/// gradients before reading, or inside a function.
/// </remarks>
public sealed partial class Tensor
{
    private readonly Func<Storage>? _fill;

    /// <summary>A tensor computed by an op.</summary>
    internal Tensor(Op op, Tensor[] inputs)
    {
        Op = op;
        Inputs = inputs;
        (Shape, DType) = op.Infer(inputs);
        ScopePath = Scope.Current;
        Check();
    }

    /// <summary>A tensor whose value is known.</summary>
    internal Tensor(Storage value, Shape shape, DType type)
    {
        Op = Constant.Instance;
        Inputs = [];
        Shape = shape;
        DType = type;
        Value = value;
        ScopePath = Scope.Current;
    }

    /// <summary>A constant that is filled in when somebody asks for its value.</summary>
    private Tensor(Func<Storage> fill, Shape shape, DType type)
    {
        _fill = fill;
        Op = Constant.Instance;
        Inputs = [];
        Shape = shape;
        DType = type;
        ScopePath = Scope.Current;
        Check();
    }

    /// <summary>The extents along each axis.</summary>
    public Shape Shape { get; }

    /// <summary>The type of the elements.</summary>
    public DType DType { get; }

    /// <summary>The number of axes.</summary>
    public int Rank => Shape.Rank;

    /// <summary>The number of elements.</summary>
    public long Size => Shape.Size;

    /// <summary>
    /// Which of the steps count: booleans of the first axes, (batch, time) for sequences; null if all do. A layer such as <see cref="Layers.Masking"/>
    /// makes it, layers pass it on (<see cref="Layers.Layer.ComputeMask"/>), and recurrent layers, attention, losses and metrics use it.
    /// </summary>
    public Tensor? Mask { get; internal set; }

    /// <summary>What computes the value.</summary>
    internal Op Op { get; private set; }

    /// <summary>The path of the layer in which the tensor was made, such as <c>"sequential/dense_1"</c>; null outside layers.</summary>
    public string? ScopePath { get; }

    /// <summary>What the op is applied to.</summary>
    internal Tensor[] Inputs { get; private set; }

    /// <summary>The value, once it is known; a constant that was written as a rule is filled in when it is asked for.</summary>
    internal Storage? Value
    {
        get
        {
            if (field is null && _fill is { } fill) { Interlocked.CompareExchange(ref field, fill(), null); }
            return field;
        }
        private set;
    }

    /// <summary>Whether the value was computed and how has been forgotten: gradients cannot pass.</summary>
    internal bool Forgotten { get; private set; }

    /// <summary>Whether this is a number written in an expression.</summary>
    internal bool IsLiteral { get; private set; }

    /// <summary>Refuses what is too large to be computed, or too much work for the file that a model is read from.</summary>
    private void Check()
    {
        Sizes.Check(Op.Name, Shape.Dimensions, isSymbolic: Op is Tensors.Input || Trace.Current is { IsSymbolic: true });
        if (LoadBudget.IsOn && Op is not Tensors.Input) { LoadBudget.Spend($"{Op.Name} of shape {Shape}", Op.Work(this), Sizes.Times(Size, DType.Size)); }
    }

    /// <summary>Takes the computed value and forgets how it came about.</summary>
    internal void Settle(Storage value)
    {
        Value = value;
        Op = Constant.Instance;
        Inputs = [];
        Forgotten = true;
    }

    /// <summary>The value, computed now if need be.</summary>
    internal Storage Evaluated()
    {
        if (Value is null) { Devices.Current.Evaluate([this]); }
        return Value!;
    }
}
