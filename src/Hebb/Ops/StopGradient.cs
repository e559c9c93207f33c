using Hebb.Tensors;

namespace Hebb.Ops;

public static partial class TensorOps
{
    extension(Tensor x)
    {
        /// <summary>The same value as a constant: no gradient flows through it.</summary>
        public Tensor StopGradient() => new(new StopGradient(), [x]);
    }
}
