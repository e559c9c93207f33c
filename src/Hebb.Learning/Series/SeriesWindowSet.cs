using Hebb.Tensors;

namespace Hebb.Learning.Series;

/// <summary>Windows of a table, none across the border of two series, and what is known of the row that each predicts.</summary>
/// <param name="Pipeline">How numbers are scaled.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Starts">The first row of each window, with the number of its series.</param>
internal sealed record SeriesWindowSet(SeriesPipeline Pipeline, SeriesRows Rows, (int Segment, int Row)[] Starts)
{
    private Tensor? _inputs;

    /// <summary>How many there are.</summary>
    public int Count => Starts.Length;

    /// <summary>The predicted rows of the ordered table.</summary>
    public int[] Targets => [.. Starts.Select(start => start.Row + Pipeline.Lead)];

    /// <summary>What came, in the units of the table; NaN where it is not known.</summary>
    public double[] Truth
    {
        get
        {
            double[] values = Rows.Table.Number(Pipeline.Target.Name).Values.ToArray();
            return [.. Targets.Select(row => values[row])];
        }
    }

    /// <summary>The last known value of each window, in the units of the table.</summary>
    public double[] Last
    {
        get
        {
            double[] values = Rows.Filled(Pipeline.Target.Name);
            return [.. Starts.Select(start => values[start.Row + Pipeline.Window - 1])];
        }
    }

    /// <summary>What the network takes: [windows, rows, columns].</summary>
    public Tensor Inputs => _inputs ??= NewInputs();

    /// <summary>What the network is to give.</summary>
    public float[] Learned
    {
        get
        {
            double[] truth = Truth, last = Pipeline.IsChange ? Last : new double[Count];
            SeriesScales[] scales = Scales();
            return [.. Starts.Select((start, i) => (float)((truth[i] - last[i] - scales[start.Segment].Mean) / scales[start.Segment].Scale))];
        }
    }

    /// <summary>Answers of the network in the units of the table.</summary>
    public float[] ToUnits(ReadOnlySpan<float> outputs)
    {
        double[] last = Pipeline.IsChange ? Last : new double[Count];
        SeriesScales[] scales = Scales();
        float[] units = new float[outputs.Length];
        for (int i = 0; i < units.Length; i++)
        {
            SeriesScales scale = scales[Starts[i].Segment];
            units[i] = (float)((outputs[i] * scale.Scale) + scale.Mean + last[i]);
        }

        return units;
    }

    private SeriesScales[] Scales() => [.. Rows.Segments.Select(segment => Pipeline.ScalesOf(Rows, segment))];

    private Tensor NewInputs()
    {
        (int window, int width) = (Pipeline.Window, Pipeline.WindowShape[1]);
        SeriesScales[] scales = Scales();
        float[] values = new float[checked(Count * window * width)];
        for (int c = 0; c < Pipeline.Columns.Count; c++)
        {
            double[] column = Rows.Filled(Pipeline.Columns[c].Name);
            SeriesColumn[] scale = [.. scales.Select(one => one.Columns[c])];
            Fill(c, (start, row) => (column[start.Row + row] - scale[start.Segment].Mean) / scale[start.Segment].Scale);
        }

        if (Pipeline.IsChange)
        {
            double[] target = Rows.Filled(Pipeline.Target.Name);
            Fill(Pipeline.Columns.Count, (start, row) => (target[start.Row + row] - target[start.Row + window - 1]) / scales[start.Segment].Scale);
        }

        return Tensor.Create(values, [Count, window, width]);

        void Fill(int column, Func<(int Segment, int Row), int, double> value)
        {
            for (int i = 0; i < Count; i++)
            {
                for (int row = 0; row < window; row++) { values[(((i * window) + row) * width) + column] = (float)value(Starts[i], row); }
            }
        }
    }
}
