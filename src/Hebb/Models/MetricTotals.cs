using Hebb.Tensors;

namespace Hebb.Models;

/// <summary>
/// Adds up loss and metrics over batches, in double: the loss by rows, or by what the losses of its outputs were divided by, so that it is what one batch
/// of all rows would give; metrics by their own sums.
/// </summary>
public sealed class MetricTotals
{
    private readonly CompiledSteps _plan;
    private readonly double[] _losses;
    private readonly double[]?[] _sums;
    private LossTotals? _terms;

    /// <summary>Totals for a plan, at 0.</summary>
    internal MetricTotals(CompiledSteps plan)
    {
        _plan = plan;
        _losses = new double[plan.LossCount];
        _sums = new double[plan.MetricCount][];
    }

    /// <summary>The number of rows added so far.</summary>
    public long Rows { get; private set; }

    /// <summary>Starts again at 0.</summary>
    public void Reset()
    {
        Rows = 0;
        Array.Clear(_losses);
        _terms?.Sums.AsSpan().Clear();
        foreach (double[]? sums in _sums) { sums?.AsSpan().Clear(); }
    }

    /// <summary>The loss and metrics of all rows added so far.</summary>
    /// <exception cref="InvalidOperationException">No rows were added.</exception>
    public Evaluation Result()
    {
        if (Rows == 0) { throw new InvalidOperationException("There is no result without rows: the data were empty."); }
        double[] values = new double[_losses.Length + _sums.Length];
        for (int i = 0; i < _losses.Length; i++) { values[i] = LossAt(i); }
        double[][] parts = new double[values.Length][];
        for (int i = 0; i < _sums.Length; i++)
        {
            values[_losses.Length + i] = _plan.MetricAt(i).ResultOrNaN(_sums[i]!);
            parts[_losses.Length + i] = _plan.MetricAt(i).PartsOrNaN(_sums[i]!);
        }

        return new(_plan.Columns, values, parts);
    }

    /// <summary>All sums, one behind the other, to be kept and given back: losses, then each metric's.</summary>
    internal double[][] Sums => [[.. _losses, .. _terms?.Sums ?? []], .. _sums.Select(sums => (double[])[.. sums ?? []])];

    /// <summary>Goes on from sums kept earlier.</summary>
    internal void Restore(long rows, double[][] sums)
    {
        Rows = rows;
        sums[0].AsSpan(0, _losses.Length).CopyTo(_losses);
        _terms = sums[0].Length > _losses.Length ? _plan.NewLossTotals(sums[0][_losses.Length..]) : null;
        for (int i = 0; i < _sums.Length; i++) { _sums[i] = sums[i + 1].Length == 0 ? null : sums[i + 1]; }
    }

    /// <summary>Adds what a step returned for a batch.</summary>
    internal void Add(int rows, ReadOnlySpan<Tensor> results)
    {
        Rows += rows;
        for (int i = 0; i < _losses.Length; i++) { _losses[i] += (double)results[i].AsSpan<float>()[0] * rows; }
        if (results.Length > _losses.Length + _sums.Length)
        {
            ReadOnlySpan<float> numbers = results[^1].AsSpan<float>();
            (_terms ??= _plan.NewLossTotals(new double[numbers.Length])).Add(rows, numbers);
        }

        for (int i = 0; i < _sums.Length; i++)
        {
            ReadOnlySpan<float> batch = results[_losses.Length + i].AsSpan<float>();
            double[] sums = _sums[i] ??= new double[batch.Length];
            for (int j = 0; j < sums.Length; j++) { sums[j] += batch[j]; }
        }
    }

    private double LossAt(int value) => _terms is null ? _losses[value] / Rows : _plan.TermAt(value) switch
    {
        CompiledSteps.NoTerm => _losses[value] / Rows,
        CompiledSteps.AllTerms => _terms.Total(Rows),
        int output => _terms.Of(output),
    };
}
