using System.Runtime.Intrinsics;

namespace Hebb.Kernels;

/// <summary>A function of one operand, sixteen elements at a time.</summary>
internal interface IUnary
{
    /// <summary>The values.</summary>
    static abstract Vector512<float> Of(Vector512<float> x);
}

/// <summary>A function of two operands, sixteen elements at a time.</summary>
internal interface IBinary
{
    /// <summary>The values.</summary>
    static abstract Vector512<float> Of(Vector512<float> a, Vector512<float> b);
}

/// <summary>A function of three operands, sixteen elements at a time.</summary>
internal interface ITernary
{
    /// <summary>The values.</summary>
    static abstract Vector512<float> Of(Vector512<float> a, Vector512<float> b, Vector512<float> c);
}
