using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>
/// What becomes of open extents is found by trying: code runs on symbols twice, with two different numbers for the open extents, and what differs in its
/// outputs is open as well. So no layer needs to know that there are open extents.
/// </summary>
internal static class OpenExtents
{
    /// <summary>
    /// Pairs of extents to try. One may be too small for a network (pictures that are halved several times) and too large for another one (positions up to a
    /// limit); their factors are those that networks divide by.
    /// </summary>
    private static readonly (int First, int Second)[] s_pairs = [(256, 384), (64, 96), (16, 24), (4, 6), (2048, 3072), (1, 2)];

    /// <summary>The row of what both trials gave: where it differs it is open.</summary>
    public static RowShape Row(Tensor first, Tensor second) => ((RowShape)first.Shape[1..]).Or(second.Shape[1..]);

    /// <summary>The outputs of both trials; the same ones if no extent is open.</summary>
    /// <param name="what">What is tried, for errors.</param>
    /// <param name="rows">The rows it is applied to.</param>
    /// <param name="run">Runs it with this extent in place of the open ones.</param>
    /// <exception cref="ShapeException">There is no pair with which it runs.</exception>
    public static (IReadOnlyList<Tensor> First, IReadOnlyList<Tensor> Second) Try(
        object what, IReadOnlyList<RowShape> rows, Func<int, IReadOnlyList<Tensor>> run)
    {
        if (rows.All(row => row.IsKnown))
        {
            IReadOnlyList<Tensor> only = run(0);
            return (only, only);
        }

        ArgumentException? unfit = null;
        foreach ((int first, int second) in s_pairs)
        {
            try
            {
                return (run(first), run(second));
            }
            catch (ArgumentException error)
            {
                unfit ??= error;
            }
        }

        throw new ShapeException(
            $"{what} cannot be applied to {string.Join(", ", rows.Select(row => row.WithBatch()))}, where 'any' may be every number; "
            + $"tried with {s_pairs[0].First} and {s_pairs[0].Second}: {unfit!.Message} Give the Input that extent, or get rid of the axis before, by pooling "
            + "or with the last state of a recurrent layer.",
            unfit);
    }
}
