using Hebb.Tensors;

namespace Hebb.Tests;

/// <summary>Compares numbers up to a tolerance, and says which differ.</summary>
internal static class Near
{
    public static void Equal(IReadOnlyList<double> expected, Tensor actual, double tolerance, string what = "") =>
        Equal(expected, actual.ToDoubles(), tolerance, what);

    public static void Equal(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double tolerance, string what = "")
    {
        Assert.Equal(expected.Count, actual.Count);
        for (int i = 0; i < expected.Count; i++)
        {
            bool near = Math.Abs(expected[i] - actual[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i])) || expected[i].Equals(actual[i]);
            Assert.True(near, $"{what} element {i}: expected {expected[i]:R}, got {actual[i]:R}.");
        }
    }

    /// <summary>The values of a function's first result: what compiled code computes.</summary>
    public static double[] Run(Func<IReadOnlyList<Tensor>, Tensor> f, params Tensor[] arguments) =>
        new Hebb.Graphs.Function(x => [f(x)]).Call(arguments)[0].ToDoubles();
}
