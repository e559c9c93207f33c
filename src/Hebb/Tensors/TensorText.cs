using System.Text;

namespace Hebb.Tensors;

/// <summary>Writes a tensor as nested brackets, aligned, with long axes shortened to their ends.</summary>
internal static class TensorText
{
    private const int Edge = 3;
    private const int LongAxis = 10;

    /// <summary>The text of all elements, or of the first and last along long axes.</summary>
    public static string Of(Tensor tensor)
    {
        if (tensor.Rank == 0) { return tensor.ElementText(0); }
        StringBuilder text = new();
        int width = Shown(tensor, 0, 0).Select(i => tensor.ElementText(i).Length).DefaultIfEmpty(0).Max();
        Write(tensor, text, 0, 0, width);
        return text.ToString();
    }

    private static void Write(Tensor tensor, StringBuilder text, int axis, long start, int width)
    {
        int extent = tensor.Shape[axis];
        long stride = tensor.Shape[(axis + 1)..].Size;
        bool last = axis == tensor.Rank - 1;
        string separator = last ? ", " : "," + new string('\n', tensor.Rank - axis - 1) + new string(' ', axis + 1);
        if (axis == 0 && !last) { text.Append('\n'); }
        text.Append('[');
        bool first = true;
        foreach (int i in Indices(extent))
        {
            if (!first) { text.Append(separator); }
            first = false;
            if (i < 0) { text.Append('…'); }
            else if (last) { text.Append(tensor.ElementText((int)(start + i)).PadLeft(tensor.Rank > 1 ? width : 0)); }
            else { Write(tensor, text, axis + 1, start + i * stride, width); }
        }

        text.Append(']');
    }

    private static IEnumerable<int> Shown(Tensor tensor, int axis, long start)
    {
        long stride = tensor.Shape[(axis + 1)..].Size;
        IEnumerable<int> indices = Indices(tensor.Shape[axis]).Where(i => i >= 0);
        return axis == tensor.Rank - 1
            ? indices.Select(i => (int)(start + i))
            : indices.SelectMany(i => Shown(tensor, axis + 1, start + i * stride));
    }

    /// <summary>The indices to show along an axis; −1 stands for those left out.</summary>
    private static IEnumerable<int> Indices(int extent) => extent <= LongAxis
        ? Enumerable.Range(0, extent)
        : [.. Enumerable.Range(0, Edge), -1, .. Enumerable.Range(extent - Edge, Edge)];
}
