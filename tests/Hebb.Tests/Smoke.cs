using Hebb.Graphs;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests;

public sealed class Smoke
{
    [Fact]
    public void A_function_trains_a_parameter()
    {
        Parameter w = new("w", Tensor.Scalar(3));
        Function step = new(x =>
        {
            Tensor loss = (x * w.Value).Square().Mean();
            w.Assign(w.Value - 0.1 * Gradient.Of(loss, [w])[0]);
            return loss;
        });
        Assert.Equal(22.5, step.Call(Tensor.Create(1f, 2f))[0].Item(), 1e-5);
        Assert.Equal(3 - 0.1 * 15, w.ToArray<float>()[0], 1e-5);
        Assert.Equal("Tensor (2, 3) Float32 \n[[0, 1, 2],\n [3, 4, 5]]", Tensor.Range(6).Reshape([2, 3]).ToString());
    }
}
