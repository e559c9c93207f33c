using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>Looks pixels up at places between the pixels of images.</summary>
internal static class ImageLookup
{
    /// <summary>The values at places: (batch, rows, columns, channels).</summary>
    public static Tensor At(Tensor x, Tensor rows, Tensor columns, RandomWarpLayer how)
    {
        if (how.Interpolation == Interpolation.Nearest) { return Pick(x, (rows + 0.5).Floor(), (columns + 0.5).Floor(), how.FillMode, how.FillValue); }
        Tensor top = rows.Floor(), left = columns.Floor(), down = (rows - top).ExpandDims(-1), right = (columns - left).ExpandDims(-1);
        Tensor Row(Tensor row) => Pick(x, row, left, how.FillMode, how.FillValue) * (1 - right) + Pick(x, row, left + 1, how.FillMode, how.FillValue) * right;
        return Row(top) * (1 - down) + Row(top + 1) * down;
    }

    /// <summary>The pixels in rows and columns, which are whole numbers that may lie outside.</summary>
    public static Tensor Pick(Tensor x, Tensor rows, Tensor columns, FillMode mode, double fill = 0)
    {
        int batch = x.Shape[0], height = x.Shape[1], width = x.Shape[2];
        // Counted in Int32: single-precision numbers count pixels only up to 2^24.
        Tensor inRow = Inside(rows, height, mode).Cast(DType.Int32) * Number(width) + Inside(columns, width, mode).Cast(DType.Int32);
        Tensor image = Tensor.Range(batch, DType.Int32).Reshape([batch, 1, 1]) * Number(checked(height * width));
        Tensor pixels = x.Reshape([checked(batch * height * width), x.Shape[3]]).Gather(inRow + image);
        if (mode != FillMode.Constant) { return pixels; }
        Tensor seen = (rows >= 0) & (rows <= height - 1) & (columns >= 0) & (columns <= width - 1);
        return Tensor.Where(seen.ExpandDims(-1), pixels, Tensor.Scalar(fill, x.DType));
    }

    private static Tensor Number(int value) => Tensor.Scalar(value, DType.Int32);

    private static Tensor Inside(Tensor at, int count, FillMode mode)
    {
        Tensor Modulo(int period) => at - (at / period).Floor() * period;
        switch (mode)
        {
            case FillMode.Wrap: return Modulo(count).Clip(0, count - 1);
            case FillMode.Reflect:
                Tensor there = Modulo(2 * count);
                return there.Minimum(2 * count - 1 - there).Clip(0, count - 1);
            default: return at.Clip(0, count - 1);
        }
    }
}
