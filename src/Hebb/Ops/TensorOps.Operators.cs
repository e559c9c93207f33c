using Hebb.Tensors;
using static Hebb.Ops.ElementwiseFunction;

namespace Hebb.Ops;

public static partial class TensorOps
{
    extension(Tensor)
    {
        /// <summary>−x.</summary>
        public static Tensor operator -(Tensor x) => Unary(Negate, x);

        /// <summary>Logical not.</summary>
        public static Tensor operator !(Tensor x) => Unary(Not, x);

        /// <summary>a + b, with broadcasting.</summary>
        public static Tensor operator +(Tensor a, Tensor b) => Binary(Add, a, b);

        /// <summary>a − b, with broadcasting.</summary>
        public static Tensor operator -(Tensor a, Tensor b) => Binary(Subtract, a, b);

        /// <summary>a · b element by element, with broadcasting; the matrix product is <c>MatMul</c>.</summary>
        public static Tensor operator *(Tensor a, Tensor b) => Binary(Multiply, a, b);

        /// <summary>a / b, with broadcasting.</summary>
        public static Tensor operator /(Tensor a, Tensor b) => Binary(Divide, a, b);

        /// <summary>The remainder with the sign of b, as in Keras and Python.</summary>
        public static Tensor operator %(Tensor a, Tensor b) => Binary(Modulo, a, b);

        /// <summary>a + b.</summary>
        public static Tensor operator +(Tensor a, double b) => Binary(Add, a, Tensor.Literal(b, a.DType));

        /// <summary>a + b.</summary>
        public static Tensor operator +(double a, Tensor b) => Binary(Add, Tensor.Literal(a, b.DType), b);

        /// <summary>a − b.</summary>
        public static Tensor operator -(Tensor a, double b) => Binary(Subtract, a, Tensor.Literal(b, a.DType));

        /// <summary>a − b.</summary>
        public static Tensor operator -(double a, Tensor b) => Binary(Subtract, Tensor.Literal(a, b.DType), b);

        /// <summary>a · b.</summary>
        public static Tensor operator *(Tensor a, double b) => Binary(Multiply, a, Tensor.Literal(b, a.DType));

        /// <summary>a · b.</summary>
        public static Tensor operator *(double a, Tensor b) => Binary(Multiply, Tensor.Literal(a, b.DType), b);

        /// <summary>a / b.</summary>
        public static Tensor operator /(Tensor a, double b) => Binary(Divide, a, Tensor.Literal(b, a.DType));

        /// <summary>a / b.</summary>
        public static Tensor operator /(double a, Tensor b) => Binary(Divide, Tensor.Literal(a, b.DType), b);

        /// <summary>a &lt; b.</summary>
        public static Tensor operator <(Tensor a, Tensor b) => Binary(Less, a, b);

        /// <summary>a &gt; b.</summary>
        public static Tensor operator >(Tensor a, Tensor b) => Binary(Less, b, a);

        /// <summary>a ≤ b.</summary>
        public static Tensor operator <=(Tensor a, Tensor b) => Binary(LessEqual, a, b);

        /// <summary>a ≥ b.</summary>
        public static Tensor operator >=(Tensor a, Tensor b) => Binary(LessEqual, b, a);

        /// <summary>a &lt; b.</summary>
        public static Tensor operator <(Tensor a, double b) => Binary(Less, a, Tensor.Literal(b, a.DType));

        /// <summary>a &gt; b.</summary>
        public static Tensor operator >(Tensor a, double b) => Binary(Less, Tensor.Literal(b, a.DType), a);

        /// <summary>a ≤ b.</summary>
        public static Tensor operator <=(Tensor a, double b) => Binary(LessEqual, a, Tensor.Literal(b, a.DType));

        /// <summary>a ≥ b.</summary>
        public static Tensor operator >=(Tensor a, double b) => Binary(LessEqual, Tensor.Literal(b, a.DType), a);

        /// <summary>Logical and.</summary>
        public static Tensor operator &(Tensor a, Tensor b) => Binary(And, a, b);

        /// <summary>Logical or.</summary>
        public static Tensor operator |(Tensor a, Tensor b) => Binary(Or, a, b);
    }
}
