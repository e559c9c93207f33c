using Hebb.Activations;
using Hebb.Initializers;
using Hebb.Layers;
using Hebb.Regularizers;
using Hebb.Tensors;

namespace Hebb.Tests.Layers;

public sealed partial class EveryLayerTests
{
    /// <summary>Layers for tables and for ensembles in one network.</summary>
    private static (Func<Layer>, Func<Random, Tensor[]>)[] Tabular() =>
    [
        (() => new PeriodicEmbedding(3, 2, 0.5), Features),
        (() => new PeriodicEmbedding(2, 3, 0.3) { Activation = null, Shared = true }, Features),
        (() => new CosineEmbedding(3, 2), Features),
        (() => new CosineEmbedding(2, 3, 0.5), Features),
        (() => new PiecewiseLinearEncoding(3), Features),
        (() => new PiecewiseLinearEncoding(1), Features),
        (() => new PiecewiseLinearEmbedding(3, 2), Features),
        (() => new PiecewiseLinearEmbedding(2, 3) { Activation = Activation.Tanh, Residual = true }, Features),
        (() => new SmoothClip(), Features),
        (() => new SmoothClip(0.5), One),
        (() => new ParametricActivation(Activation.Tanh), Features),
        (() => new ParametricActivation(Activation.Selu), Wide),
        (() => new FeatureScaling(), Wide),
        (() => new FeatureScaling(perMember: true), Wide),
        (() => new MemberDense(3), Wide),
        (() => new MemberDense(2, Activation.Tanh, useBias: false), Wide),
        (() => new BatchEnsembleDense(3) { InputScaleInitializer = new RandomSigns(), BiasInitializer = Initializer.Constant(0.1) }, Wide),
        (() => new BatchEnsembleDense(2, Activation.Tanh, useBias: false)
        {
            KernelInitializer = Initializer.HeNormal,
            KernelRegularizer = new L2(0.1),
        }, Wide),
    ];

    private static Tensor[] Features(Random random) => [Draw.Floats(random, [random.Next(1, 4), 3])];
}
