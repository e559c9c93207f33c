using Hebb.Optimizers;

namespace Hebb.Tests.Optimizers;

/// <summary>
/// Weights after five steps as PyTorch 1.13 (torch.optim, float64) gives them: cost Σ½k·w² with k = (1, 0.3, −2) from w = (1, −2, 0.5), eps = 1e-7. PyTorch
/// adds ε beside the root where Keras adds it below, or before its correction where Keras adds it after, which is less than the tolerance here.
/// </summary>
public sealed class TorchOptimizerTests
{
    public static TheoryData<Optimizer, double[]> Cases() => new()
    {
        { new SGD(0.1), [0.59049, -1.71746805, 1.24416] },
        { new SGD(0.1, 0.9), [-0.02916, -1.26579304, 2.54421] },
        { new SGD(0.1, 0.9, nesterov: true), [-0.104581684, -1.10746991, 4.08851505] },
        { new Adam(0.1), [0.50796371, -1.50295587, 1.00174556] },
        { new Adam(0.3, 0.5, 0.6, amsgrad: true), [-0.0588867691, -0.644707386, 2.00762429] },
        { new AdamW(0.1, 0.05), [0.488730085, -1.45878772, 0.98445556] },
        { new Adagrad(0.1), [0.705608799, -1.70761426, 0.845565507] },
        { new RMSprop(0.05), [0.524463755, -1.49363926, 1.0988186] },
        { new RMSprop(0.05, 0.8, 0.7, centered: true), [0.0829324347, -0.971309257, 1.73418043] },
        { new Adadelta(1), [0.992806863, -1.99280051, 0.507231256] },
        { new Adamax(0.1), [0.551553841, -1.52577762, 0.945198959] },
        // with momentum_decay=1, which makes it Keras' formula, and foreach=True; without, 1.13 multiplies one share twice
        { new Nadam(0.1), [0.629753084, -1.61604941, 0.930660863] },
        { new Adam(0.1) { Maximize = true }, [1.50217915, -2.50155899, 0.0278144978] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Five_steps_are_PyTorchs(Optimizer optimizer, double[] expected) => Near.Equal(expected, Descent.Run(optimizer), 5e-6, optimizer.Name);
}
