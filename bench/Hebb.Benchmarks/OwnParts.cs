using Hebb.Losses;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;

namespace Hebb.Benchmarks;

/// <summary>Cross-entropy as a user would write it, outside the library.</summary>
internal sealed record OwnCrossentropy : Loss
{
    public override string Name => "own_crossentropy";

    public override Tensor PerRow(Tensor yTrue, Tensor yPred)
    {
        Tensor p = yPred.Clip(1e-7, 1 - 1e-7);
        return RowMeans(-(yTrue * p.Log() + (1 - yTrue) * (1 - p).Log()));
    }
}

/// <summary>Adam as the paper writes it, outside the library.</summary>
internal sealed class OwnAdam : Optimizer
{
    private readonly Parameter _correction1, _correction2;

    public OwnAdam() : base(0.001) => (_correction1, _correction2) =
        (HostScalar("c1", t => 1 / (1 - Math.Pow(0.9, t))), HostScalar("c2", t => 1 / (1 - Math.Pow(0.999, t))));

    public override string Name => "own_adam";

    protected override void Update(Parameter parameter, Tensor gradient)
    {
        Parameter mean = Slot(parameter, "mean"), square = Slot(parameter, "square");
        Tensor m = (0.9 * mean.Value + 0.1 * gradient).FlushTiny(), v = (0.999 * square.Value + 0.001 * gradient.Square()).FlushTiny();
        mean.Assign(m);
        square.Assign(v);
        parameter.Assign(parameter.Value - Rate * (m * _correction1.Value) / ((v * _correction2.Value).Sqrt() + 1e-8));
    }
}
