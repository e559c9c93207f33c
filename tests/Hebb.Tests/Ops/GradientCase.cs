using Hebb.Graphs;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests.Ops;

/// <summary>A function whose gradients are to be checked, and how to draw arguments for it.</summary>
/// <param name="Name">The operation: the name of the method it stands for.</param>
/// <param name="Function">The function.</param>
/// <param name="Arguments">Draws arguments of random shapes.</param>
/// <param name="Smooth">Whether second derivatives are checked, too.</param>
internal sealed record GradientCase(string Name, Func<IReadOnlyList<Tensor>, Tensor> Function, Func<Random, Tensor[]> Arguments, bool Smooth = true)
{
    private const double FirstTolerance = 1e-6, SecondTolerance = 1e-5;

    /// <summary>Checks at random arguments; the result is the number of checks made.</summary>
    public int Check(int shapes)
    {
        int checks = 0;
        for (int seed = 0; seed < shapes; seed++)
        {
            Tensor[] at = Arguments(new Random(seed));
            Assert(GradientCheck.MaxError(Function, at), FirstTolerance, "gradient", at, seed);
            checks++;
            if (!Smooth) { continue; }
            Assert(GradientCheck.MaxError(FirstDerivatives, at), SecondTolerance, "second derivative", at, seed);
            checks++;
        }

        return checks;
    }

    /// <summary>The derivatives of Σ(y² + y), one behind the other; of the sum alone, that of a softmax would be 0.</summary>
    private Tensor FirstDerivatives(IReadOnlyList<Tensor> x)
    {
        Tensor y = Function(x);
        Tensor[] gradients = Gradient.Of(y * y + y, [.. x.Where(tensor => tensor.DType.IsFloat)]);
        return Tensor.Concatenate([.. gradients.Select(gradient => gradient.Reshape([(int)gradient.Size]))], 0);
    }

    private void Assert(double error, double tolerance, string what, Tensor[] at, int seed) =>
        Xunit.Assert.True(
            error <= tolerance, $"{Name}: the {what} is wrong by {error:G3} for shapes {string.Join(", ", at.Select(x => x.Shape))} (seed {seed}).");
}
