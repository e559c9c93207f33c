using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests.Ops;

public sealed class SoftmaxTests
{
    [Fact]
    public void Rows_are_independent_and_add_up_to_1()
    {
        Tensor y = Tensor.Create(new[,] { { 1.0, 2, 3 }, { -1, 0, 4 } }).Softmax();
        double a = Math.Exp(1) + Math.Exp(2) + Math.Exp(3), b = Math.Exp(-1) + 1 + Math.Exp(4);
        Near.Equal([Math.Exp(1) / a, Math.Exp(2) / a, Math.Exp(3) / a, Math.Exp(-1) / b, 1 / b, Math.Exp(4) / b], y, 1e-15);
    }

    [Fact]
    public void Large_numbers_do_not_overflow()
    {
        Tensor x = Tensor.Create(1000f, 1000f, -1000f);
        Near.Equal([0.5, 0.5, 0], x.Softmax(), 0);
        Assert.Equal(1000 + Math.Log(2), x.LogSumExp().Item(), 1e-4);
        Near.Equal([-Math.Log(2), -Math.Log(2), -2000 - Math.Log(2)], x.LogSoftmax(), 1e-6);
    }

    [Fact]
    public void Minus_infinity_is_a_class_that_cannot_be()
    {
        Near.Equal([0.5, 0, 0.5], Tensor.Create(1f, float.NegativeInfinity, 1f).Softmax(), 0);
        Assert.Equal(double.NegativeInfinity, Tensor.Create(float.NegativeInfinity, float.NegativeInfinity).LogSumExp().Item());
    }

    [Fact]
    public void Any_axis_will_do() => Near.Equal([0.5, 0.5, 0.5, 0.5], Tensor.Create(new[,] { { 1f, 7 }, { 1, 7 } }).Softmax(0), 0);

    [Fact]
    public void What_has_no_last_axis_of_floats_is_refused()
    {
        Assert.Contains("Softmax", Assert.Throws<ShapeException>(() => Tensor.Scalar(1).Softmax()).Message);
        Assert.Contains("Int32", Assert.Throws<ShapeException>(() => Tensor.Create(1, 2).LogSumExp()).Message);
        Assert.Throws<ShapeException>(() => Tensor.Zeros([2, 0]).Softmax());
    }
}
