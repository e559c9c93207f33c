using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>Makes each row one axis: (batch, 28, 28) becomes (batch, 784), and (batch,) becomes (batch, 1).</summary>
public sealed class Flatten : Layer
{
    internal static Kind<Flatten> Kind { get; } = new("Flatten", c =>
    {
        if (c.Node.Text("data_format", "channels_last") != "channels_last") { c.Refuse("data_format"); }
        c.Always("data_format", "channels_last");
        return new();
    });

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, bool training) => x.Rank > 0
        ? x.Flatten()
        : throw new ShapeException($"{this} keeps the batch axis, but got a single number.");
}
