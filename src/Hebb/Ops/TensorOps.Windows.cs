using Hebb.Tensors;

namespace Hebb.Ops;

public static partial class TensorOps
{
    extension(Tensor x)
    {
        /// <summary>
        /// Convolution (without flipping the filters, as everywhere in deep learning): inputs (batch, 1 to 3 spatial axes, channels), filters (sizes,
        /// channels/groups, filters), result (batch, positions, filters).
        /// </summary>
        /// <param name="filters">The weights of the filters.</param>
        /// <param name="padding">What lies beyond the edges; nothing if null (<see cref="Padding.Valid"/>).</param>
        /// <param name="strides">Steps between positions: one for each spatial axis, or one for all; 1 if null.</param>
        /// <param name="dilations">Steps between taps, likewise.</param>
        /// <param name="groups">Channels and filters fall into this many groups that do not see each other.</param>
        /// <exception cref="ShapeException">Shapes, channels or groups do not fit.</exception>
        public Tensor Convolve(Tensor filters, Padding? padding = null, int[]? strides = null, int[]? dilations = null, int groups = 1)
        {
            CheckFilters("Convolve", x, filters);
            if (groups < 1 || x.Shape[^1] != (long)filters.Shape[^2] * groups || filters.Shape[^1] % groups != 0)
            {
                throw new ShapeException(
                    $"Convolve got {x.Shape[^1]} channels in {x.Shape}, and filters {filters.Shape} for {filters.Shape[^2]} "
                    + $"channels in each of {groups} groups: "
                    + "channels must be filters' channels times groups, and the number of filters a multiple of groups.");
            }

            Tensor extended = (padding ?? Padding.Valid).Extend(x);
            Windows windows = WindowsOver("Convolve", extended.Shape, filters.Shape.Dimensions[..^2], padding ?? Padding.Valid, strides, dilations);
            Tensor y = new(new Convolution(windows, groups), [Cells(extended), Taps(filters)]);
            return y.Reshape(Positions(y.Shape, x.Rank));
        }

        /// <summary>
        /// The way back of a convolution, which enlarges (transposed convolution): inputs (batch, spatial axes, channels), filters (sizes, filters, channels),
        /// result (batch, larger axes, filters).
        /// </summary>
        /// <param name="filters">The weights: the last axis is that of the inputs' channels.</param>
        /// <param name="extents">The spatial extents of the result: the convolution must lead from them to those of the inputs.</param>
        /// <param name="padding">Padding of the convolution that is walked back; nothing if null.</param>
        /// <param name="strides">Its strides: the factors of enlargement.</param>
        /// <param name="dilations">Its dilations.</param>
        /// <exception cref="ShapeException">Shapes do not fit.</exception>
        public Tensor ConvolveTransposed(Tensor filters, int[] extents, Padding? padding = null, int[]? strides = null, int[]? dilations = null)
        {
            CheckFilters("ConvolveTransposed", x, filters);
            Shape result = [x.Shape[0], .. extents, filters.Shape[^2]];
            if (result.Rank != x.Rank || filters.Shape[^1] != x.Shape[^1])
            {
                throw new ShapeException(
                    $"ConvolveTransposed of {x.Shape} takes filters (sizes, filters, {x.Shape[^1]}) and {x.Rank - 2} extents, but got filters {filters.Shape} "
                    + $"and extents ({string.Join(", ", extents)}).");
            }

            Windows windows = WindowsOver("ConvolveTransposed", result, filters.Shape.Dimensions[..^2], padding ?? Padding.Valid, strides, dilations);
            Shape cells = Cells(result);
            for (int axis = 0; axis < 3; axis++)
            {
                int leads = windows[axis].Positions(cells[axis + 1]), found = Cells(x.Shape)[axis + 1];
                if (leads != found)
                {
                    throw new ShapeException(
                        $"A convolution of {result} by filters {filters.Shape} gives {leads} positions where {x.Shape} has {found}: "
                        + $"extents ({string.Join(", ", extents)}) do not fit.");
                }
            }

            return new Convolution(windows, 1).InputGradient(cells, Taps(filters), Cells(x)).Reshape(result);
        }

        /// <summary>The largest element under a moving window: (batch, 1 to 3 spatial axes, channels). Padding does not count. The gradient goes to
        /// the first of equals.</summary>
        /// <param name="size">Extents of the window: one for each spatial axis, or one for all.</param>
        /// <param name="strides">Steps between positions; the size of the window if null.</param>
        /// <param name="padding">What lies beyond the edges; nothing if null.</param>
        /// <exception cref="ShapeException">Shapes do not fit, or a window would hold no element.</exception>
        public Tensor MaxPool(int[] size, int[]? strides = null, Padding? padding = null)
        {
            Tensor extended = (padding ?? Padding.Valid).Extend(x);
            Windows windows = PoolWindows("MaxPool", extended, size, strides, padding);
            Tensor cells = Cells(extended), y = new(new MaxPool(windows), [cells, cells]);
            return y.Reshape(Positions(y.Shape, x.Rank));
        }

        /// <summary>The smallest element under a moving window: see <see cref="MaxPool"/>.</summary>
        public Tensor MinPool(int[] size, int[]? strides = null, Padding? padding = null) => -(-x).MaxPool(size, strides, padding);

        /// <summary>The mean of the elements under a moving window: see <see cref="MaxPool"/>.</summary>
        public Tensor AveragePool(int[] size, int[]? strides = null, Padding? padding = null)
        {
            Tensor extended = (padding ?? Padding.Valid).Extend(x);
            Windows windows = PoolWindows("AveragePool", extended, size, strides, padding);
            Tensor cells = Cells(extended), ones = Tensor.Ones([windows.Depth.Size, windows.Height.Size, windows.Width.Size, 1, x.Shape[^1]], x.DType);
            Tensor sums = new(new Convolution(windows, x.Shape[^1]), [cells, ones]);
            return (sums * Shares(windows, cells.Shape, sums.Shape, x.DType)).Reshape(Positions(sums.Shape, x.Rank));
        }
    }

    private static void CheckFilters(string name, Tensor x, Tensor filters)
    {
        if (x.Rank is < 3 or > 5 || filters.Rank != x.Rank)
        {
            throw new ShapeException(
                $"{name} takes inputs (batch, 1 to 3 spatial axes, channels) and filters with as many axes, but got {x.Shape} and {filters.Shape}.");
        }
    }

    private static Windows PoolWindows(string name, Tensor x, int[] size, int[]? strides, Padding? padding)
    {
        if (x.Rank is < 3 or > 5) { throw new ShapeException($"{name} takes inputs (batch, 1 to 3 spatial axes, channels), but got {x.Shape}."); }
        int[] sizes = Each(name, "size", size, x.Rank - 2);
        Windows windows = WindowsOver(name, x.Shape, sizes, padding ?? Padding.Valid, strides ?? sizes, null);
        for (int axis = 0; axis < 3; axis++)
        {
            Window window = windows[axis];
            if (window.Before >= window.Reach || window.After >= window.Reach)
            {
                throw new ShapeException(
                    $"{name} by a window of {window.Size} with padding {window.Before} and {window.After} would hold no element at an edge.");
            }
        }

        return windows;
    }

    private static Windows WindowsOver(string name, Shape x, ReadOnlySpan<int> sizes, Padding padding, int[]? strides, int[]? dilations)
    {
        int axes = sizes.Length;
        int[] steps = Each(name, "strides", strides ?? [1], axes), gaps = Each(name, "dilations", dilations ?? [1], axes);
        Window[] windows = [Window.One, Window.One, Window.One];
        for (int axis = 0; axis < axes; axis++)
        {
            windows[3 - axes + axis] = padding.Apply(new Window(sizes[axis], steps[axis], gaps[axis]).Reaching(), x[axis + 1]);
            windows[3 - axes + axis].Check(x[axis + 1]);
            if (windows[3 - axes + axis].Positions(x[axis + 1]) < 1 && x[axis + 1] > 0)
            {
                throw new ShapeException(
                    $"{name}: a window of {windows[3 - axes + axis].Reach} cells has no place along axis {axis + 1} of {x}. "
                    + "Use Padding.Same, a smaller window or larger inputs.");
            }
        }

        return new(windows[0], windows[1], windows[2]);
    }

    private static int[] Each(string name, string what, int[] values, int axes)
    {
        if (values.Length != 1 && values.Length != axes || values.Any(value => value < 1))
        {
            throw new ShapeException(
                $"{name} takes {what} of at least 1, one for all or one for each of {axes} spatial axes, but got ({string.Join(", ", values)}).");
        }

        return values.Length == axes ? values : [.. Enumerable.Repeat(values[0], axes)];
    }

    /// <summary>What one element contributes to the mean at each position: 1 over the number of elements there.</summary>
    private static Tensor Shares(Windows windows, Shape cells, Shape positions, DType type)
    {
        int Count(int axis, int position) => windows[axis].Elements(position, cells[axis + 1]);
        // Along an axis the numbers rise to a level, stay and fall: if the first, the second and the last are equal, all are.
        bool IsOne(int axis) =>
            positions[axis + 1] is var n && (n < 2 || (Count(axis, 0) == Count(axis, 1) && Count(axis, 0) == Count(axis, n - 1)));
        if (IsOne(0) && IsOne(1) && IsOne(2)) { return Tensor.Scalar(1.0 / ((double)Count(0, 0) * Count(1, 0) * Count(2, 0)), type); }
        return Tensor.Written([1, positions[1], positions[2], positions[3], 1], DType.Float64, storage =>
        {
            Span<double> shares = storage.Span<double>();
            int at = 0;
            for (int deep = 0; deep < positions[1]; deep++)
            {
                for (int high = 0; high < positions[2]; high++)
                {
                    double across = (double)Count(0, deep) * Count(1, high);
                    for (int wide = 0; wide < positions[3]; wide++) { shares[at++] = 1.0 / (across * Count(2, wide)); }
                }
            }
        }).Cast(type);
    }

    /// <summary>(batch, depth, height, width, channels), with axes of one cell where there are fewer.</summary>
    private static Shape Cells(Shape x) => [x[0], .. Enumerable.Repeat(1, 5 - x.Rank), .. x.Dimensions[1..]];

    private static Tensor Cells(Tensor x) => x.Reshape(Cells(x.Shape));

    private static Tensor Taps(Tensor filters) => filters.Reshape([.. Enumerable.Repeat(1, 5 - filters.Rank), .. filters.Shape.Dimensions]);

    private static Shape Positions(Shape y, int rank) => [y[0], .. y.Dimensions[(6 - rank)..]];
}
