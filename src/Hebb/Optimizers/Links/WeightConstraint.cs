using Hebb.Tensors;

namespace Hebb.Optimizers;

/// <summary>Brings each parameter back to where its constraint allows it to be.</summary>
internal sealed class WeightConstraint : OptimizerLink
{
    public override void AfterUpdate(Parameter parameter) => parameter.Constrain();
}
