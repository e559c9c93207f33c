namespace Hebb.Ops;

/// <summary>The functions that act on each element by itself.</summary>
internal enum ElementwiseFunction : byte
{
    /// <summary>−x.</summary>
    Negate,
    /// <summary>|x|.</summary>
    Abs,
    /// <summary>−1, 0 or 1 by the sign of x; NaN for NaN.</summary>
    Sign,
    /// <summary>√x.</summary>
    Sqrt,
    /// <summary>eˣ.</summary>
    Exp,
    /// <summary>eˣ − 1, exact near 0.</summary>
    Expm1,
    /// <summary>ln x.</summary>
    Log,
    /// <summary>ln(1 + x), exact near 0.</summary>
    Log1p,
    /// <summary>sin x.</summary>
    Sin,
    /// <summary>cos x.</summary>
    Cos,
    /// <summary>tan x.</summary>
    Tan,
    /// <summary>arcsin x.</summary>
    Asin,
    /// <summary>arccos x.</summary>
    Acos,
    /// <summary>arctan x.</summary>
    Atan,
    /// <summary>sinh x.</summary>
    Sinh,
    /// <summary>cosh x.</summary>
    Cosh,
    /// <summary>tanh x.</summary>
    Tanh,
    /// <summary>Inverse of sinh.</summary>
    Asinh,
    /// <summary>Inverse of cosh.</summary>
    Acosh,
    /// <summary>Inverse of tanh.</summary>
    Atanh,
    /// <summary>1 / (1 + e⁻ˣ).</summary>
    Sigmoid,
    /// <summary>max(x, 0); NaN for NaN.</summary>
    Relu,
    /// <summary>x, but 0 where |x| is below 2²⁶ times the smallest normal number.</summary>
    FlushTiny,
    /// <summary>The error function.</summary>
    Erf,
    /// <summary>The largest integer not above x.</summary>
    Floor,
    /// <summary>The smallest integer not below x.</summary>
    Ceiling,
    /// <summary>The nearest integer, ties to even.</summary>
    Round,
    /// <summary>Whether x is neither infinite nor NaN (Bool).</summary>
    IsFinite,
    /// <summary>Logical not (Bool).</summary>
    Not,

    /// <summary>a + b.</summary>
    Add,
    /// <summary>a − b.</summary>
    Subtract,
    /// <summary>a · b.</summary>
    Multiply,
    /// <summary>a / b.</summary>
    Divide,
    /// <summary>The smaller; NaN if either is NaN.</summary>
    Minimum,
    /// <summary>The larger; NaN if either is NaN.</summary>
    Maximum,
    /// <summary>aᵇ.</summary>
    Power,
    /// <summary>a − b·⌊a/b⌋: the remainder with the sign of b, as in Keras and Python.</summary>
    Modulo,
    /// <summary>a &lt; b (Bool).</summary>
    Less,
    /// <summary>a ≤ b (Bool).</summary>
    LessEqual,
    /// <summary>a = b (Bool).</summary>
    Equal,
    /// <summary>a ≠ b (Bool).</summary>
    NotEqual,
    /// <summary>Logical and (Bool).</summary>
    And,
    /// <summary>Logical or (Bool).</summary>
    Or,

    /// <summary>a where the condition holds, b elsewhere: inputs (condition, a, b).</summary>
    Select,
    /// <summary>a · b + c, rounded once.</summary>
    MultiplyAdd,
}
