using Hebb.Graphs;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests.Graphs;

public sealed class GradientCheckTests
{
    [Fact]
    public void A_right_gradient_passes() =>
        Assert.True(GradientCheck.MaxError(x => (x[0] * x[1]).Sin(), [Tensor.Create(1f, 2f), Tensor.Create(3f, 0.5f)]) < 1e-8);

    [Fact]
    public void A_wrong_gradient_is_found()
    {
        double error = GradientCheck.MaxError(x => new Tensor(new WrongCube(), [x[0]]), [Tensor.Create(2f)]);
        Assert.True(error > 0.1, $"x³ with the derivative 2x² passed with an error of {error}.");
    }

    [Fact]
    public void A_gradient_that_is_wrong_in_one_element_is_found()
    {
        // The right derivative for the first element only: what stops at the second is missing.
        double error = GradientCheck.MaxError(x => Tensor.Concatenate([x[0].Slice(0, ..1), x[0].Slice(0, 1..).StopGradient()], 0), [Tensor.Create(1f, 2f)]);
        Assert.True(error > 0.3);
    }

    [Fact]
    public void Trainable_parameters_are_checked_and_left_as_they_were()
    {
        Parameter w = new("w", Tensor.Create(1f, 2f)), frozen = new("c", Tensor.Create(1f, 2f), trainable: false);
        Assert.True(GradientCheck.MaxError(() => (w.Value * frozen.Value).Exp()) < 1e-6);
        Assert.True(GradientCheck.MaxError(() => new Tensor(new WrongCube(), [w.Value])) > 0.1);
        Assert.Equal(0, GradientCheck.MaxError(() => new Tensor(new WrongCube(), [frozen.Value])));
        Assert.Equal([1f, 2f], w.ToArray<float>());
    }

    [Fact]
    public void Integers_are_passed_on() =>
        Assert.True(GradientCheck.MaxError(x => x[0].Gather(x[1]), [Tensor.Create(1f, 2f, 3f), Tensor.Create(2, 0, 2)]) < 1e-8);

    [Fact]
    public void NaN_does_not_pass() => Assert.True(double.IsNaN(GradientCheck.MaxError(x => x[0].Log(), [Tensor.Create(-1f)])));

    [Fact]
    public void Results_without_gradients_are_refused() =>
        Assert.Contains("Int32", Assert.Throws<ShapeException>(() => GradientCheck.MaxError(x => x[0].ArgMax(0), [Tensor.Create(1f, 2f)])).Message);

    private sealed record WrongCube : Op
    {
        internal override (Shape, DType) Infer(ReadOnlySpan<Tensor> inputs) => (inputs[0].Shape, inputs[0].DType);

        internal override Tensor?[] Gradient(Tensor y, Tensor dy) => [dy * y.Inputs[0].Square() * 2];

        internal override void Evaluate(ReadOnlySpan<Elements> x, Elements y)
        {
            for (int i = 0; i < y.Shape.Size; i++) { y.As<double>()[i] = Math.Pow(x[0].As<double>()[i], 3); }
        }
    }
}
