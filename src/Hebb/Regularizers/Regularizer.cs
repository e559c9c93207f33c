using Hebb.Configuration;
using Hebb.Tensors;

namespace Hebb.Regularizers;

/// <summary>A penalty on large weights, added to the loss: smaller weights make smoother functions, which overfit less.</summary>
public abstract record Regularizer
{
    /// <summary>0.01 · Σ|w|: drives weights to exactly 0, so that few inputs count.</summary>
    public static L1 L1 { get; } = new L1();

    /// <summary>0.01 · Σw²: keeps weights small.</summary>
    public static L2 L2 { get; } = new L2();

    /// <summary>l1 · Σ|w| + l2 · Σw²: both.</summary>
    public static L1L2 L1L2(double l1 = 0.01, double l2 = 0.01) => new L1L2(l1, l2);

    /// <summary>The kinds of penalties that files can hold. Register those of your own.</summary>
    public static KindTable<Regularizer> Kinds => RegularizerKinds.Table;

    /// <summary>The penalty: a scalar.</summary>
    public abstract Tensor Penalty(Tensor weight);
}
