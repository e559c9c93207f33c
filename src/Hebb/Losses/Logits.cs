using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Losses;

/// <summary>What goes into the sigmoid or softmax at the end of a network: logarithms taken from there lose no digits.</summary>
internal static class Logits
{
    /// <summary>z if these predictions are the sigmoid of z; null if not.</summary>
    public static Tensor? OfSigmoid(Tensor yPred)
    {
        Tensor y = BehindReshape(yPred);
        return y is { Value: null, Op: Elementwise { Function: ElementwiseFunction.Sigmoid } } ? y.Inputs[0].Reshape(yPred.Shape) : null;
    }

    /// <summary>z if these predictions are the softmax of z along the last axis; null if not.</summary>
    public static Tensor? OfSoftmax(Tensor yPred)
    {
        Tensor y = BehindReshape(yPred);
        return y is { Value: null, Op: Softmax } && y.Shape[^1] == yPred.Shape[^1] ? y.Inputs[0].Reshape(yPred.Shape) : null;
    }

    /// <summary>The logarithms of probabilities along the last axis.</summary>
    public static Tensor LogProbabilities(Tensor yPred, bool fromLogits)
    {
        if ((fromLogits ? yPred : OfSoftmax(yPred)) is { } z) { return z.LogSoftmax(); }
        Tensor sum = yPred.Sum(-1, keepDims: true); // of nothing but zeros every class is as good as excluded, but not NaN
        return (yPred / Tensor.Where(sum.EqualTo(0), Tensor.Scalar(1, sum.DType), sum)).Clip(Loss.Epsilon, 1 - Loss.Epsilon).Log();
    }

    /// <summary>The setting of losses that predictions are logits; they all go along the last axis, which Keras lets one choose.</summary>
    public static bool Read<T>(IConfig<T> c, Func<T, bool> get) where T : Loss
    {
        c.Always("axis", -1);
        return c.Flag("from_logits", get, false);
    }

    private static Tensor BehindReshape(Tensor y)
    {
        while (y is { Value: null, Op: Reshape }) { y = y.Inputs[0]; }
        return y;
    }
}
