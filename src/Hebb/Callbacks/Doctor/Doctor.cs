using Hebb.Datasets;
using Hebb.Layers;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Callbacks;

/// <summary>
/// Watches a training for the problems that lecture notes describe, from vanishing gradients to overfitting, and says where, by which numbers, and what fixes
/// them. It only reads: weights and random numbers are the same bits with and without it.
/// </summary>
/// <remarks>
/// Now and then it runs some rows of the training data, always the same, through the model and its gradient: before the first step, at the end, and in between
/// each time <see cref="Interval"/> times as many rows were trained. Thresholds and their sources are listed in docs/doctor.md. What needs patience (plateau,
/// overfitting, a rate that is too low) is judged at the end.
/// </remarks>
public sealed class Doctor : Callback
{
    private PatientRecord? _patient;
    private Examination? _examination;
    private long _steps;
    private long _rowsSinceCheckup;
    private bool _remembered;

    /// <summary>What all layers make of the rows that are looked at is kept for a moment: at most so many numbers, if that is enough for some rows.</summary>
    private const long MostNumbers = 1 << 22;

    private const int FewestRows = 16;

    /// <summary>How many rows are looked at; fewer, but at least 16, where layers give so many numbers for a row (images) that looking would take more
    /// memory than training. Range: 1 or more.</summary>
    public int ProbeRows { get; init => field = SettingRange.AtLeast(1, value); } = 256;

    /// <summary>How many rows are trained between two looks, as a multiple of <see cref="ProbeRows"/>: with 25, looking costs at most
    /// about one step in 25. Range: 1 or more.</summary>
    public int Interval { get; init => field = SettingRange.AtLeast(1, value); } = 25;

    /// <summary>What was found, in the order in which it was found; every problem once for each layer.</summary>
    public IReadOnlyList<Finding> Findings => _patient?.Findings ?? [];

    /// <summary>Called with every finding, when it is found.</summary>
    public event EventHandler<Finding>? Found;

    /// <summary>All findings as text.</summary>
    public string Report => Findings.Count == 0 ? "The doctor found nothing wrong with this training." : string.Join('\n', Findings);

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context)
    {
        Batch probe =
            Choose(context.Data, Math.Min(ProbeRows, (int)Math.Max(FewestRows, MostNumbers / Math.Max(1, NumbersOfRow(context.Model, OpenExtent(context))))));
        _patient = new(context, probe);
        _examination = new(context.Model, probe);
        (_steps, _rowsSinceCheckup) = (0, 0);
        CheckUp();
        _patient.Calls = _examination.Calls;
        Examine();
        _examination.RememberWeights();
        _remembered = true;
    }

    /// <inheritdoc/>
    public override void OnBatchEnd(TrainingContext context, in BatchResult result)
    {
        _steps++;
        _rowsSinceCheckup += result.Rows;
        if (!double.IsFinite(result.Loss))
        {
            _patient!.NonFinite ??= TerminateOnNaN.Cause(context);
            Examine();
        }
        else if (_steps == 1)
        {
            CheckUp();
            Examine();
        }
        else if (_remembered)
        {
            CheckUp();
            Examine();
            _rowsSinceCheckup = 0;
        }
        else if (_rowsSinceCheckup >= (long)Interval * _patient!.Probe.Rows)
        {
            _examination!.RememberWeights();
            _remembered = true;
        }
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context, EpochResult result) => Examine();

    /// <inheritdoc/>
    public override void OnTrainEnd(TrainingContext context)
    {
        _patient!.IsFinished = true;
        if (_patient.NonFinite is null)
        {
            _remembered = false; // no step came since, and others may have restored other weights
            CheckUp();
            (_patient.Answers, _patient.FinalLoss) = _examination!.Judge();
        }

        Examine();
    }

    /// <summary>Rows of the data, chosen at random but always the same; copied, because data sets use their memory again.</summary>
    private static Batch Choose(Dataset data, int most)
    {
        if (data.Rows is not { } rows)
        {
            Batch first = data.Peek();
            int count = Math.Min(most, first.Rows);
            return new(
                [.. first.Inputs.Concat(first.Targets).Concat(first.TargetWeights).Select(tensor => Copy(tensor, count))],
                first.InputCount,
                first.TargetCount);
        }

        int[] order = new int[rows];
        Permutation.Fill(order, RandomKey.FromSeed(0).Child("doctor"));
        return data.Take(order.AsSpan(0, Math.Min(most, rows))).Whole;
    }

    private static Tensor Copy(Tensor tensor, int rows)
    {
        Tensor copy = Tensor.Uninitialized([rows, .. tensor.Shape.Dimensions[1..]], tensor.DType);
        Span<byte> to = copy.Value!.Span<byte>();
        tensor.Evaluated().Span<byte>()[..to.Length].CopyTo(to);
        return copy;
    }

    /// <summary>How many numbers the layers give for a row whose open extents are these.</summary>
    private static long NumbersOfRow(Layer layer, int open) =>
        (layer.OutputShape?.Filled(open).Size ?? 0) + layer.Sublayers.Sum(inner => NumbersOfRow(inner, open));

    /// <summary>What open extents may come to: the largest of some batch.</summary>
    private static int OpenExtent(TrainingContext context) =>
        context.Model.InputRows?.All(input => input.Row.IsKnown) != false ? 1 : context.Data.Peek().Inputs.SelectMany(input => input.Shape.Skip(1)).Max();

    private void CheckUp()
    {
        _patient!.Checkups.Add(_examination!.Run(_steps, _remembered));
        _remembered = false;
    }

    private void Examine()
    {
        foreach (Rule rule in Rule.All)
        {
            foreach (Finding finding in rule.Examine(_patient!))
            {
                if (_patient!.Findings.Exists(known => known.Problem == finding.Problem && known.Layer == finding.Layer)) { continue; }
                _patient.Findings.Add(finding);
                Found?.Invoke(this, finding);
            }
        }
    }
}
